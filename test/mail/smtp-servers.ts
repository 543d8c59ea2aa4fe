/** Real SMTP servers on loopback that take mail, or fail in the ways real ones do. */
import { createServer, type Server, type Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface TestServer {
  url: string;
  stop(): Promise<void>;
}

export interface Catcher extends TestServer {
  mails: { raw: string; parsed: ParsedMail; recipients: string[] }[];
}

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

/**
 * Takes every mail, except where `answer` names a reply code for the recipient; `answerText` refuses after the text.
 * The shared catcher of the project is not used here because it never refuses.
 */
export async function startCatcher(
  options: { answer?: (address: string) => number | undefined; answerText?: () => number | undefined } = {},
): Promise<Catcher> {
  const mails: Catcher['mails'] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const code = options.answer?.(address);
      done(code === undefined ? undefined : refusal(code, `mailbox <${address}> not taken`));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const code = options.answerText?.();
        if (code !== undefined) return done(refusal(code, 'text not taken'));
        const raw = Buffer.concat(chunks);
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ raw: raw.toString('utf8'), parsed: await simpleParser(raw), recipients });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A server made of raw lines: `onLine` gets each line and the socket; the greeting is sent unless `silent`. */
export async function startRawServer(
  onLine: (line: string, socket: Socket) => void,
  { silent = false } = {},
): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    if (!silent) socket.write('220 test ESMTP\r\n');
    let rest = '';
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line, socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The replies of a well-behaved server up to the point where `stage` takes over. */
export const politeUntil =
  (stage: 'greeted' | 'text', takeOver: (socket: Socket) => void) =>
  (line: string, socket: Socket): void => {
    if (/^(EHLO|HELO)/.test(line)) {
      if (stage === 'greeted') takeOver(socket);
      else socket.write('250 test\r\n');
    } else if (/^(MAIL|RCPT|RSET)/.test(line)) socket.write('250 ok\r\n');
    else if (line === 'DATA') socket.write('354 go on\r\n');
    else if (line === '.') takeOver(socket);
  };
