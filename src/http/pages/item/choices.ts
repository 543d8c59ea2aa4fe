/** People, offices, organs and meetings to choose from, in Danish order. */

import { trusted } from 'mongoose';
import { statesWith } from '#machines/states.ts';
import { dayOf } from '#src/calendar/danish-dates.ts';
import type { App } from '#src/context.ts';
import type { Directory } from '#src/people/directory.ts';
import { personName } from '#src/people/names.ts';
import { word, wordsOf } from '#src/words/words.ts';

export interface Choice {
  value: string;
  text: string;
  chosen: boolean;
}

const danish = new Intl.Collator('da');
const byText = (a: Choice, b: Choice) => danish.compare(a.text, b.text);

export const officeChoices = ({ offices }: Directory, chosen: string | null): Choice[] =>
  [...offices.values()].map(({ id, name }) => ({ value: id, text: name, chosen: id === chosen })).sort(byText);

/** @param ids those to choose from; unknown ones are called by their id */
export const personChoices = (directory: Directory, ids: readonly string[], chosen: string | null = null): Choice[] =>
  ids
    .map((id) => {
      const title = directory.people.get(id)?.title;
      const name = personName(directory, id);
      return { value: id, text: title === undefined ? name : `${name}, ${title}`, chosen: id === chosen };
    })
    .sort(byText);

export const organChoices = ({ organs }: Directory, chosen: string | null): Choice[] =>
  [...organs.values()]
    .map(({ id, name, abbreviation }) => ({
      value: id,
      text: `${name} (${abbreviation})`,
      chosen: id === chosen,
    }))
    .sort(byText);

export const wordChoices = (list: 'itemTypes' | 'openness' | 'organRoles' | 'availability', chosen: string): Choice[] =>
  wordsOf(list).map(([value, text]) => ({ value, text, chosen: value === chosen }));

/** Meetings of an organ whose agenda is still open, soonest first. */
export async function openMeetings({ collections }: Pick<App, 'collections'>, organ: string): Promise<Choice[]> {
  const rows = await collections.meetings
    .find({ organ, state: trusted({ $in: statesWith('meeting', 'collects-items') }) })
    .sort({ date: 1 })
    .limit(20)
    .lean();
  return rows.map(({ _id, date, state }, index) => ({
    value: _id,
    text: `${dayOf(date)} (${word('states', state).toLocaleLowerCase('da')})`,
    chosen: index === 0,
  }));
}
