import { afterEach, describe, expect, it } from 'vitest';
import { createMailer, type Mailer, type MailerPatience } from '#src/mail/mailer.ts';
import { renderMail } from '#src/mail/render.ts';
import { services } from '../setup/database.ts';
import { politeUntil, startCatcher, startRawServer, type TestServer } from './smtp-servers.ts';

const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

const logged: string[] = [];
const log = {
  info: (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message })),
  warn: (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message })),
};
/** For servers that are meant to fall silent; all others get the time that a busy machine takes. */
const SHORT: MailerPatience = { connect: 250, reply: 250, whole: 2_000 };

function mailerTo(server: { url: string }, patience: Partial<MailerPatience> = {}): Mailer {
  const mailer = createMailer({
    smtpUrl: server.url,
    from: 'Norddjurs Kommune <sagsgang@norddjurs.example>',
    log,
    patience,
  });
  toStop.push(() => mailer.close(100));
  return mailer;
}
async function started<T extends TestServer>(server: Promise<T>): Promise<T> {
  const running = await server;
  toStop.push(running.stop);
  return running;
}

const mail = {
  ...renderMail('sign-in-code', { code: '482913', minutes: 10 }),
  to: 'bettina@norddjurs.example',
  messageId: '<item-1.4-0.person-1@norddjurs.example>',
};

describe('whether the server takes mails', () => {
  it('is asked with the sender as the recipient, as often as anybody likes, and no mail is sent by it', async () => {
    const asked: string[] = [];
    const server = await started(
      startCatcher({
        answer(address) {
          asked.push(address);
          return undefined;
        },
      }),
    );
    const mailer = mailerTo(server);
    for (let n = 0; n < 5; n += 1) expect(await mailer.takesMail()).toBe(true);
    expect(asked).toEqual(Array.from({ length: 5 }, () => 'sagsgang@norddjurs.example'));
    expect(await mailer.send(mail)).toEqual({ accepted: true });
    expect(server.mails).toHaveLength(1);
  });

  it.each([451, 550])('is not so where it refuses every recipient with %i, or is not there', async (code) => {
    const server = await startCatcher({ answer: () => code });
    const mailer = mailerTo(server);
    expect(await mailer.takesMail()).toBe(false);
    await server.stop();
    expect(await mailer.takesMail()).toBe(false);
  });
});

describe('a mail that the server takes', () => {
  it('arrives once with the message id it was given, both bodies, and the mark of a machine', async () => {
    const server = await started(startCatcher());
    const result = await mailerTo(server).send({ ...mail, date: new Date('2023-12-05T09:30:00Z') });
    expect(result).toEqual({ accepted: true });
    expect(server.mails).toHaveLength(1);
    const { parsed, recipients } = server.mails[0] ?? expect.fail('no mail');
    expect(recipients).toEqual(['bettina@norddjurs.example']);
    expect(parsed.messageId).toBe('<item-1.4-0.person-1@norddjurs.example>');
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.from?.text).toContain('Norddjurs Kommune');
    expect(parsed.date?.toISOString()).toBe('2023-12-05T09:30:00.000Z');
    expect(parsed.text).toContain('behøver du ikke gøre noget');
    expect(parsed.html).toContain('482913');
  });

  it('is shown by the mail catcher that comes with the service, with the link in it', async () => {
    const { smtpUrl, mailCatcherUrl } = services();
    if (mailCatcherUrl === null) return;
    const to = `bettina-${Date.now()}@norddjurs.example`;
    const link = 'https://sagsgang.example/punkter/item-1';
    const about = { openness: 'closed', caseNumber: '23/9260', link, recipientName: 'Bettina' } as const;
    await mailerTo({ url: smtpUrl }).send({ ...renderMail('decided', about), to, messageId: mail.messageId });
    const caught: unknown = await (await fetch(`${mailCatcherUrl}/api/mails?to=${encodeURIComponent(to)}`)).json();
    expect(caught).toMatchObject([
      { messageId: mail.messageId, to: [to], subject: 'Behandlet på møde: sag 23/9260', links: [link] },
    ]);
  });

  it('cannot be given another header by a line break in its subject', async () => {
    const server = await started(startCatcher());
    await mailerTo(server).send({ ...mail, subject: 'Kode\r\nBcc: spion@example.org' });
    expect(server.mails[0]?.parsed.headers.has('bcc')).toBe(false);
    expect(server.mails[0]?.recipients).toEqual(['bettina@norddjurs.example']);
  });

  it('leaves neither address nor text in the log', async () => {
    logged.length = 0;
    const server = await started(
      startCatcher({ answer: (address) => (address.startsWith('nobody') ? 550 : undefined) }),
    );
    const mailer = mailerTo(server);
    await mailer.send(mail);
    await mailer.send({ ...mail, to: 'nobody@norddjurs.example' });
    expect(logged).toHaveLength(2);
    expect(logged.join()).not.toMatch(/bettina|nobody|482913/);
    // Why it was not taken is no secret: what a log calls `code` is hidden as one.
    expect(JSON.parse(logged[1] ?? '')).toMatchObject({ reason: 'EENVELOPE', responseCode: 550 });
  });
});

