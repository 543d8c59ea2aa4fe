import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A name held by this process alone, until it lets go or dies. */
export type Claim = {
  /** Publishes what another process may read about the holder (any JSON). */
  readonly publish: (what: unknown) => void;
  readonly release: () => Promise<void>;
};

/** Either the claim, or what its present holder publishes about itself. */
export type ClaimResult = { readonly claim: Claim } | { readonly heldBy: unknown };

/**
 * A claim is a listening local socket: the kernel drops it with its process, so a SIGKILL leaves no stale lock behind. On Linux
 * the name is abstract and there is no file at all; elsewhere a socket file that nobody answers on is removed.
 */
const address = (name: string): string => {
  const key = `sagsgang-${userInfo().uid}-${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;
  return process.platform === 'linux' ? `\0${key}` : join(tmpdir(), `${key}.sock`);
};

const listen = (path: string, published: () => unknown): Promise<Claim | 'taken'> =>
  new Promise((resolve, reject) => {
    let message: unknown = published();
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(JSON.stringify(message));
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('taken');
      else reject(error);
    });
    server.listen(path, () => {
      server.unref();
      resolve({
        publish: (what) => {
          message = what;
        },
        release: () => new Promise((done) => server.close(() => done())),
      });
    });
  });

const ask = (path: string): Promise<{ readonly answer: unknown } | 'nobody'> =>
  new Promise((resolve) => {
    let text = '';
    const socket = connect(path);
    // A holder that is stopped (SIGSTOP) or busy accepts but does not answer: it still holds the name.
    socket.setTimeout(2_000, () => {
      socket.destroy();
      resolve({ answer: null });
    });
    socket.on('data', (part) => {
      text += part.toString('utf8');
    });
    socket.on('error', () => resolve('nobody'));
    socket.on('end', () => {
      try {
        resolve({ answer: JSON.parse(text) as unknown });
      } catch {
        resolve({ answer: null });
      }
    });
  });

/**
 * Takes `name` for this process, on this machine and for this user.
 * @param name what is claimed, for example a data folder's real path
 * @param about what others get who ask for the same name (may be replaced by `publish`)
 * @returns the claim, or what the holder publishes
 */
export const claim = async (name: string, about: unknown = null): Promise<ClaimResult> => {
  const path = address(name);
  for (;;) {
    const held = await listen(path, () => about);
    if (held !== 'taken') return { claim: held };
    const answer = await ask(path);
    if (answer !== 'nobody') return { heldBy: answer.answer };
    if (!path.startsWith('\0')) await rm(path, { force: true });
  }
};

/**
 * As `claim`, but waits until the present holder lets go.
 * @param onWait called once, with what the holder publishes, when there is something to wait for
 */
export const claimWhenFree = async (name: string, onWait: (heldBy: unknown) => void): Promise<Claim> => {
  let called = false;
  for (;;) {
    const result = await claim(name);
    if ('claim' in result) return result.claim;
    if (!called) onWait(result.heldBy);
    called = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
};
