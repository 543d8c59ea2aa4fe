/** The offices as they stand under each other, who acts for each, and how much waits there. */

import { trusted } from 'mongoose';
import { statesWith } from '#machines/states.ts';
import type { CommandDeps } from '#src/context.ts';
import type { Directory } from '#src/people/directory.ts';
import { type WhoActs, whoActsFor } from '#src/people/offices.ts';
import type { Office } from '#src/people/types.ts';
import { danish } from './people-list.ts';

/** How many items wait at each office. */
export type Waiting = ReadonlyMap<string, number>;

export interface OfficeStatus {
  office: string;
  name: string;
  /** How many offices are above it. */
  depth: number;
  who: WhoActs;
  waiting: number;
}

/** Items at a step of approval, counted by the office they wait for; states and numbers only. */
export async function waitingByOffice({ collections }: Pick<CommandDeps, 'collections'>): Promise<Waiting> {
  const rows = await collections.items
    .find({ state: trusted({ $in: statesWith('agenda-item', 'awaits-approval') }) })
    .select({ _id: 0, waitsForOffice: 1 })
    .lean();
  const counts = new Map<string, number>();
  for (const { waitsForOffice } of rows) {
    if (waitsForOffice !== null) counts.set(waitsForOffice, (counts.get(waitsForOffice) ?? 0) + 1);
  }
  return counts;
}

const officeStatus = (directory: Directory, office: Office, depth: number, waiting: Waiting, now: Date) => ({
  office: office.id,
  name: office.name,
  depth,
  who: whoActsFor(directory, office.id, now),
  waiting: waiting.get(office.id) ?? 0,
});

/** Every office once, each under the one above it, brothers and sisters in Danish order. Pure. */
export function officeTree(directory: Directory, waiting: Waiting, now: Date): OfficeStatus[] {
  const found: OfficeStatus[] = [];
  const seen = new Set<string>();
  const visit = (superior: string | null, depth: number): void => {
    for (const office of [...directory.offices.values()].sort((a, b) => danish.compare(a.name, b.name))) {
      if (office.superior !== superior || seen.has(office.id)) continue;
      seen.add(office.id);
      found.push(officeStatus(directory, office, depth, waiting, now));
      visit(office.id, depth + 1);
    }
  };
  visit(null, 0);
  // What hangs under something unknown, or in a ring, is shown all the same.
  for (const office of directory.offices.values()) {
    if (!seen.has(office.id)) found.push(officeStatus(directory, office, 0, waiting, now));
  }
  return found;
}

/** The way from the top down to an office, both included; empty for an unknown one. Pure. */
export function ladderTo(directory: Directory, officeId: string, waiting: Waiting, now: Date): OfficeStatus[] {
  const steps: Office[] = [];
  let at = directory.offices.get(officeId);
  while (at && !steps.includes(at)) {
    steps.unshift(at);
    at = at.superior === null ? undefined : directory.offices.get(at.superior);
  }
  return steps.map((office, depth) => officeStatus(directory, office, depth, waiting, now));
}
