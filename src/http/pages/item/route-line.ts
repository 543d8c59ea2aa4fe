/** A step of an item's route as a line of its page: what it is called, and what has become of it. Pure. */
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { dayOf } from '#src/calendar/danish-dates.ts';
import type { RouteStop } from '#src/queries/item-route.ts';
import { kindOf } from '#src/steps/registry.ts';
import { word } from '#src/words/words.ts';

/** @param step the step of the route that the stop is of */
export function routeLine(step: RouteStep, { name, role, status, people, at }: RouteStop) {
  const { titleWord, detailWord } = kindOf(step);
  const title = titleWord(step);
  const detail = detailWord(status, people);
  const roleWord = role === null ? '' : word('organRoles', role);
  return {
    status,
    title: title === null ? name : word('stepTitles', title),
    detail: detail === null ? roleWord : word('stepDetails', detail).replace('{people}', people.join(', ')),
    at: at === null ? null : dayOf(at),
  };
}
