/** The case officer sends the draft on its way: the text is frozen under its hash, the plan becomes the route. */

import { z } from 'zod';
import type { RouteStep } from '#machines/agenda-item/events.ts';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { DraftBody, type PlannedStep } from '#src/documents/draft-body.ts';
import { badInput, notFound, stale } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import type { Committed } from '#src/store/commit.ts';
import { readDraft } from '#src/store/drafts.ts';
import { itemVersion } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { commitOnItem } from './commit-on-item.ts';

export const SubmitItemInput = z.strictObject({ item: Id, rev: z.number().int().min(1) });

/**
 * @param input the item and the revision of the draft that the officer has seen
 * @throws Refusal by what is missing (`content-…`, `route-…`, `decision-…`, 409), `draft-changed-elsewhere` (412)
 */
export async function submitItem(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item, rev } = readInput(SubmitItemInput, input);
  const draft = await readDraft(deps.collections, item);
  const directory = await deps.directory.current();
  const draftBody = draft?.rev === rev ? readInput(DraftBody, draft.body) : null;
  const version = draftBody && itemVersion(draftBody.content);
  return commitOnItem(
    deps,
    request,
    item,
    'submit',
    // The draft is judged here, where a submission that has been made already is known for what it is: by now the officer may
    // have taken it back and typed on.
    (_, { round }) => {
      if (draftBody === null || version === null)
        throw draft ? stale('draft-changed-elsewhere', { rev: draft.rev }) : notFound('draft');
      const { plan } = draftBody;
      assertKnown(plan, directory);
      return {
        type: 'submit',
        content: version.facts,
        route: plan.map((step, index): RouteStep => ({ id: `r${round + 1}-${index + 1}`, ...step })),
      };
    },
    version ? [version.document] : [],
  );
}

/** A route may only name offices and organs that exist. @throws Refusal `unknown-office`, `unknown-organ` (400) */
export function assertKnown(plan: readonly PlannedStep[], { offices, organs }: Directory): void {
  for (const step of plan) {
    if (step.kind === 'hearing') continue;
    const missing =
      step.kind === 'approval' ? !offices.has(step.office) : step.organ !== null && !organs.has(step.organ);
    if (missing) throw badInput({ rule: step.kind === 'approval' ? 'unknown-office' : 'unknown-organ', step });
  }
}
