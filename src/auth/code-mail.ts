/** What becomes of a mail with a code: tried again for as long as the code is good, and noted for those who may know. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { type CodeMailState, codeModel } from './models.ts';

/** What a mail server said of one attempt: taken, perhaps later, or never. */
export type CodeMailResult = 'taken' | 'later' | 'never';

/** Seconds between attempts: the last is made eight minutes after the code was, which is good for ten. */
const RETRY_SECONDS = [2, 5, 15, 30, 60, 120, 240];

interface CodeMailDeps {
  connection: Connection;
  log: { error(details: Record<string, unknown>, message: string): void };
}

/**
 * Sends the mail with a code. The code is a secret that is stored nowhere in the clear, so this process alone can try again; when it
 * ends, the person asks again. Never rejects.
 * @param code the row's id
 * @param whom for the log: no address, and nothing that the server said, which may quote one
 * @param send makes one attempt, always with the same Message-ID
 * @returns whether the server took it
 */
export async function deliverCode(
  { connection, log }: CodeMailDeps,
  code: string,
  whom: Record<string, unknown>,
  send: () => Promise<CodeMailResult>,
): Promise<boolean> {
  const codes = codeModel(connection);
  const note = (mail: CodeMailState) => codes.updateOne({ _id: code }, { $set: { mail } });
  try {
    for (const seconds of [0, ...RETRY_SECONDS]) {
      if (seconds > 0) await wait(seconds * 1_000, undefined, { ref: false });
      // Another code may have signed the person in meanwhile, or taken this one's place.
      if (seconds > 0 && (await codes.exists({ _id: code, usedAt: null })) === null) return false;
      const result = await send();
      if (result === 'taken') {
        await note('sent');
        return true;
      }
      log.error(whom, 'a code was not taken by the mail server');
      if (result === 'never') break;
      await note('delayed');
    }
    await note('refused');
  } catch (error) {
    log.error({ ...whom, err: error }, 'a code was not sent');
  }
  return false;
}

/**
 * What has become of the newest mail that a browser has asked for. Of an address that its reader may not know to be known, it says only
 * how the mail server is, as it does of one that nobody has.
 * @param serverTakesMail how it is
 */
export async function codeMailState(
  connection: Connection,
  request: string,
  serverTakesMail: boolean,
): Promise<CodeMailState> {
  const newest = await codeModel(connection).findOne({ request }).sort({ _id: -1 }).lean().exec();
  const general = serverTakesMail ? 'underway' : 'delayed';
  if (!newest?.knowsAddress) return general;
  return newest.mail === undefined || newest.mail === 'underway' ? general : newest.mail;
}
