/** What the officer is told of a file: what the rendition leaves out or changes, and why none could be made. */
import { z } from 'zod';

/** The numbers and names that a sentence needs; never text out of the file. */
const Details = z.record(z.string(), z.union([z.string().max(255), z.number()]));

/** Something that differs between a file and its rendition. `rule` names the sentence (`renditionNotes` in templates/da.json). */
export const Note = z.strictObject({ rule: z.string().min(1).max(60), details: Details });
export type Note = z.infer<typeof Note>;

/** Why a file has no rendition. `rule` names the sentence (`renditionFailures`), which says what to do. */
export const Failure = z.strictObject({ rule: z.string().min(1).max(60), details: Details });
export type Failure = z.infer<typeof Failure>;

/** One note for each rule, with its numbers added up. */
export function addNotes(notes: readonly Note[]): Note[] {
  const added = new Map<string, Note>();
  for (const { rule, details } of notes) {
    const sum = { ...added.get(rule)?.details };
    for (const [name, value] of Object.entries(details)) {
      const before = sum[name];
      sum[name] = typeof before === 'number' && typeof value === 'number' ? before + value : value;
    }
    added.set(rule, { rule, details: sum });
  }
  return [...added.values()];
}

/** The file itself is at fault: another try with the same tools ends alike. */
export class RenditionFailed extends Error {
  readonly failure: Failure;
  constructor(rule: string, details: Failure['details'] = {}, cause?: unknown) {
    super(rule, { cause });
    this.name = 'RenditionFailed';
    this.failure = { rule, details };
  }
}
