/** The commands on an item from its draft through its approvals, as rows of the table. */
import { amendItem } from '#src/commands/item/amend.ts';
import { approveItem } from '#src/commands/item/approve.ts';
import { askOfficer } from '#src/commands/item/ask.ts';
import { commentOnItem } from '#src/commands/item/comment.ts';
import { correctItem } from '#src/commands/item/correct.ts';
import { createItem } from '#src/commands/item/create.ts';
import { handOverItem } from '#src/commands/item/hand-over.ts';
import { recallItem } from '#src/commands/item/recall.ts';
import { regretApproval } from '#src/commands/item/regret.ts';
import { replyToQuestion } from '#src/commands/item/reply.ts';
import { returnItem } from '#src/commands/item/return.ts';
import { setCoAuthor } from '#src/commands/item/set-co-author.ts';
import { skipStep } from '#src/commands/item/skip.ts';
import { submitItem } from '#src/commands/item/submit.ts';
import { notOffice, notOwner, notTheirs, type Row, type RowParts } from './row.ts';
import { REASON } from './situations.ts';
import { PEOPLE, planOf, textOf } from './town.ts';

/** Reviewed by one person on the way to the council. */
const REVIEWED = [
  { kind: 'review', reviewers: { people: [PEOPLE.member] }, days: 5 },
  { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
];

export function itemRows({ town, at }: RowParts): Row[] {
  return [
    {
      name: 'createItem',
      command: createItem,
      by: 'officer',
      notBy: notTheirs('only-officers', 'chief', 'member', 'admin'),
      given: async () => ({ type: 'discussion' }),
      leadsTo: 'draft',
    },
    {
      name: 'submitItem',
      command: submitItem.run,
      by: 'officer',
      notBy: notOwner,
      given: async () => ({ item: await town().draft(), rev: 2 }),
      leadsTo: 'travelling.approval',
    },
    {
      name: 'approveItem',
      command: approveItem.run,
      by: 'chief',
      notBy: notOffice,
      given: () => at().read(),
      leadsTo: 'travelling.approval',
    },
    {
      name: 'correctItem',
      command: correctItem.run,
      by: 'chief',
      notBy: notOffice,
      given: async () => ({ ...(await at().read()), content: textOf('Rettet') }),
      leadsTo: 'travelling.approval',
    },
    {
      name: 'returnItem',
      command: returnItem.run,
      by: 'chief',
      notBy: notOffice,
      given: async () => ({ ...(await at().read()), reason: REASON }),
      leadsTo: 'draft',
    },
    {
      name: 'askOfficer',
      command: askOfficer.run,
      by: 'chief',
      notBy: notOffice,
      given: async () => ({ ...(await at().read()), question: 'Hvad koster det næste år?' }),
      leadsTo: 'travelling.approval',
    },
    {
      name: 'replyToQuestion',
      command: replyToQuestion.run,
      by: 'officer',
      notBy: notOwner,
      given: async () => {
        const seen = await at().read();
        await at().run(askOfficer.run, 'chief', { ...seen, question: 'Hvad koster det næste år?' });
        return { item: seen.item, question: 'question-1', answer: 'Det samme som i år.' };
      },
      leadsTo: 'travelling.approval',
    },
    {
      name: 'setCoAuthor',
      command: setCoAuthor.run,
      by: 'officer',
      notBy: notTheirs('only-who-says-who-writes', 'otherOfficer', 'member', 'admin'),
      given: async () => ({ item: await town().draft(), person: PEOPLE.otherOfficer, writes: true }),
      leadsTo: 'draft',
    },
    {
      name: 'handOverItem',
      command: handOverItem.run,
      by: 'officer',
      notBy: notTheirs('only-who-says-who-writes', 'otherOfficer', 'member', 'admin'),
      given: async () => ({ item: await town().draft(), to: PEOPLE.otherOfficer, reason: REASON }),
      leadsTo: 'draft',
    },
    {
      name: 'commentOnItem',
      command: commentOnItem.run,
      by: 'member',
      notBy: notTheirs('only-who-is-asked', 'officer', 'chief', 'secretary', 'admin'),
      given: async () => ({ ...(await at().read(REVIEWED)), comment: 'Afsnittet om økonomi er uklart.' }),
      leadsTo: 'travelling.organ.waiting',
    },
    {
      name: 'recallItem',
      command: recallItem.run,
      by: 'officer',
      notBy: notOwner,
      given: () => at().item(),
      leadsTo: 'draft',
    },
    {
      name: 'regretApproval',
      command: regretApproval.run,
      by: 'chief',
      notBy: notTheirs('only-who-approved', 'director', 'officer', 'secretary'),
      given: async () => {
        const seen = await at().read();
        await at().run(approveItem.run, 'chief', seen);
        return { item: seen.item, step: seen.step };
      },
      leadsTo: 'travelling.approval',
    },
    {
      name: 'amendItem',
      command: amendItem.run,
      by: 'officer',
      notBy: notTheirs('only-owner-or-secretariat', 'chief', 'otherOfficer', 'member'),
      given: async () => {
        const seen = await at().read();
        return { item: seen.item, version: seen.version, content: textOf('Ændret'), weight: 'substantive' };
      },
      leadsTo: 'travelling.approval',
    },
    {
      name: 'skipStep',
      command: skipStep.run,
      by: 'secretary',
      notBy: notTheirs('only-the-secretariat', 'officer', 'admin'),
      given: async () => {
        // Everybody of the ladder above the vacant office is left out, so that nobody at all can act for it.
        await at().emptyOffices();
        const seen = await at().read(planOf(['office-vacant']));
        return { item: seen.item, step: seen.step, reason: REASON };
      },
      leadsTo: 'travelling.organ.waiting',
    },
  ];
}
