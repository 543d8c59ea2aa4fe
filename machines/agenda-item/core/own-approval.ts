/** Approving what one writes oneself: forbidden, unless the rule of every organ on the item's route allows it. */
import { type ActedBy, approvalsIn, type CoreEvent } from './events.ts';
import { type AnyStep, isStep } from './steps.ts';

/** Whether somebody would approve what they, or the one in whose place they act, have written. */
export const isOwnApproval = (
  { person, onBehalfOf }: Pick<ActedBy, 'person' | 'onBehalfOf'>,
  authors: readonly string[],
): boolean => authors.some((author) => author === person || author === onBehalfOf);

/** The organs whose rules count for an item: each that its route leads to, once; null where one of them is still to be found. */
export function organsOnRoute(route: readonly AnyStep[]): string[] | null {
  const organs = route.filter((step) => isStep(step, 'organ')).map(({ organ }) => organ);
  const known = organs.filter((organ) => organ !== null);
  return known.length < organs.length ? null : [...new Set(known)];
}

/**
 * Whether an approval is not of one's own, or names all the organs on the route as allowing it. That their rules do is found out by
 * whoever makes the event: the machine knows no directory.
 */
export const isAllowedApproval = (event: CoreEvent, authors: readonly string[], route: readonly AnyStep[]): boolean => {
  if (event.type !== 'approve') return true;
  const organs = organsOnRoute(route) ?? [];
  return approvalsIn(event)
    .filter(({ by }) => isOwnApproval(by, authors))
    .every(({ ownAllowedBy }) => organs.length > 0 && organs.every((organ) => ownAllowedBy?.includes(organ)));
};
