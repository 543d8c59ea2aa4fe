/** How many events that anybody can cause at will are written one by one: an attacker must not fill the store, nor hide in a crowd. */
import { networkOf } from '#src/auth/network.ts';
import type { AuditKind } from './models.ts';

/** Signing in, administering and exporting take somebody who is let in, and are always written. */
const BOUNDED: ReadonlySet<AuditKind> = new Set([
  'code-requested',
  'sign-in-refused',
  'code-refused',
  'access-refused',
  'link-refused',
  'rate-limited',
]);

export interface FloodLimits {
  /** Rows a minute of one person, or of one network where nobody is signed in. */
  perOrigin: number;
  /** Rows a minute of all networks together where nobody is signed in. */
  anonymous: number;
}
export const FLOOD_LIMITS: FloodLimits = { perOrigin: 60, anonymous: 600 };

const MINUTE = 60_000;

/** Where an event came from. */
export interface Origin {
  kind: AuditKind;
  person: string | null;
  ip: string | null;
}
/** Events that were not written one by one. */
export interface Summary extends Origin {
  count: number;
}

export interface FloodLimit {
  /** Counts an event. @returns whether it is to be written by itself; where not it is in a summary */
  admits(event: Origin): boolean;
  /** The summaries of the minutes that are over; of the present one as well where `all` */
  take(all?: boolean): Summary[];
}

/**
 * Counts in the memory of one process, for each minute anew: the numbers are those of each web process.
 * @param wall milliseconds of the wall clock
 */
export function createFloodLimit(limits: FloodLimits = FLOOD_LIMITS, wall: () => number = Date.now): FloodLimit {
  let minute = -1;
  let anonymous = 0;
  let byOrigin = new Map<string, number>();
  let summaries = new Map<string, Summary>();
  let over: Summary[] = [];

  function turn(): void {
    const now = Math.floor(wall() / MINUTE);
    if (now === minute) return;
    over.push(...summaries.values());
    minute = now;
    anonymous = 0;
    byOrigin = new Map();
    summaries = new Map();
  }

  function summarise(of: Origin, key: string): false {
    const known = summaries.get(key);
    if (known) known.count += 1;
    else summaries.set(key, { ...of, count: 1 });
    return false;
  }

  return {
    admits({ kind, person, ip }) {
      if (!BOUNDED.has(kind)) return true;
      turn();
      if (person === null) anonymous += 1;
      // From so many networks that they are not told apart: none is kept in memory either.
      if (person === null && anonymous > limits.anonymous) return summarise({ kind, person, ip: null }, kind);
      const origin = person ?? networkOf(ip ?? '');
      const count = (byOrigin.get(origin) ?? 0) + 1;
      byOrigin.set(origin, count);
      return count <= limits.perOrigin || summarise({ kind, person, ip }, `${kind} ${origin}`);
    },
    take(all = false) {
      turn();
      const taken = over;
      over = [];
      if (!all) return taken;
      const present = [...summaries.values()];
      summaries = new Map();
      return [...taken, ...present];
    },
  };
}
