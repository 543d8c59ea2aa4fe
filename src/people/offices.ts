/** Who acts for an office on a day, and for which offices somebody may act (design § 6). Pure; days are Europe/Copenhagen. */
import type { Directory } from './directory.ts';
import { isActive } from './is-active.ts';
import { covers, localDay } from './local-day.ts';
import type { Membership, Office, Organ } from './types.ts';
import { HOLDER_KINDS } from './types.ts';

export interface WhoActs {
  /** `superior`: the office itself has nobody, and the nearest office above it that has somebody steps in. */
  kind: 'holder' | 'acting' | 'deputy' | 'superior' | 'nobody';
  people: string[];
  /** The office above that steps in; only with `superior`. */
  through?: string;
  /** Those who may act instead by a delegation in force, and want the mails as well. */
  delegates: string[];
}

export interface Capacity {
  office: string;
  /** In whose place; null when in one's own name. The record keeps both names. */
  onBehalfOf: string | null;
  why: 'holder' | 'acting' | 'deputy' | 'superior' | 'delegation';
  /** The delegation it rests on; only with `delegation`. */
  delegation?: string;
  /** The actions it covers; null means all. */
  actions: readonly string[] | null;
}

/** Those who sit in an office on a day, strongest kind first; people who have left do not count. */
function seated(directory: Directory, office: Office, day: string) {
  const present = office.holders.filter((one) => covers(one, day) && isActive(directory, one.person));
  return HOLDER_KINDS.map((kind) => ({
    kind,
    people: [...new Set(present.filter((one) => one.kind === kind).map((one) => one.person))],
  })).filter((group) => group.people.length > 0);
}

/** The offices above an office, nearest first; a ring of superiors ends where it began. */
function* above(directory: Directory, office: Office): Generator<Office> {
  const seen = new Set([office.id]);
  let superior = office.superior;
  while (superior !== null && !seen.has(superior)) {
    seen.add(superior);
    const next = directory.offices.get(superior);
    if (!next) return;
    yield next;
    superior = next.superior;
  }
}

function whoSits(directory: Directory, officeId: string, day: string): Omit<WhoActs, 'delegates'> {
  const office = directory.offices.get(officeId);
  if (!office) return { kind: 'nobody', people: [] };
  const [first] = seated(directory, office, day);
  if (first) return first;
  for (const superior of above(directory, office)) {
    const [group] = seated(directory, superior, day);
    if (group) return { kind: 'superior', people: group.people, through: superior.id };
  }
  return { kind: 'nobody', people: [] };
}

/**
 * Who acts for an office: its holder, else the acting holder, else the deputies, else the same of the nearest office above.
 * `nobody` (also for an unknown office) is reported to the secretariat: a route never waits silently.
 * @param on the instant asked about; it counts by its calendar day in Europe/Copenhagen
 */
export function whoActsFor(directory: Directory, officeId: string, on: Date): WhoActs {
  const day = localDay(on);
  const who = whoSits(directory, officeId, day);
  const delegates = delegationsInForce(directory, day)
    .filter((one) => delegatedCapacities(directory, one, day).some((capacity) => capacity.office === officeId))
    .map((one) => one.to)
    .filter((person) => !who.people.includes(person));
  return { ...who, people: [...who.people], delegates: [...new Set(delegates)] };
}

/** The offices that nobody at all can act for. @param on as `whoActsFor` */
export const vacantOffices = (directory: Directory, on: Date): string[] =>
  [...directory.offices.keys()].filter((office) => whoActsFor(directory, office, on).kind === 'nobody');

function delegationsInForce(directory: Directory, day: string) {
  return directory.delegations.filter(
    (one) => covers({ from: one.validFrom, to: one.validTo }, day) && isActive(directory, one.to),
  );
}

/** What somebody may do by sitting in an office, or by the office below having nobody; without delegations. */
function ownCapacities(directory: Directory, person: string, day: string): Capacity[] {
  if (!isActive(directory, person)) return [];
  const found: Capacity[] = [];
  for (const office of directory.offices.values()) {
    const groups = seated(directory, office, day);
    const mine = groups.findIndex((group) => group.people.includes(person));
    const own = groups[mine];
    if (own) {
      // A deputy acts for whoever sits in the office, and an acting holder for the holder there still is.
      const inPlaceOf = groups[0] === own ? null : (groups[0]?.people[0] ?? null);
      found.push({ office: office.id, onBehalfOf: inPlaceOf, why: own.kind, actions: null });
      continue;
    }
    if (groups.length > 0) continue;
    const who = whoSits(directory, office.id, day);
    if (who.kind === 'superior' && who.people.includes(person)) {
      found.push({ office: office.id, onBehalfOf: null, why: 'superior', actions: null });
    }
  }
  return found;
}

/**
 * The offices that somebody acts for by sitting there, or by an office below having nobody.
 * @param day `YYYY-MM-DD`
 */
export const officesOf = (directory: Directory, person: string, day: string): string[] =>
  ownCapacities(directory, person, day).map(({ office }) => office);

/** What one delegation gives. It hands on what is one's own: what was delegated to somebody cannot be delegated further. */
function delegatedCapacities(
  directory: Directory,
  delegation: Directory['delegations'][number],
  day: string,
): Capacity[] {
  const { from, scope } = delegation;
  const given =
    from.kind === 'person'
      ? ownCapacities(directory, from.id, day).map((one) => ({ office: one.office, onBehalfOf: from.id }))
      : directory.offices.has(from.id)
        ? [{ office: from.id, onBehalfOf: whoSits(directory, from.id, day).people[0] ?? null }]
        : [];
  return given
    .filter((one) => scope.offices === null || scope.offices.includes(one.office))
    .map((one) => ({ ...one, why: 'delegation', delegation: delegation.id, actions: scope.actions }));
}

/**
 * The offices somebody may act for on a day, own seats first, then what was delegated to them.
 * @param on the instant asked about; it counts by its calendar day in Europe/Copenhagen
 */
export function capacitiesOf(directory: Directory, person: string, on: Date): Capacity[] {
  const day = localDay(on);
  const delegated = delegationsInForce(directory, day)
    .filter((one) => one.to === person)
    .flatMap((one) => delegatedCapacities(directory, one, day))
    // In one's own place nobody stands on behalf of anybody.
    .filter((one) => one.onBehalfOf !== person);
  return [...ownCapacities(directory, person, day), ...delegated];
}

/** The first capacity that lets somebody do `action` for an office, or null. Own seats go before delegations. */
export function capacityFor(capacities: readonly Capacity[], office: string, action: string): Capacity | null {
  return (
    capacities.find((one) => one.office === office && (one.actions === null || one.actions.includes(action))) ?? null
  );
}

/**
 * The members of an organ on a calendar day, in printed order; none for an unknown organ.
 * @param day `YYYY-MM-DD`, the day of the meeting in Europe/Copenhagen
 */
export function membersOn(directory: Directory, organ: string, day: string): Membership[] {
  return directory.organs.get(organ)?.members.filter((member) => covers(member, day)) ?? [];
}

/** The organs somebody is a member of at an instant. */
export function organsOf(directory: Directory, person: string, on: Date): Organ[] {
  const day = localDay(on);
  return [...directory.organs.values()].filter((organ) =>
    organ.members.some((member) => member.person === person && covers(member, day)),
  );
}
