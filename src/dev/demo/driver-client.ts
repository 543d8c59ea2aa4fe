/** The driver's own routes: is anything under way, the clock, and the record of all that happened. */
import { z } from 'zod';
import { Timeline, type TimelineFile } from '#src/store/timeline.ts';
import { patientFetch } from './http-client.ts';

const Next = z.object({ dueAt: z.iso.datetime().nullable() });
const Idle = z.object({
  at: z.iso.datetime(),
  idle: z.boolean(),
  pending: z.number(),
  open: z.number(),
  failed: z.array(z.object({ key: z.string(), reason: z.string().nullable() })),
});
const Packets = z.object({
  settled: z.boolean(),
  wanted: z.number(),
  failed: z.array(z.object({ edition: z.string(), rule: z.string().nullable() })),
});
/** The service made it and the end of the demo verifies it: here only its outline is looked at. */
const Recorded = Timeline.extend({ mails: z.array(z.unknown()), unsure: z.array(z.string()) });
export type Recorded = TimelineFile & { unsure: string[] };

export interface DriverClient {
  /** Waits until nothing is under way and all packets that are sent are built. @returns what the demo's clock shows. @throws Error when something fails or takes too long */
  rest(): Promise<Date>;
  setClock(at: Date): Promise<void>;
  /** When the next deadline up to an instant is due, or null. */
  nextDeadline(until: Date): Promise<Date | null>;
  /** Tells what is due, in a process of the service. */
  sweep(): Promise<void>;
  record(): Promise<Recorded>;
}

/** What waits longer than this is stuck; what an interrupted run has left behind is tried again well before. */
const REST_LIMIT_MS = 120_000;
/** A packet's bilag are converted one after another where there is one processor. */
const PACKETS_LIMIT_MS = 600_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param key the driver's, DEMO_DRIVER_KEY of the service at `origin` */
export function createDriverClient(origin: string, key: string): DriverClient {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await patientFetch(new URL(path, origin), {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} gav ${answer.status}: ${text.slice(0, 300)}`);
    return text === '' ? null : JSON.parse(text);
  };
  const idle = async (): Promise<Date> => {
    const until = Date.now() + REST_LIMIT_MS;
    for (;;) {
      const { at, idle, failed, pending, open } = Idle.parse(await ask('GET', '/demo/idle'));
      // A mailbox that does not exist is an answer; anything else that failed is a fault.
      const [first] = failed.filter(({ reason }) => !reason?.startsWith('permanent: 550'));
      if (first) throw new Error(`leverancen ${first.key} mislykkedes: ${first.reason ?? 'ukendt grund'}`);
      if (idle) return new Date(at);
      if (Date.now() > until) {
        throw new Error(`${pending} transitioner og ${open} leverancer er stadig undervejs efter to minutter`);
      }
      await pause(20);
    }
  };
  return {
    async rest() {
      const until = Date.now() + PACKETS_LIMIT_MS;
      for (;;) {
        const at = await idle();
        const { settled, wanted, failed } = Packets.parse(await ask('POST', '/demo/packets', {}));
        const [first] = failed;
        if (first) throw new Error(`pakken ${first.edition} kunne ikke laves: ${first.rule ?? 'ukendt grund'}`);
        if (settled) return at;
        if (Date.now() > until) throw new Error(`${wanted} pakker er stadig undervejs efter ti minutter`);
        if (wanted > 0) await pause(200);
      }
    },
    async setClock(at) {
      await ask('PUT', '/demo/clock', { at: at.toISOString() });
    },
    async nextDeadline(until) {
      const { dueAt } = Next.parse(await ask('GET', `/demo/next-deadline?until=${until.toISOString()}`));
      return dueAt === null ? null : new Date(dueAt);
    },
    async sweep() {
      await ask('POST', '/demo/sweep', {});
    },
    record: async () => Recorded.parse(await ask('GET', '/demo/timeline')) as unknown as Recorded,
  };
}
