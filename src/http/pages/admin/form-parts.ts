/** Fields as the templates show them: what was typed, what is wrong with it, what there is to choose. Pure. */
import type { Directory } from '#src/people/directory.ts';
import { danish } from '#src/queries/people-list.ts';
import { type WordList, word, wordsOf } from '#src/words/words.ts';
import type { FieldErrors, Fields, Row } from './record-fields.ts';

export interface Choice {
  value: string;
  text: string;
  chosen: boolean;
}
export interface ShownField {
  id: string;
  name: string;
  label: string;
  value: string;
  /** Empty where nothing is wrong. */
  error: string;
  options: Choice[];
}

const FORM_WORDS = (name: string) => word('recordFields', name);

/** @returns a function from a field's name, and its choices, to the field as shown */
export const fieldsShown =
  ({ text }: Fields, errors: FieldErrors) =>
  (name: string, options: Omit<Choice, 'chosen'>[] = []): ShownField => ({
    id: name,
    name,
    label: FORM_WORDS(name),
    value: text[name] ?? '',
    error: errors.text[name] ?? '',
    options: options.map((one) => ({ ...one, chosen: one.value === text[name] })),
  });

/** The same for the fields of a row. */
export const rowShown =
  (row: Row, index: number, errors: FieldErrors) =>
  (name: string, options: Omit<Choice, 'chosen'>[] = []): ShownField => ({
    id: `row-${name}-${index}`,
    name: `rows[${index}][${name}]`,
    label: FORM_WORDS(name),
    value: row[name] ?? '',
    error: errors.rows[index]?.[name] ?? '',
    options: options.map((one) => ({ ...one, chosen: one.value === row[name] })),
  });

export const wordOptions = (list: WordList) => wordsOf(list).map(([value, text]) => ({ value, text }));

const inOrder = (options: Omit<Choice, 'chosen'>[]) => options.sort((a, b) => danish.compare(a.text, b.text));

/** People to choose from; those who have left only where they stand already. */
export const peopleOptions = ({ people }: Directory, chosen: readonly string[] = []) =>
  inOrder(
    [...people.values()]
      .filter(({ id, active }) => active || chosen.includes(id))
      .map(({ id, name, title, active }) => ({
        value: id,
        text: `${name}${title === undefined ? '' : `, ${title}`}${active ? '' : ' (uden adgang)'}`,
      })),
  );

export const officeOptions = ({ offices }: Directory) =>
  inOrder([...offices.values()].map(({ id, name }) => ({ value: id, text: name })));

/** "1. januar 2022 – 31. december 2023", "fra 1. januar 2022". */
export const periodInWords = (from: string, to: string, day: (at: string) => string): string => {
  const known = (at: string) => (/^\d{4}-\d{2}-\d{2}$/.test(at) ? day(at) : at);
  if (from === '') return '';
  return to === '' ? `fra ${known(from)}` : `${known(from)} – ${known(to)}`;
};
