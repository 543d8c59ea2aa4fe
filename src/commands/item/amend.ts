/** The officer or the secretariat changes a text under way: editorially (approvals stand) or in substance (a new round). */
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import { contentIn } from '#src/documents/decision.ts';
import { notEditorial } from '#src/documents/editorial-change.ts';
import { ItemContent } from '#src/documents/item-content.ts';
import { notAllowedNow } from '#src/errors.ts';
import { assertFilesOf } from '#src/files/attach.ts';
import { byOwnerOrSecretariat } from '#src/policies/item-policies.ts';
import { itemVersion } from '../documents.ts';
import { ruleOf } from './context-rules.ts';
import { itemAction } from './item-action.ts';
import { isDraft } from './phases.ts';

/**
 * Refused by `not-frozen` (409), `current-version` (412); `content-…` when something is missing, `editorial-keeps-…` (409) where what is
 * called editorial changes title, at-clauses, openness or sums.
 */
export const amendItem = itemAction({
  event: 'amend',
  order: 90,
  input: z.strictObject({
    item: Id,
    version: Hash,
    content: ItemContent,
    weight: z.enum(['editorial', 'substantive']),
  }),
  policy: byOwnerOrSecretariat,
  async prepare({ version, content, weight }, { deps, id }) {
    await assertFilesOf(deps, id, content);
    const { document, facts } = itemVersion(content);
    const before = weight === 'editorial' ? contentIn(await deps.contents.read(version)) : null;
    return {
      event(_, context) {
        // Of another version than the one that stands the machine says so.
        const isOfCurrent = before !== null && version === context.version?.hash;
        const touched = isOfCurrent ? notEditorial(before, content) : null;
        if (touched !== null) throw notAllowedNow(touched.rule, touched.details);
        return { type: 'amend', version, weight, content: facts };
      },
      documents: [document],
    };
  },
  page: { path: 'aendr', form: 'editor', hasOwnPage: true },
  isTextual: true,
  contextRuleInAnyState: ruleOf('not-frozen'),
  // A draft is changed in its editor.
  offeredIn: (state) => !isDraft(state),
});
