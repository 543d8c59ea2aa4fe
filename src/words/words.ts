/** The Danish words and sentences that people read, from templates/da.json. */
import type { DueEvent } from '#machines/effects.ts';
import words from '../../templates/da.json' with { type: 'json' };
import { waitInWords } from './wait-in-words.ts';

/** Why something is refused, and who or what can change that. */
export interface RuleSentence {
  text: string;
  lift: string;
}

/** The lists of single words in da.json. */
export type WordList = Exclude<keyof typeof words, 'rules' | 'deadlines' | 'forms'>;

const rules: Readonly<Record<string, RuleSentence>> = words.rules;
const lists: { readonly [list in WordList]: Readonly<Record<string, string>> } = words;

/**
 * The sentence of a rule, for whoever is refused.
 * @param code the rule's name, as in `Refusal.code`
 * @param details of the refusal: a text or number is said where the sentence has its name in braces, `retryAfterSeconds` where it has `{wait}`
 * @returns a general sentence that names the code where the rule has none, so that nobody meets an empty page
 */
export function sentenceOf(code: string, details: Readonly<Record<string, unknown>> = {}): RuleSentence {
  const found = Object.hasOwn(rules, code) ? rules[code] : undefined;
  if (found === undefined) {
    return { text: `Det kan ikke lade sig gøre (${code}).`, lift: 'Sekretariatet kan hjælpe videre.' };
  }
  const { retryAfterSeconds } = details;
  const wait = typeof retryAfterSeconds === 'number' ? waitInWords(retryAfterSeconds) : 'senere';
  const said = (text: string): string => filled(text, { ...details, wait });
  return { text: said(found.text), lift: said(found.lift) };
}

/** `text` with a value for each name in braces; a name without a value stays as it stands. */
export const filled = (text: string, values: Readonly<Record<string, unknown>>): string =>
  text.replace(/\{(\w+)\}/g, (name, key: string) => {
    const value = values[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : name;
  });

/** The same as one text: why, and who or what can change it. */
export function refusalInWords(code: string, details: Readonly<Record<string, unknown>> = {}): string {
  const { text, lift } = sentenceOf(code, details);
  return `${text} ${lift}`;
}

/** Whether da.json has a sentence for the rule. */
export const hasSentence = (code: string): boolean => Object.hasOwn(rules, code);

/** The word for `key` in a list; the key itself where the list has none, so that what is new can still be read. */
export function word(list: WordList, key: string): string {
  const found = lists[list];
  return (Object.hasOwn(found, key) ? found[key] : undefined) ?? key;
}

/** Whether a list has a word for the key. */
export const hasWord = (list: WordList, key: string): boolean => Object.hasOwn(lists[list], key);

/** What comes of an action, for those who are about to press its button; empty where that needs no words. */
export const consequenceOf = (action: string): string =>
  hasWord('consequences', action) ? word('consequences', action) : '';

/** The words of an action's form. `{version}` in the heading is the number of the version that is before the reader. */
interface FormWords {
  heading?: string;
  /** What its button says, where that is not the action's own word. */
  button?: string;
  /** By field; one that is not here is called what the list `fields` calls it. */
  fields?: Readonly<Record<string, { label: string; hint?: string }>>;
}
const forms: Readonly<Record<string, FormWords>> = words.forms;

/** The words of an action's form as far as it has words of its own. */
export const formWordsOf = (action: string): FormWords =>
  (Object.hasOwn(forms, action) ? forms[action] : undefined) ?? {};

/** All words of a list, in the order in which da.json has them. */
export const wordsOf = (list: WordList): [key: string, text: string][] => Object.entries(lists[list]);

/** By the event that a deadline turns into: what falls due, what happens then, and how it was found, with the names of its inputs in braces. */
export const deadlineWords: Readonly<Record<DueEvent['type'], DeadlineWords>> = words.deadlines;

interface DeadlineWords {
  what: string;
  consequence: string;
  sentence: string;
}

/** The words of a stored deadline's kind; the kind itself where it is one that is no longer known. */
export const deadlineWordsOf = (kind: string): Pick<DeadlineWords, 'what' | 'consequence'> =>
  Object.hasOwn(deadlineWords, kind) ? deadlineWords[kind as DueEvent['type']] : { what: kind, consequence: '' };

/** The words around the days that were counted and passed over. */
export const countingWords = words.deadlineCounting;
