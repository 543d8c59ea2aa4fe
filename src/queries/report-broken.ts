/** The daily mail to administrators, where something is broken. */
import { trusted } from 'mongoose';
import type { Broken } from '#machines/effects.ts';
import { timeOfInstant } from '#src/calendar/zoned.ts';
import type { DirectorySource } from '#src/people/directory.ts';
import { localDay } from '#src/people/local-day.ts';
import { isAdmin } from '#src/policies/roles.ts';
import type { Collections } from '#src/store/collections.ts';
import { noteChore } from '#src/store/lease.ts';
import { enterMail, releaseMail } from '#src/store/ledger.ts';
import { type BrokenDeps, whatIsBroken } from './broken.ts';

/** Nobody is mailed at night. */
const FROM = '07:00';
const REPORTED = 'broken-reported';
const DAY_MS = 86_400_000;

const PREFIX = 'operations-';
const nameOf = ({ kind, queue }: Broken) => `${kind} ${queue ?? ''}`;

/**
 * @returns a function that looks, each time it is called, whether something is broken, and mails every administrator what was so the
 *   last time too: a worker that is just being started again is no news. One mail to each on a day, counted by the service's clock
 *   in Europe/Copenhagen, however many processes look
 */
export function brokenReport(deps: BrokenDeps & { directory: DirectorySource }): () => Promise<void> {
  const { collections } = deps;
  let before = new Set<string>();
  return async () => {
    const now = await deps.clock.now();
    const day = localDay(now);
    const reported = await collections.leases.findOne({ _id: REPORTED }).lean();
    if (reported?.holder === day || timeOfInstant(now.toISOString()) < FROM) return;
    const directory = await deps.directory.current();
    const found = await whatIsBroken(deps, directory);
    const broken = found.filter((each) => before.has(nameOf(each)));
    before = new Set(found.map(nameOf));
    if (broken.length === 0) return;
    const stream = `${PREFIX}${day}`;
    const admins = [...directory.people.values()].filter((person) => person.active && isAdmin(person));
    for (const [n, { id }] of admins.toSorted((one, other) => one.id.localeCompare(other.id)).entries()) {
      const key = `${stream}.1-${n + 1}`;
      const mail = { template: 'operations-broken', to: { person: id }, about: { broken } } as const;
      await enterMail(collections, key, { stream, seq: 1 }, mail);
      await releaseMail(collections, key);
    }
    await noteChore(collections, REPORTED, day, DAY_MS);
  };
}

/** @returns the rows of mails to administrators that are due and not sent yet. @throws what the store throws */
export async function unsentReports({ deliveries }: Pick<Collections, 'deliveries'>): Promise<string[]> {
  const due = { state: 'open', availableAt: trusted({ $lte: new Date() }) } as const;
  // '.' follows '-' in the order of ids.
  const rows = await deliveries.find({ ...due, _id: trusted({ $gte: PREFIX, $lt: 'operations.' }) }).lean();
  return rows.map(({ _id }) => _id);
}
