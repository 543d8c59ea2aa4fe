/** The hearing is concluded with a note of what it came to (høringsnotat), and the item goes on. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { HearingNoteDocument } from '#src/documents/hearing.ts';
import type { Committed } from '#src/store/commit.ts';
import { readStream } from '#src/store/read-stream.ts';
import { hashJson } from '#src/store/record.ts';
import { readInput } from '../read-input.ts';
import { commitOnHearing } from './commit-on-hearing.ts';

export const ConcludeHearingInput = z.strictObject({ hearing: Id, note: HearingNoteDocument.shape.text });

/** @throws Refusal `only-owner-or-secretariat` (403), `not-in-this-state` (409) while it can still be answered in time */
export async function concludeHearing(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { hearing, note: text } = readInput(ConcludeHearingInput, input);
  const records = await readStream(deps.collections, hearing);
  const answers = records.flatMap(({ event }) => (event.type === 'answer' ? [event.answer] : []));
  const document: HearingNoteDocument = { kind: 'hearing-note', hearing, text, answers };
  return commitOnHearing(deps, request, hearing, () => ({ type: 'conclude', note: hashJson(document) }), [document]);
}
