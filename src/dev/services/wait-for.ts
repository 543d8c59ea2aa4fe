import { connect } from 'node:net';

/** Waits between two looks at a part that is starting, in milliseconds. */
const LOOK_EVERY_MS = 20;

/** Does a server on this loopback port accept a connection and, where `say` is given, answer with text that matches? */
const answers = (port: number, say?: { readonly text: string; readonly expect: RegExp }): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('connect', () => {
      if (say === undefined) finish(true);
      else socket.write(say.text);
    });
    socket.once('data', (data) => finish(say?.expect.test(data.toString('latin1')) ?? true));
    socket.once('close', () => resolve(false));
  });

/**
 * Waits until a loopback port is served.
 * @param ended rejects when the process that should serve it ends: then there is nothing to wait for
 */
export const portAnswers = async (
  port: number,
  ended: Promise<never>,
  say?: { readonly text: string; readonly expect: RegExp },
): Promise<void> => {
  let over = false;
  ended.catch(() => {
    over = true;
  });
  while (!over) {
    if (await answers(port, say)) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  await ended;
};
