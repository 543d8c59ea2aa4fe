/**
 * A draft from what stands in the editor's fields. The page's script and the server (where there is no script) both use it, so
 * that the same fields always give the same draft, and one that the store takes. Pure.
 */

import type { DraftBody } from '#src/documents/draft-body.ts';
import type { Bilag, ItemContent, SubItem } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import type { RichText } from '#src/documents/rich-text.ts';
import { NO_HEADING } from '#src/documents/section-heading.ts';
import { stepFrom } from '#src/steps/registry.ts';
import { opennessInFrom } from './openness-in.ts';

/** The fields as they were typed. */
export interface EditorFields {
  title: string;
  type: string;
  openness: string;
  /** A local date, or empty. */
  closedUntil: string;
  publicTitle: string;
  caseNumber: string;
  printedRoute: string;
  sections: { heading: string; body: RichText }[];
  lead: string;
  clauses: string[];
  /** `file`: the stored file as JSON, or empty. */
  bilag: {
    docId: string;
    openness: string;
    title: string;
    titlePublic: string;
    docNo: string;
    mainDocument: string;
    availability: string;
    closedUntil: string;
    /** "organ-kb:closed", several parted by commas. */
    opennessIn: string;
    file: string;
  }[];
  /** `id` is made with the row and stays with it; times are local, `hh:mm`, or empty; participants are parted by commas. */
  subItems: { id: string; title: string; start: string; end: string; text: string; participants: string }[];
  /** `who`: "<kind>:<id>" as `src/steps` has it, e.g. "approval:<office>"; empty rows are left out. */
  steps: { who: string; role: string }[];
}

/** A section must be called something; this stands in until the officer has decided, and is shown as an empty field. */
export const UNNAMED = NO_HEADING;
const TIME = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;
const SUB_ITEM_ID = /^[A-Za-z0-9-]{1,64}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CASE_NUMBER = /^[0-9A-ZÆØÅa-zæøå./-]{1,40}$/;
const TYPES = ['decision', 'discussion', 'orientation'] as const;
const AVAILABILITIES = ['to-follow', 'followed', 'handed-out'] as const;

const oneOf = <T extends string>(known: readonly T[], value: string, otherwise: T): T =>
  known.find((one) => one === value) ?? otherwise;
const words = (text: string, most: number): string => text.trim().slice(0, most);
const orNull = (text: string): string | null => (text === '' ? null : text);
const opennessOf = (value: string) => oneOf(['open', 'closed'] as const, value, 'open');

/** Whether a case number is written so that it can be kept; an empty one can. */
export const isCaseNumber = (text: string): boolean => text.trim() === '' || CASE_NUMBER.test(text.trim());

export function draftFrom(fields: EditorFields): DraftBody {
  return { content: contentFrom(fields), plan: fields.steps.flatMap(stepFrom).slice(0, 30) };
}

export function contentFrom(fields: EditorFields): ItemContent {
  return {
    title: words(fields.title, 300),
    type: oneOf(TYPES, fields.type, 'decision'),
    openness: opennessOf(fields.openness),
    ...closedUntilFrom(fields.closedUntil),
    ...publicTitleFrom(fields.publicTitle),
    caseNumber: CASE_NUMBER.test(fields.caseNumber.trim()) ? fields.caseNumber.trim() : null,
    printedRoute: words(fields.printedRoute, 200),
    sections: fields.sections
      .slice(0, 30)
      .map(({ heading, body }) => ({ heading: words(heading, 200) || UNNAMED, body })),
    recommendation: {
      lead: words(fields.lead, 2_000),
      clauses: fields.clauses
        .map((clause) => words(clause, 10_000))
        .filter((clause) => clause !== '')
        .slice(0, 50),
    },
    bilag: fields.bilag
      .filter(({ title, docId, docNo, file }) => `${title}${docId}${docNo}${file}`.trim() !== '')
      .map(bilagFrom),
    ...subItemsFrom(fields.subItems),
  };
}

/** An item without sub-items says nothing of them, so that its hash is that of its words alone. */
function subItemsFrom(rows: EditorFields['subItems']): Pick<ItemContent, 'subItems'> {
  const subItems = rows
    .map(({ id, title, start, end, text, participants }, index) => ({
      id: SUB_ITEM_ID.test(id) ? id : `u${index + 1}`,
      title: words(title, 300),
      start: timeFrom(start),
      end: timeFrom(end),
      ...(text.trim() !== '' && { text: richTextOf(words(text.replaceAll('\r\n', '\n'), 20_000)) }),
      ...participantsFrom(participants),
    }))
    .filter(({ title }) => title !== '')
    .slice(0, 100);
  return subItems.length === 0 ? {} : { subItems };
}

function participantsFrom(typed: string): Pick<SubItem, 'participants'> {
  const participants = typed
    .split(',')
    .map((name) => words(name, 200))
    .filter((name) => name !== '')
    .slice(0, 40);
  return participants.length === 0 ? {} : { participants };
}

/** "9.30" and "09:30" are the same time. */
function timeFrom(typed: string): string | null {
  const [, hour = '', minute = ''] = TIME.exec(typed.trim()) ?? [];
  return hour === '' ? null : `${hour.padStart(2, '0')}:${minute}`;
}

/** Attachments are numbered in the order in which they stand. */
const bilagFrom = (row: EditorFields['bilag'][number], index: number): Bilag => ({
  ...fileFrom(row.file),
  ...availabilityFrom(row.availability),
  ...closedUntilFrom(row.closedUntil),
  ...opennessInOf(row.opennessIn),
  seq: index + 1,
  docId: orNull(words(row.docId, 40)),
  openness: opennessOf(row.openness),
  title: words(row.title, 500),
  titlePublic: row.titlePublic === 'yes',
  docNo: orNull(words(row.docNo, 40)),
  mainDocument: row.mainDocument === 'yes',
});

/** A row without a file says nothing of one. */
function fileFrom(json: string): Pick<Bilag, 'file'> {
  try {
    const { hash, name, size, mime }: Record<string, unknown> = JSON.parse(json || '{}');
    return typeof hash === 'string' && typeof name === 'string' && typeof size === 'number' && typeof mime === 'string'
      ? { file: { hash, name, size, mime } }
      : {};
  } catch {
    return {};
  }
}

/** What stays closed says nothing of a date. */
function closedUntilFrom(typed: string): { closedUntil?: string } {
  const day = typed.trim();
  const time = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // Dates that there are not, the 30th of February, come out as others.
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  return exists ? { closedUntil: day } : {};
}

function publicTitleFrom(typed: string): Pick<ItemContent, 'publicTitle'> {
  const publicTitle = words(typed, 300);
  return publicTitle === '' ? {} : { publicTitle };
}

function opennessInOf(typed: string): Pick<Bilag, 'opennessIn'> {
  const opennessIn = opennessInFrom(typed);
  return opennessIn.length === 0 ? {} : { opennessIn };
}

function availabilityFrom(value: string): Pick<Bilag, 'availability'> {
  const availability = AVAILABILITIES.find((one) => one === value);
  return availability === undefined ? {} : { availability };
}
