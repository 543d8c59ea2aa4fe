/** Who may read an agenda item (design § 6). This is the rule itself: the policy and the index of lists both follow from it. */
import { authorsOf, currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import type { MachineState } from '#machines/run.ts';
import { hasTag } from '#machines/states.ts';
import { whoIsAsked } from '#src/steps/asked.ts';
import { authorKey, officeKey, organKey, personKey, type ReaderKey, roleKey } from './reader-keys.ts';

/** The people that a step asks, or the members that its organ has on the day. */
function askedAt(step: RouteStep | undefined): ReaderKey[] {
  const asked = step && whoIsAsked(step);
  if (!asked) return [];
  return 'organ' in asked ? [organKey(asked.organ)] : asked.people.map(personKey);
}

/** The organs that have had the item in their hands: what is dispatched stays readable to their members. */
const organsDispatchedTo = ({ value, context }: MachineState<ItemContext>): string[] => [
  ...context.treatments.map(({ organ }) => organ),
  ...(context.listing && hasTag('agenda-item', value, 'sent-to-members') ? [context.listing.organ] : []),
];

/**
 * Its authors, the secretariat, the offices of its route, whoever was asked at a step that it has come to, and the members of the
 * organs that it was dispatched to; administrators where it is open and has been sent off. Each key once.
 */
export function readersOfItem(state: MachineState<ItemContext>): ReaderKey[] {
  const { route, position, openness, version } = state.context;
  const readers = [
    ...authorsOf(state.context).map(authorKey),
    roleKey('secretariat'),
    ...route.flatMap((step) => (step.kind === 'approval' ? [officeKey(step.office)] : [])),
    ...route.slice(0, position + 1).flatMap(askedAt),
    ...organsDispatchedTo(state).map(organKey),
    ...(openness === 'open' && version !== null ? [roleKey('admin')] : []),
  ];
  return [...new Set(readers)];
}

/** Those whom the item waits for at a step that asks people; none at any other. Who has answered already is among them. */
export function askedNow({ value, context }: MachineState<ItemContext>): ReaderKey[] {
  if (!hasTag('agenda-item', value, 'on-route')) return [];
  return [...new Set(askedAt(currentStep(context)))];
}
