/** The approver of the current step corrects the text: a new version, in the same round; earlier approvals stand on theirs. */
import { z } from 'zod';
import { ItemContent } from '#src/documents/item-content.ts';
import { assertFilesOf } from '#src/files/attach.ts';
import { byStepsOffice } from '#src/policies/item-policies.ts';
import { itemVersion } from '../documents.ts';
import { readByApprover } from './approve.ts';
import { itemAction } from './item-action.ts';

/** Refused as `approveItem`; by `version-changes` (409) when nothing was changed, `content-…` when something is missing. */
export const correctItem = itemAction({
  event: 'correct',
  order: 30,
  input: z.strictObject({ ...readByApprover, content: ItemContent }),
  policy: byStepsOffice('correct'),
  async prepare({ content, ...read }, { deps, id }) {
    await assertFilesOf(deps, id, content);
    const { document, facts } = itemVersion(content);
    return { event: (by) => ({ type: 'correct', ...read, by, content: facts }), documents: [document] };
  },
  page: { path: 'ret', form: 'decide', hasOwnPage: true },
  isTextual: true,
  // One disabled button, to approve, says it for all three.
  offeredIn: () => false,
});
