/** Where an outcome would send an item from here, in words: whoever records a decision sees what follows from it. */
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { OUTCOME_EFFECTS, type OutcomeEffect } from '#machines/primitives.ts';
import { OUTCOME_CODES, type OutcomeCode, type RoutePlace, usualEffect } from '#src/documents/outcomes.ts';
import type { Directory } from '#src/people/directory.ts';
import { organName, personName } from '#src/people/names.ts';
import { kindOf } from '#src/steps/registry.ts';
import { word } from '#src/words/words.ts';

/** An item at the meeting of an organ. */
export interface Decided {
  organ: string;
  owner: string;
  next: RouteStep | null;
  place: RoutePlace;
}

const CHOOSE = 'Vælg selv, hvad der skal ske';

/** "Sagen går videre til Kommunalbestyrelsen" */
export function effectSentence(directory: Directory, effect: OutcomeEffect, { organ, owner, next }: Decided): string {
  const said = (key: string, name: string) =>
    word('effectsTo', key).replace('{name}', name).replace('{owner}', personName(directory, owner));
  switch (effect) {
    case 'END':
      return word('effects', effect);
    case 'FWD': {
      const name = next === null ? '' : kindOf(next).nameOf(next, directory);
      return said(next === null ? 'FWD-nowhere' : name === '' ? 'FWD-open' : `FWD-${next.kind}`, name);
    }
    default:
      return said(effect, organName(directory, organ));
  }
}

/** All effects with where they lead from here. */
export const effectChoices = (directory: Directory, decided: Decided): { value: OutcomeEffect; text: string }[] =>
  OUTCOME_EFFECTS.toReversed().map((value) => ({ value, text: effectSentence(directory, value, decided) }));

/** The outcomes under the heading of what follows from them; those of one's own wording last. */
export function outcomeGroups(
  directory: Directory,
  decided: Decided,
): { heading: string; outcomes: { value: OutcomeCode; text: string }[] }[] {
  const effects = OUTCOME_CODES.map((code) => usualEffect(code, decided.place));
  return [...new Set(effects)].map((effect) => ({
    heading: effect === null ? CHOOSE : effectSentence(directory, effect, decided),
    outcomes: OUTCOME_CODES.filter((_, index) => effects[index] === effect).map((value) => ({
      value,
      text: word('outcomes', value),
    })),
  }));
}
