/** A form of the meeting's page that was refused: it is shown again where it stands, with what was typed and what is wrong with it. */
import type { Refusal } from '#src/errors.ts';
import { refusalInWords } from '#src/words/words.ts';
import { textIn } from '../../rows.ts';
import { filledLines } from './absence-labels.ts';

export interface RefusedForm {
  /** Its address under the meeting's: which of the page's forms it was. */
  path: string;
  refusal: Refusal;
  /** Its fields as they were sent. */
  typed: Readonly<Record<string, unknown>>;
}

/** The refused form where it is the one at `path` that names these fields (`{ item }`, `{ part }`); else null. */
export function refusedAt(
  refused: RefusedForm | null,
  path: string,
  named: Readonly<Record<string, string>> = {},
): RefusedForm | null {
  const isIt = refused?.path === path && Object.entries(named).every(([name, value]) => refused.typed[name] === value);
  return isIt ? refused : null;
}

/** What is wrong with a form, and at which of its fields. */
export interface FormError {
  text: string;
  /** The same at a field, by its name in the form (`outcomes[0][code]`); null where it is not this one that is wrong. */
  at(field: string): string | null;
}

export const NO_ERROR = { text: null, at: () => null } as const;

type FieldOf = string | ((refused: RefusedForm) => string);

/** Rules that are about one field of a form: machine and commands know no fields. By the form's path, then the rule. */
const FIELDS_OF_RULES: Readonly<Record<string, Readonly<Record<string, FieldOf>>>> = {
  deltagelse: { 'chair-took-part': 'chair', 'attendance-once': 'guests' },
  beslutning: { 'same-outcome': 'outcomes[0][code]', 'attendance-once': fieldOfName },
  udsend: {
    'late-needs-reason': 'lateReason',
    'bilag-without-pdf': 'acceptMissing',
    'items-printed-otherwise': 'acceptMissing',
  },
};

/** Where the name stands that is among those away once too often: written, before it is ticked. */
function fieldOfName({ refusal, typed }: RefusedForm): string {
  const name = String(refusal.details.name);
  const written = ['absent', 'othersExcused'].find((field) => filledLines(textIn(typed, field)).includes(name));
  return written ?? tickedField('disqualified', name);
}

/** What `FormError` calls a box to tick, of those that share their name in the form. */
export const tickedField = (name: string, value: string): string => `${name}[]=${value}`;

/**
 * A refusal names fields by `field`, their name in the form, or by its `issues`, whose paths lead to the field or into it.
 * @param refused null where nothing is wrong
 */
export function errorIn(refused: RefusedForm | null): FormError | typeof NO_ERROR {
  if (refused === null) return NO_ERROR;
  const { code, details } = refused.refusal;
  const rule = FIELDS_OF_RULES[refused.path]?.[code];
  const ofRule = typeof rule === 'function' ? rule(refused) : rule;
  const text = refusalInWords(code, details);
  const issues = Array.isArray(details.issues) ? (details.issues as { path: PropertyKey[] }[]) : [];
  const names = new Set([details.field, ofRule, ...issues.map(({ path }) => fieldName(path))]);
  return { text, at: (field) => (names.has(field) ? text : null) };
}

/** A form whose one field that is written in is the reason. */
export function reasonForm(refused: RefusedForm | null) {
  const error = errorIn(refused);
  return { error: error.text, reasonError: error.at('reason'), reason: String(refused?.typed.reason ?? '') };
}

/** The form that sends an agenda: why it is late, and what is accepted. */
export function dispatchFormShown(refused: RefusedForm | null) {
  const error = errorIn(refused);
  return {
    error: error.text,
    lateError: error.at('lateReason'),
    acceptError: error.at('acceptMissing'),
    typedReason: textIn(refused?.typed ?? {}, 'lateReason'),
  };
}

/** As the form calls what a path leads to: `outcomes[0][code]`. */
const fieldName = ([first, ...inside]: readonly PropertyKey[]): string =>
  `${String(first)}${inside.map((part) => `[${String(part)}]`).join('')}`;

/** The forms of the page, as far as a refused one may be gone from it. */
interface PageForms {
  attendance: object | null;
  takeUp: boolean;
  mayCallOff: boolean;
  offers: readonly { action: string; allowed: boolean }[];
  parts: readonly {
    id: string;
    mayDispatch: boolean;
    entries: readonly { item: string; form: object | null; mayStrike: boolean }[];
  }[];
}

/** At the top of the page: what is wrong with a button, or with a form that the page has no more, and what was written in that. */
export function errorOnPage(refused: RefusedForm | null, forms: PageForms): { error: string | null; written: string } {
  if (refused === null || hasForm(refused, forms)) return { error: null, written: '' };
  return { error: errorIn(refused).text, written: wordsWritten(refused.typed) };
}

function hasForm({ path, typed }: RefusedForm, { attendance, takeUp, mayCallOff, offers, parts }: PageForms): boolean {
  const entry = parts.flatMap(({ entries }) => entries).find(({ item }) => item === typed.item);
  switch (path) {
    case 'beslutning':
      return entry !== undefined && entry.form !== null;
    case 'udgaar':
      return entry?.mayStrike === true;
    case 'deltagelse':
      return attendance !== null;
    case 'optag':
      return takeUp;
    case 'aflys':
      return mayCallOff;
    case 'udsend':
      return typed.part === undefined
        ? offers.some(({ action, allowed }) => action === 'dispatch' && allowed)
        : parts.some(({ id, mayDispatch }) => id === typed.part && mayDispatch);
    default:
      return false;
  }
}

/** What is none of these was chosen or set by the page, and not written. */
const WRITTEN = [
  'title',
  'text',
  'publicText',
  'reason',
  'lateReason',
  'followUp',
  'guests',
  'othersExcused',
  'absent',
];

/** The words that somebody wrote in a form. */
function wordsWritten(fields: unknown): string {
  if (typeof fields !== 'object' || fields === null) return '';
  return Object.entries(fields)
    .map(([name, value]) => (typeof value === 'string' ? (WRITTEN.includes(name) ? value : '') : wordsWritten(value)))
    .filter((words) => words.trim() !== '')
    .join('\n');
}
