/** "Hvad sker der med mit punkt?": every transition as what happened, who did it and on which version. Pure. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { ItemEvent } from '#machines/agenda-item/events.ts';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { reasonIn } from '#src/documents/decision.ts';
import { plainText } from '#src/documents/plain-text.ts';
import { RichText } from '#src/documents/rich-text.ts';
import type { Directory } from '#src/people/directory.ts';
import { officeName, organName, personName } from '#src/people/names.ts';
import { kindOf } from '#src/steps/registry.ts';
import { somebodyIn, type TransitionRecord } from '#src/store/record.ts';
import type { ItemHistory } from './item.ts';
import { allowedInWords } from './own-approvals.ts';

export interface TimelineEntry {
  seq: number;
  /** ISO instant. */
  at: string;
  event: string;
  /** The name of the person who did it to the item, or to the meeting or hearing that signalled it; null where time did. */
  by: string | null;
  office: string | null;
  onBehalfOf: string | null;
  /** Number of the version that was read, made or pinned; null where no version is meant. */
  version: number | null;
  /** The person, office, organ or step that the event is about. */
  about: string | null;
  weight: 'editorial' | 'substantive' | null;
  /** A reason, a decision, or what else was said, in plain words. */
  text: string | null;
  meeting: string | null;
  /** Of what may be an objection: whether it is one. */
  blocking?: boolean;
  /** Of an approval of several steps at once: as whom each of the others was approved. */
  also?: { office: string | null; onBehalfOf: string | null; allowed?: string }[];
  /** Of an approval of one's own: by which organs' rules it was allowed, in words. */
  allowed?: string;
  /** Of a co-author: whether that person writes the item from then on. */
  writes?: boolean;
}

/** Numbers of the versions by hash, as they came to be. */
export function versionNumbers(records: readonly TransitionRecord[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { state } of records) {
    const { version } = state.context as ItemContext;
    if (version) numbers.set(version.hash, version.n);
  }
  return numbers;
}

/** An entry for each transition, first to last. */
export function timelineOf({ records, documents }: ItemHistory, directory: Directory): TimelineEntry[] {
  const numbers = versionNumbers(records);
  const person = (id: string | null) => (id === null ? null : personName(directory, id));
  const office = (id: string | null) => (id === null ? null : officeName(directory, id));
  return records.map((record, index) => {
    const { event, actor } = record;
    const before = records[index - 1]?.state.context as ItemContext | undefined;
    const after = record.state.context as ItemContext;
    const somebody = somebodyIn(actor);
    const acted = somebody?.kind === 'person' ? somebody : null;
    const stepId = 'step' in event && typeof event.step === 'string' ? event.step : null;
    const step = stepId === null ? undefined : after.route.find(({ id }) => id === stepId);
    const read = 'version' in event && typeof event.version === 'string' ? event.version : null;
    const made = 'content' in event ? event.content.hash : null;
    const blocking = objectionIn(event);
    return {
      seq: record.seq,
      at: record.at,
      event: event.type,
      by: person(acted?.person ?? null),
      office: office(acted?.office ?? null),
      onBehalfOf: person(acted?.onBehalfOf ?? null),
      version: numbers.get(made ?? read ?? '') ?? null,
      about: aboutOf(directory, record, before, step),
      weight: event.type === 'amend' ? event.weight : null,
      text: wordsOf(event, documents),
      meeting: 'meeting' in event && typeof event.meeting === 'string' ? event.meeting : null,
      ...(blocking !== undefined && { blocking }),
      ...(event.type === 'approve' && approvalEntry(event, directory)),
      ...(event.type === 'setCoAuthor' && { writes: event.writes }),
    };
  });
}

const allowedEntry = (approval: { ownAllowedBy?: string[] | undefined }, directory: Directory) =>
  approval.ownAllowedBy ? { allowed: allowedInWords(approval, directory) } : {};

/** What an entry says of an approval besides who gave it. */
function approvalEntry(event: Extract<ItemEvent, { type: 'approve' }>, directory: Directory) {
  const also = event.also?.map(({ by, ...approval }) => ({
    office: by.office && officeName(directory, by.office),
    onBehalfOf: by.onBehalfOf && personName(directory, by.onBehalfOf),
    ...allowedEntry(approval, directory),
  }));
  return { ...allowedEntry(event, directory), ...(also && { also }) };
}

/** What the event says in words: it names them by hash, and they are stored as a reason. Null where it says nothing, or was erased. */
export function saidIn(event: TransitionRecord['event'], documents: ItemHistory['documents']): string | null {
  for (const field of Object.values(event)) {
    const document = typeof field === 'string' ? documents.get(field) : undefined;
    const words = document === undefined ? null : reasonIn(document);
    if (words !== null) return words;
  }
  return null;
}

/** Whether the event is an objection; undefined where it could be none. */
export const objectionIn = (event: TransitionRecord['event']): boolean | undefined =>
  'blocking' in event ? event.blocking === true : undefined;

/** The decision that the event names by hash, or what else it says. */
function wordsOf(event: TransitionRecord['event'], documents: ItemHistory['documents']): string | null {
  if (!('decision' in event) || typeof event.decision === 'string') return saidIn(event, documents);
  return decisionText(documents.get(event.decision.hash));
}

/** The person, the step, or the organ. */
function aboutOf(
  directory: Directory,
  record: TransitionRecord,
  before: ItemContext | undefined,
  step: RouteStep | undefined,
): string | null {
  const { event } = record;
  if (event.type === 'handOver') return personName(directory, event.to);
  if (event.type === 'setCoAuthor') return personName(directory, event.person);
  return step ? kindOf(step).nameOf(step, directory) : organOf(directory, record, before);
}

/** The organ whose meeting reported, or the organs that were added to the route. */
function organOf(
  directory: Directory,
  { event, state }: TransitionRecord,
  before: ItemContext | undefined,
): string | null {
  const name = (id: string | undefined) => (id === undefined ? null : organName(directory, id));
  if (event.type === 'list') return name(event.organ);
  if (event.type === 'extendRoute') {
    return event.steps
      .map((step) => kindOf(step).nameOf(step, directory))
      .filter((one) => one !== '')
      .join(', ');
  }
  const listing = (state.context as ItemContext).listing ?? before?.listing;
  return name(listing?.organ);
}

function decisionText(document: unknown): string | null {
  const text = typeof document === 'object' && document !== null && 'text' in document ? document.text : undefined;
  const parsed = RichText.safeParse(text);
  return parsed.success ? plainText(parsed.data) : null;
}

export interface ItemVersion {
  n: number;
  hash: string;
  at: string;
  by: string | null;
  event: string;
  weight: 'editorial' | 'substantive' | null;
}

/** The versions of the text, newest last, each with the transition that made it. */
export function versionsOf(history: ItemHistory, timeline: readonly TimelineEntry[]): ItemVersion[] {
  const versions: ItemVersion[] = [];
  for (const [index, { state }] of history.records.entries()) {
    const { version } = state.context as ItemContext;
    const entry = timeline[index];
    if (!version || !entry || versions.at(-1)?.n === version.n) continue;
    versions.push({ ...version, at: entry.at, by: entry.by, event: entry.event, weight: entry.weight });
  }
  return versions;
}
