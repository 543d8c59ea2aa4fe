/** Sends rendered mails over SMTP: one recipient each, a Message-ID chosen by the caller, and an answer instead of a throw. */
import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import pLimit from 'p-limit';
import type { RenderedMail } from './render.ts';
import { type MailError, mailErrorOf } from './smtp-error.ts';

export interface OutgoingMail extends RenderedMail {
  /** One address. */
  to: string;
  /** With its angle brackets; the same in every attempt (see message-id.ts). */
  messageId: string;
  /** What the mail says it was sent at; the present when left out. */
  date?: Date;
}

export type SendResult = { accepted: true } | { accepted: false; error: MailError };

export interface Mailer {
  /** Hands one mail to the server. Never throws: what failed, and whether to try again, is in the answer. */
  send(mail: OutgoingMail): Promise<SendResult>;
  /** Whether the server would take a mail to our own address. Sends none: the line is given up before the text. */
  takesMail(): Promise<boolean>;
  /** Lets mails under way finish, then gives up the connections; after `forceAfter` milliseconds it stops waiting. */
  close(forceAfter?: number): Promise<void>;
}

export interface MailerLog {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}

/** Milliseconds until a silent server is given up: for the connection and greeting, between two replies, and in all. */
export interface MailerPatience {
  connect: number;
  reply: number;
  whole: number;
}

const PATIENCE: MailerPatience = { connect: 10_000, reply: 20_000, whole: 45_000 };
const CONNECTIONS = 3;

const transportTo = (smtpUrl: string, patience: MailerPatience) =>
  createTransport({
    pool: true,
    url: smtpUrl,
    maxConnections: CONNECTIONS,
    // The ledger decides about another attempt. One is left to the pool, for a connection that the server had closed while
    // it was idle: it takes it only where not a byte of the text has been sent.
    maxRequeues: 1,
    connectionTimeout: patience.connect,
    greetingTimeout: patience.connect,
    dnsTimeout: patience.connect,
    socketTimeout: patience.reply,
    socketCloseTimeout: 1_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

type TextFor = WeakMap<AbortSignal, (text: Readable) => Readable>;

/** A server that asks for the text has taken sender and recipient; then the line is given up, and no mail was sent. */
async function wouldTake(
  transport: ReturnType<typeof transportTo>,
  textFor: TextFor,
  from: string,
  patience: number,
): Promise<boolean> {
  const giveUp = new AbortController();
  const signal = AbortSignal.any([giveUp.signal, AbortSignal.timeout(patience)]);
  let taken = false;
  const read = () => {
    taken = true;
    giveUp.abort();
  };
  textFor.set(signal, () => new Readable({ read }));
  const [address = from] = /[^<>\s]+@[^<>\s]+/.exec(from) ?? [];
  await transport.sendMail({ from, to: { name: '', address }, signal }).catch(() => undefined);
  return taken;
}

/**
 * @param smtpUrl smtp:// or smtps://, with user and password where the relay wants them
 * @param from the sender, as an address or `Name <address>`
 * @param log gets message ids and reply codes, never addresses or text
 */
export function createMailer(options: {
  smtpUrl: string;
  from: string;
  log: MailerLog;
  patience?: Partial<MailerPatience>;
}): Mailer {
  const { smtpUrl, from, log } = options;
  const patience = { ...PATIENCE, ...options.patience };
  const transport = transportTo(smtpUrl, patience);
  // What is sent for a mail's text, which begins to flow when the server asks for it.
  const textFor: TextFor = new WeakMap();
  transport.use('stream', (mail, done) => {
    const { signal } = mail.data;
    mail.message?.processFunc((text) => (signal && textFor.get(signal)?.(text)) ?? text);
    done();
  });
  const underWay = new Set<Promise<SendResult>>();
  // A mail's time runs from its turn, not from when it came. The pool has one for each connection and the next one ready.
  const inTurn = pLimit(2 * CONNECTIONS);

  async function attempt(mail: OutgoingMail): Promise<SendResult> {
    const signal = AbortSignal.timeout(patience.whole);
    const texts: Readable[] = [];
    // Where the text had begun to flow, a lost line leaves open whether the mail arrived.
    textFor.set(signal, (text) => {
      texts.push(text);
      return text;
    });
    try {
      const info = await transport.sendMail({
        from,
        // An address object, not a header to be parsed: whatever it looks like, there is exactly one recipient.
        to: { name: '', address: mail.to },
        messageId: mail.messageId,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        textEncoding: 'quoted-printable',
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        date: mail.date,
        maxRecipients: 1,
        signal,
      });
      if (info.accepted.length !== 1)
        throw Object.assign(new Error('no recipient was accepted'), { code: 'EENVELOPE' });
      log.info({ messageId: mail.messageId }, 'mail accepted by the server');
      return { accepted: true };
    } catch (cause) {
      const error = mailErrorOf(
        cause,
        texts.some((text) => text.readableDidRead),
      );
      const { kind, code, responseCode } = error;
      // What is called `code` is hidden in the log as a secret.
      log.warn({ messageId: mail.messageId, kind, reason: code, responseCode }, 'mail not accepted by the server');
      return { accepted: false, error };
    }
  }

  return {
    takesMail: () => inTurn(() => wouldTake(transport, textFor, from, patience.whole)),
    send(mail) {
      const result = inTurn(() => attempt(mail));
      underWay.add(result);
      void result.finally(() => underWay.delete(result));
      return result;
    },
    async close(forceAfter = 5_000) {
      const settled = Promise.all(underWay);
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise((resolve) => {
        timer = setTimeout(resolve, forceAfter);
      });
      await Promise.race([settled, enough]);
      clearTimeout(timer);
      transport.close({ force: true });
    },
  };
}
