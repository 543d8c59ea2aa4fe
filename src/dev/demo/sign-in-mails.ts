/**
 * Sign-in codes go out at once and past the ledger of deliveries. While the demo's driver is attached they are written down as
 * well, so that the demo can account for every mail that was received.
 */
import type { Connection } from 'mongoose';
import type { Mailer, OutgoingMail } from '#src/mail/mailer.ts';
import { modelOf, rowSchema } from '#src/model.ts';

/** `accepted` is null while nobody knows: the process died between handing the mail over and hearing the answer. */
export interface SignInMail {
  _id: string;
  to: string;
  at: Date;
  accepted: boolean | null;
}

const schema = rowSchema<SignInMail>({
  _id: { type: String, required: true },
  to: { type: String, required: true },
  at: { type: Date, required: true },
  accepted: Boolean,
});

export const signInMailModel = modelOf('SignInMail', 'demoSignInMails', schema);

/** The same mailer, which notes each mail before it is sent and what the server answered. */
export function notingMailer(connection: Connection, mailer: Mailer): Mailer {
  const rows = signInMailModel(connection);
  return {
    async send(mail: OutgoingMail) {
      const at = mail.date ?? new Date();
      // Another attempt has the same id.
      const noted = { $setOnInsert: { to: mail.to, at, accepted: null } };
      await rows.updateOne({ _id: mail.messageId }, noted, { upsert: true });
      const result = await mailer.send(mail);
      await rows.updateOne({ _id: mail.messageId }, { $set: { accepted: result.accepted } });
      return result;
    },
    takesMail: () => mailer.takesMail(),
    close: (forceAfter) => mailer.close(forceAfter),
  };
}
