/**
 * Whether the mail server takes mails at present. It is asked with an address of our own, whenever somebody waits for a code: what it says
 * of the addresses that are typed would show which of them are known.
 */
import { type Connection, trusted } from 'mongoose';
import { modelOf, rowSchema } from '#src/model.ts';
import type { Mailer } from './mailer.ts';

interface MailProbeRow {
  _id: string;
  /** When it was asked last, by the wall clock. */
  at: Date;
  takesMail: boolean;
}

const schema = rowSchema<MailProbeRow>({
  _id: { type: String, required: true },
  at: { type: Date, required: true },
  takesMail: { type: Boolean, required: true },
});
export const mailProbeModel = modelOf('MailProbe', 'mailProbes', schema);

const EVERY_MS = 15_000;
const _id = 'mail-server';

export interface MailProbe {
  /** Asks the server, unless some process has within the last quarter of a minute. Never rejects. */
  ask(): Promise<void>;
  /** What it said last; true where it was never asked. */
  takesMail(): Promise<boolean>;
}

export function createMailProbe(
  connection: Connection,
  mailer: Pick<Mailer, 'takesMail'>,
  log: { error(details: Record<string, unknown>, message: string): void },
): MailProbe {
  const rows = mailProbeModel(connection);
  /** One process asks at a time. @returns whether it is this one */
  async function claim(): Promise<boolean> {
    const now = Date.now();
    await rows.updateOne({ _id }, { $setOnInsert: { at: new Date(0), takesMail: true } }, { upsert: true });
    const claimed = await rows.updateOne(
      { _id, at: trusted({ $lt: new Date(now - EVERY_MS) }) },
      { $set: { at: new Date(now) } },
    );
    return claimed.modifiedCount === 1;
  }
  return {
    async ask() {
      try {
        if (!(await claim())) return;
        await rows.updateOne({ _id }, { $set: { takesMail: await mailer.takesMail() } });
      } catch (error) {
        log.error({ err: error }, 'the mail server was not asked');
      }
    },
    takesMail: async () => (await rows.findById(_id).lean().exec())?.takesMail ?? true,
  };
}
