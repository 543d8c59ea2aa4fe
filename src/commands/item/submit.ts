/** The case officer sends the draft on its way: the text is frozen under its hash, the plan becomes the route. */
import { z } from 'zod';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { Id } from '#machines/primitives.ts';
import { DraftBody } from '#src/documents/draft-body.ts';
import { notFound, stale } from '#src/errors.ts';
import { byOwner } from '#src/policies/item-policies.ts';
import { readInput } from '#src/read-input.ts';
import { readDraft } from '#src/store/drafts.ts';
import { itemVersion } from '../documents.ts';
import { assertKnown } from './assert-known.ts';
import { itemAction } from './item-action.ts';
import { isDraft } from './phases.ts';

/**
 * `rev`: the revision of the draft that the officer has seen. Refused by what is missing (`content-…`, `route-…`, `decision-…`,
 * 409), `draft-changed-elsewhere` (412).
 */
export const submitItem = itemAction({
  event: 'submit',
  order: 10,
  input: z.strictObject({ item: Id, rev: z.number().int().min(1) }),
  policy: byOwner,
  async prepare({ rev }, { deps, id }) {
    const draft = await readDraft(deps.collections, id);
    const directory = await deps.directory.current();
    const body = draft?.rev === rev ? readInput(DraftBody, draft.body) : null;
    const version = body && itemVersion(body.content);
    return {
      // The draft is judged here, where a submission that has been made already is known for what it is: by now the officer may
      // have taken it back and typed on.
      event(_, { round }) {
        if (body === null || version === null)
          throw draft ? stale('draft-changed-elsewhere', { rev: draft.rev }) : notFound('draft');
        assertKnown(body.plan, directory);
        return {
          type: 'submit',
          content: version.facts,
          route: body.plan.map((step, index): RouteStep => ({ id: `r${round + 1}-${index + 1}`, ...step })),
        };
      },
      documents: version ? [version.document] : [],
    };
  },
  page: { path: 'rediger', form: 'editor', hasOwnPage: true },
  offeredIn: isDraft,
});
