/** Starts the mail server of the benchmark in a process of its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface MailSink {
  /** smtp://… */
  url: string;
  /** The last mail that it got. */
  last(): Promise<Buffer>;
  stop(): Promise<void>;
}

export async function startMailSink(): Promise<MailSink> {
  const child = fork(new URL('./sink.ts', import.meta.url), { serialization: 'advanced' });
  const [port] = (await once(child, 'message')) as [number];
  return {
    url: `smtp://127.0.0.1:${port}`,
    async last() {
      const answer = once(child, 'message') as Promise<[Buffer]>;
      child.send('last');
      return Buffer.from((await answer)[0]);
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
