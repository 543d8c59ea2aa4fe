/** The hearing is concluded with a note of what it came to (høringsnotat), and the item goes on. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { HearingNoteDocument } from '#src/documents/hearing.ts';
import { mayRunHearing } from '#src/policies/hearing-policies.ts';
import { readStream } from '#src/store/read-stream.ts';
import { hashJson } from '#src/store/record.ts';
import { hearingAction } from './hearing-action.ts';

/** Refused by `not-in-this-state` (409) while it can still be answered in time. */
export const concludeHearing = hearingAction({
  event: 'conclude',
  order: 50,
  input: z.strictObject({ hearing: Id, note: HearingNoteDocument.shape.text }),
  policy: mayRunHearing,
  async prepare({ note: text }, { deps, id: hearing }) {
    const records = await readStream(deps.collections, hearing);
    const answers = records.flatMap(({ event }) => (event.type === 'answer' ? [event.answer] : []));
    const document: HearingNoteDocument = { kind: 'hearing-note', hearing, text, answers };
    return { event: { type: 'conclude', note: hashJson(document) }, documents: [document] };
  },
  page: { path: 'afslut', form: 'note' },
  isTextual: true,
});