describe('a mail that the server does not take', () => {
  const failure = async (server: { url: string }, patience?: Partial<MailerPatience>) => {
    const result = await mailerTo(server, patience).send(mail);
    return result.accepted ? expect.fail('accepted') : result.error;
  };

  it('is transient when the mailbox is busy (451), and permanent when it does not exist (550)', async () => {
    const busy = await started(startCatcher({ answer: () => 451 }));
    expect(await failure(busy)).toMatchObject({ kind: 'transient', responseCode: 451 });
    const unknown = await started(startCatcher({ answer: () => 550 }));
    expect(await failure(unknown)).toMatchObject({ kind: 'permanent', responseCode: 550 });
  });

  it('is judged by the reply to the text as well', async () => {
    const full = await started(startCatcher({ answerText: () => 452 }));
    expect(await failure(full)).toMatchObject({ kind: 'transient', responseCode: 452 });
    const disliked = await started(startCatcher({ answerText: () => 554 }));
    expect(await failure(disliked)).toMatchObject({ kind: 'permanent', responseCode: 554 });
  });

  it('is transient when nothing listens', async () => {
    const gone = await startCatcher();
    await gone.stop();
    expect(await failure(gone)).toMatchObject({ kind: 'transient', responseCode: null });
  });

  it('is transient when a server never greets, or never answers a greeting', async () => {
    const silent = await started(startRawServer(() => {}, { silent: true }));
    expect(await failure(silent, SHORT)).toMatchObject({ kind: 'transient', code: 'ETIMEDOUT' });
    const mute = await started(startRawServer(politeUntil('greeted', () => {})));
    expect(await failure(mute, SHORT)).toMatchObject({ kind: 'transient', code: 'ETIMEDOUT' });
  });

  it('is transient when the server turns everybody away at the door, even for good: the mail itself is not at fault', async () => {
    const closed = await started(startRawServer(politeUntil('greeted', (socket) => socket.end('554 no service\r\n'))));
    expect(await failure(closed)).toMatchObject({ kind: 'transient' });
  });

  it('is transient when the server will not have our sender: that is for the admin to put right', async () => {
    const strict = await started(
      startRawServer((line, socket) => {
        socket.write(line.startsWith('MAIL') ? '530 sign in first\r\n' : '250 ok\r\n');
      }),
    );
    expect(await failure(strict)).toMatchObject({ kind: 'transient', responseCode: 530 });
  });

  it.each(['', 'ikke-en-adresse', 'a@norddjurs.example, b@norddjurs.example', 'bettina\r\nRCPT TO:<spion@x.example>'])(
    'is permanent, and nobody gets it, when the address is %j',
    async (to) => {
      const server = await started(startCatcher());
      const result = await mailerTo(server).send({ ...mail, to });
      expect(result).toMatchObject({ accepted: false, error: { kind: 'permanent' } });
      expect(server.mails).toEqual([]);
    },
  );

  it('is unknown when the line is lost, or falls silent, after the text: it may have arrived', async () => {
    const dropping = await started(startRawServer(politeUntil('text', (socket) => socket.destroy())));
    expect(await failure(dropping)).toMatchObject({ kind: 'unknown' });
    const silent = await started(startRawServer(politeUntil('text', () => {})));
    expect(await failure(silent, SHORT)).toMatchObject({ kind: 'unknown', code: 'ETIMEDOUT' });
  });

  it('is given up in the end when the server trickles its replies', async () => {
    const trickling = await started(
      startRawServer(
        politeUntil('greeted', (socket) => {
          const timer = setInterval(() => socket.write('250-still here\r\n'), 50);
          socket.on('close', () => clearInterval(timer));
        }),
      ),
    );
    expect(await failure(trickling, { ...SHORT, whole: 600 })).toMatchObject({ kind: 'transient', code: 'EABORT' });
  });
});

describe('the mailer', () => {
  it('keeps going with the next mail on the same server after one was refused', async () => {
    const server = await started(
      startCatcher({ answer: (address) => (address.startsWith('nobody') ? 550 : undefined) }),
    );
    const mailer = mailerTo(server);
    const results = await Promise.all(
      ['nobody@x.example', 'a@x.example', 'nobody2@x.example', 'b@x.example'].map((to) => mailer.send({ ...mail, to })),
    );
    expect(results.map(({ accepted }) => accepted)).toEqual([false, true, false, true]);
    expect(server.mails).toHaveLength(2);
  });

  it('gives up a mail under way when it is closed and the server hangs', async () => {
    const hanging = await started(startRawServer(politeUntil('text', () => {})));
    const mailer = mailerTo(hanging, { connect: 5_000, reply: 60_000, whole: 60_000 });
    const sending = mailer.send(mail);
    await mailer.close(100);
    expect(await sending).toMatchObject({ accepted: false });
  });
});
