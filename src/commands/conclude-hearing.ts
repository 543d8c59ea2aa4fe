/** The hearing is concluded with a note of what it came to (høringsnotat), and the item goes on. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { HearingNoteDocument } from '#src/content/hearing.ts';
import type { Committed } from '#src/store/commit.ts';
import { readStream } from '#src/store/read-stream.ts';
import { hashJson } from '#src/store/record.ts';
import { commitOnHearing } from './on-hearing.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const ConcludeHearingInput = z.strictObject({ hearing: Id, note: HearingNoteDocument.shape.text });

/** @throws Refusal `only-owner-or-secretariat` (403), `not-in-this-state` (409) while it can still be answered in time */
export async function concludeHearing(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { hearing, note: text } = readInput(ConcludeHearingInput, input);
  const records = await readStream(parts.collections, hearing);
  const answers = records.flatMap(({ event }) => (event.type === 'answer' ? [event.answer] : []));
  const document: HearingNoteDocument = { kind: 'hearing-note', hearing, text, answers };
  return commitOnHearing(parts, asked, hearing, () => ({ type: 'conclude', note: hashJson(document) }), [document]);
}
