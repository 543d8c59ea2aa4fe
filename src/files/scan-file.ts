/**
 * Whether a file carries a virus, as a ClamAV server (clamd) says. What it could not look through whole is not clean: too large, packed
 * too deep, or under a password, which it says where its settings have `AlertExceedsMax` and `AlertEncrypted`.
 *
 * The client is our own: the package clamscan (2.4.0, tried) holds the whole file in memory where the server is slower than the disk,
 * and cannot tell a file that the server refuses from a server that goes away.
 */
import { createReadStream } from 'node:fs';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '#src/errors.ts';

/**
 * @param path the file on this computer's disk
 * @throws Refusal `file-infected` (422) with the signature's name, `file-not-scanned` (422) where the server cannot look through it,
 *   `file-scan-unavailable` (503) where it does not answer
 */
export type ScanFile = (path: string) => Promise<void>;

/** The server may be silent for so long, in milliseconds; its own limit of one scan is two minutes. */
const SILENCE_MS = 150_000;
/** Finds that say what was not looked through, and not what was found. */
const NOT_LOOKED_THROUGH = /^Heuristics\.(Limits|Encrypted)\b/;

/** @param url `tcp://host:port` or `unix:///path`; undefined where there is no server: then nothing is scanned */
export function createFileScanner(url: string | undefined): ScanFile {
  if (url === undefined) return async () => {};
  const { protocol, hostname, port, pathname } = new URL(url);
  const server = protocol === 'unix:' ? { path: pathname } : { host: hostname, port: Number(port || 3310) };
  return async (path) => {
    const reply = await ask(server, framed(path)).catch(async (error: unknown) => {
      // It hangs up on a file that is too large for it, and what it said may be lost on the way.
      const isThere = await ask(server, ['zPING\0']).catch(() => '');
      if (isThere === 'PONG') throw new Refusal('file-not-scanned', 422, {}, error);
      throw new Refusal('file-scan-unavailable', 503, {}, error);
    });
    if (reply === 'stream: OK') return;
    const [, signature] = /^stream: (.+) FOUND$/.exec(reply) ?? [];
    if (signature === undefined || NOT_LOOKED_THROUGH.test(signature))
      throw new Refusal('file-not-scanned', 422, { reply });
    throw new Refusal('file-infected', 422, { signature });
  };
}

/** clamd(8), INSTREAM: each piece behind its length in four bytes, the highest first, and a length of zero at the end. */
async function* framed(path: string): AsyncGenerator<string | Buffer> {
  const length = (bytes: number) => {
    const four = Buffer.alloc(4);
    four.writeUInt32BE(bytes);
    return four;
  };
  yield 'zINSTREAM\0';
  for await (const piece of createReadStream(path)) {
    yield length(piece.length);
    yield piece;
  }
  yield length(0);
}

/** @returns what the server answers, without the zero byte at its end. @throws Error where it goes away before, or is silent */
async function ask(
  server: NetConnectOpts,
  request: Iterable<string> | AsyncIterable<string | Buffer>,
): Promise<string> {
  const socket = connect(server);
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('the virus scanner is silent')));
  const reply = replyOn(socket);
  try {
    // An answer may come before all is sent; then nobody reads the rest.
    await Promise.race([reply, pipeline(Readable.from(request), socket, { end: false }).then(() => reply)]);
    return await reply;
  } finally {
    socket.destroy();
  }
}

function replyOn(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      said += text;
      if (said.includes('\0')) resolve(said.slice(0, said.indexOf('\0')));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the virus scanner has hung up')));
  });
}
