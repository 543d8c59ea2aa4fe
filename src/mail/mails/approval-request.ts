/** To whoever acts for the office of the current step, each with a link of their own; to the secretariat where nobody does. */
import { z } from 'zod';
import { currentStep } from '#machines/agenda-item/context.ts';
import { personName } from '#src/people/names.ts';
import { kindOf } from '#src/steps/registry.ts';
import { atOnceInWords } from '#src/words/at-once.ts';
import {
  type AskedPerson,
  approvalLink,
  askedOffice,
  askedOfficeName,
  CAPACITIES,
  noLongerAsked,
  Place,
  placeOf,
  whoIsAsked,
} from '../about-approval.ts';
import { contentOf, formOf, type ItemSubject, itemMail } from '../about-item.ts';
import { aboutItem, Count, Line } from '../fields.ts';

/** The word as a set of flags, which is what a template without logic can ask for. */
const StandIn = z
  .enum(CAPACITIES)
  .transform((capacity) => Object.fromEntries(CAPACITIES.map((one) => [one, one === capacity])));

/** Where an item goes after this step. */
const Next = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['office', 'organ']), name: Line }),
    z.strictObject({ kind: z.enum(['hearing', 'organ-not-chosen']) }),
  ])
  .transform((next) => ({
    name: 'name' in next ? next.name : null,
    hearing: next.kind === 'hearing',
    unchosen: next.kind === 'organ-not-chosen',
  }));

export const approvalRequest = itemMail({
  /**
   * `expires` is a Danish date; `seenVersion` the number of the version that the office was asked about before, null for a new item;
   * `atOnce` says which steps the recipient approves at once, null for one alone.
   */
  props: aboutItem(
    { approverName: Line, expires: Line },
    {
      officeName: Line,
      standIn: StandIn,
      officerName: Line,
      step: Place,
      steps: Place,
      next: Next,
      seenVersion: Count.nullable(),
      atOnce: Line.nullable(),
    },
  ),
  outdated: noLongerAsked,
  to: whoIsAsked,
  nobody: { instead: 'approval-vacant' },
  async says(subject) {
    const { directory, head } = subject;
    const content = await contentOf(subject, subject.about.version);
    const seenVersion = await versionSeen(subject);
    return async (person) =>
      formOf(head, content, { ...(await approvalLink(subject, person)), approverName: person.name }, () => ({
        officeName: askedOfficeName(subject),
        standIn: person.standIn,
        officerName: personName(directory, head.context.owner),
        ...placeOf(head),
        next: nextStop(subject, person),
        seenVersion,
        atOnce: atOnceInWords(person.given, directory),
      }));
  },
});

/** The office has had the item before, and it has been changed since. */
async function versionSeen(subject: ItemSubject): Promise<number | null> {
  const { deps, about, head } = subject;
  if (head.context.version?.n === 1) return null;
  const office = askedOffice(subject);
  const past = await deps.reader.past(about.item);
  const before = past.findLast(({ context }) => {
    const step = currentStep(context);
    return step?.kind === 'approval' && step.office === office && context.version?.hash !== about.version;
  });
  return before?.context.version?.n ?? null;
}

/** Where the item goes when the recipient has approved all that is theirs. */
function nextStop({ directory, head: { context } }: ItemSubject, { given }: AskedPerson): z.input<typeof Next> {
  const next = context.route[context.position + Math.max(1, given.length)];
  if (next === undefined) return { kind: 'organ-not-chosen' };
  const { kind, name } = kindOf(next).holder(next, directory, false);
  if (kind === 'hearing') return { kind };
  if (kind === 'organ-open') return { kind: 'organ-not-chosen' };
  return { kind: kind === 'office' ? kind : 'organ', name };
}
