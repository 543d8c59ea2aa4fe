/** A client of the web's API as a good one behaves: no answer means the same request again, under the same key, anywhere. */
import { randomUUID } from 'node:crypto';
import type { Committed } from '#src/store/commit.ts';
import { PEOPLE, pause, type Who, type World } from './world.ts';

/** What was promised to clients, and how hard it was to get. */
export interface Ledger {
  acknowledged: { stream: string; seq: number; cause: string }[];
  /** Requests that got no answer or 503, and were sent again. */
  repeated: number;
  /** Requests sent twice at the same time on purpose. */
  doubled: number;
  /** Pairs of answers to one request that did not name the same transition. */
  contradictions: string[];
  /** Answers of 500: nothing is lost by them, but nobody should see one. */
  unexpected: string[];
}

export const newLedger = (): Ledger => ({
  acknowledged: [],
  repeated: 0,
  doubled: 0,
  contradictions: [],
  unexpected: [],
});

/** An answer that no repetition changes. */
class Refused extends Error {
  readonly code: string;
  readonly details: Record<string, unknown>;
  constructor(status: number, problem: Record<string, unknown>, what: string) {
    super(`${what}: ${status} ${JSON.stringify(problem)}`);
    this.code = String(problem.code);
    this.details = problem;
  }
}

const PATIENCE_MS = 15_000;

export function createClient(world: World, ledger: Ledger, random: () => number) {
  let turn = 0;

  async function once(who: Who, method: string, path: string, body: unknown, key: string): Promise<Response> {
    turn += 1;
    return fetch(`${world.webUrls[turn % world.webUrls.length]}/api/v1${path}`, {
      method,
      headers: {
        cookie: world.cookies.get(who) ?? '',
        origin: world.config.PUBLIC_URL,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  }

  /** Until there is an answer. @throws Refused */
  async function insistently(who: Who, method: string, path: string, body: unknown, key: string): Promise<unknown> {
    const what = `${method} ${path} ${JSON.stringify(body).slice(0, 120)}`;
    for (;;) {
      try {
        const response = await once(who, method, path, body, key);
        const answer = (await response.json()) as Record<string, unknown>;
        if (response.ok) return answer;
        if (response.status < 500) throw new Refused(response.status, answer, what);
        if (response.status !== 503) ledger.unexpected.push(`${response.status} ${JSON.stringify(answer)} ${what}`);
      } catch (error) {
        if (error instanceof Refused) throw error;
      }
      ledger.repeated += 1;
      await pause(100 + 300 * random());
    }
  }

  return {
    /** One command for one intention; one in five is pressed twice. @returns what was acknowledged */
    async command(who: Who, path: string, body: unknown): Promise<Committed> {
      const key = randomUUID();
      const presses = random() < 0.2 ? 2 : 1;
      const answers = await Promise.allSettled(
        Array.from({ length: presses }, () => insistently(who, 'POST', path, body, key)),
      );
      const committed = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value as Committed] : []));
      if (presses === 2) {
        ledger.doubled += 1;
        const places = new Set(answers.map((each) => (each.status === 'fulfilled' ? placeOf(each.value) : 'refused')));
        if (places.size > 1) ledger.contradictions.push(`${path} ${key}: ${[...places].join(' / ')}`);
      }
      for (const { stream, seq } of committed) {
        ledger.acknowledged.push({ stream, seq, cause: `${PEOPLE[who]}:${key}` });
      }
      const [first] = committed;
      if (first !== undefined) return first;
      throw answers[0]?.status === 'rejected' ? answers[0].reason : new Error('no answer');
    },

    /** A draft has no key: where the answer was lost, the next try is told that the revision is there already. */
    async saveDraft(item: string, rev: number, draft: unknown): Promise<number> {
      try {
        const saved = await insistently('officer', 'PUT', `/items/${item}/draft`, { rev, draft }, randomUUID());
        return (saved as { rev: number }).rev;
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'draft-changed-elsewhere') throw error;
        if (error.details.rev !== rev + 1 || error.details.savedBy !== PEOPLE.officer) throw error;
        return rev + 1;
      }
    },
  };
}
export type Client = ReturnType<typeof createClient>;

const placeOf = (answer: unknown): string => {
  const { stream, seq } = answer as Committed;
  return `${stream}.${seq}`;
};
