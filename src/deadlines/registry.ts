/** All kinds of deadline, by the event that each turns into. An event that time causes and that is not here does not compile. */
import type { DueEvent } from '#machines/effects.ts';
import { type MeetingDeadlineType, OrganDeadline } from '#machines/meeting/deadlines.ts';
import { registryBy } from '#src/registry-by.ts';
import type { MeetingDate } from './agenda-dispatch.ts';
import type { DeadlineKind } from './kind.ts';
import * as modules from './modules.gen.ts';

export const deadlineKinds = registryBy('event', modules) satisfies {
  [Event in DueEvent['type']]: DeadlineKind<never> & { event: Event };
};

type MeetingKinds = { [Event in MeetingDeadlineType]: DeadlineKind<MeetingDate> & { event: Event } };
/** Those that an organ may set for its meetings. */
export const organDeadlineKinds: readonly MeetingKinds[MeetingDeadlineType][] = OrganDeadline.options.map(
  (event) => (deadlineKinds satisfies MeetingKinds)[event],
);

export const kindsByRule = registryBy('rule', modules);
const rules: Readonly<Record<string, DeadlineKind<never>>> = kindsByRule;

/** @param rule as a deadline's basis names it; @returns undefined for a rule that no kind has */
export const kindOfRule = (rule: string): DeadlineKind<never> | undefined =>
  Object.hasOwn(rules, rule) ? rules[rule] : undefined;

/** The kinds that whoever may read the stream sees. */
export const kindsShownToReaders = (): string[] =>
  Object.values(deadlineKinds).flatMap(({ event, shownTo }) => (shownTo === 'readers' ? [event] : []));

/** Whether whoever may read the stream sees a stored deadline of this kind; not so where the kind is no longer known. */
export const isShownToReaders = (kind: string): boolean => kindsShownToReaders().includes(kind);
