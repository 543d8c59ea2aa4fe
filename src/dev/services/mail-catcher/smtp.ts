import { SMTPServer } from 'smtp-server';
import * as z from 'zod';
import type { Mailbox } from './mailbox.ts';

/** How the next mails are answered, for tests of what the service does when its mail server fails. */
export const behaviour = z.strictObject({
  /** `hang` never answers and keeps nothing; `late` keeps the mail and answers after five seconds. */
  answer: z.enum(['accept', 'transient', 'permanent', 'drop', 'hang', 'late']),
  /** For so many mails; then they are accepted again. */
  times: z.int().min(0).max(100_000),
});
export type Behaviour = z.infer<typeof behaviour>;

/** The largest mail that is accepted, in bytes; the usual limit of a municipal mail server. */
const LARGEST = 25 * 1024 * 1024;
const LATE_MS = 5_000;

const refusal = (code: 451 | 550): Error =>
  Object.assign(new Error(code === 451 ? 'Try again later' : 'No such mailbox'), { responseCode: code });

/** A mailbox of this name does not exist: whoever wants to see what a bounced mail does writes to it. */
const isUnknown = (address: string): boolean => address.startsWith('findes-ikke@');

/** An SMTP server that keeps what it gets. No sign-in, no TLS: it listens on loopback. */
export const smtpServer = (mailbox: Mailbox): { server: SMTPServer; behave: (next: Behaviour) => void } => {
  let current: Behaviour = { answer: 'accept', times: 0 };
  const answerNow = (): Behaviour['answer'] => {
    if (current.times === 0) return 'accept';
    current = { ...current, times: current.times - 1 };
    return current.answer;
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: LARGEST,
    banner: 'Sagsgang mail catcher',
    onRcptTo: ({ address }, _session, done) => done(isUnknown(address) ? refusal(550) : undefined),
    onData: (stream, session, done) => {
      const answer = answerNow();
      if (answer === 'accept' || answer === 'late') {
        const { mailFrom, rcptTo } = session.envelope;
        mailbox
          .add(stream, {
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map((one) => one.address),
          })
          .then((id) => setTimeout(done, answer === 'late' ? LATE_MS : 0, null, `kept as ${id}`), done);
        return;
      }
      stream.resume();
      stream.once('end', () => {
        if (answer === 'hang') return;
        if (answer === 'drop') {
          // The connection breaks after the mail was handed over: the sender cannot know.
          for (const connection of server.connections as Set<{ _socket?: { destroy: () => void } }>) {
            connection._socket?.destroy();
          }
          return;
        }
        done(refusal(answer === 'transient' ? 451 : 550));
      });
    },
  });
  server.on('error', (error) => console.error(error.message));
  return {
    server,
    behave: (next) => {
      current = next;
    },
  };
};
