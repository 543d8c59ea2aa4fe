/** Every command on items and meetings, as a row of a table. */

import { amendItem } from '#src/commands/item/amend.ts';
import { approveItem } from '#src/commands/item/approve.ts';
import { assignOrgan } from '#src/commands/item/assign-organ.ts';
import { correctItem } from '#src/commands/item/correct.ts';
import { createItem } from '#src/commands/item/create.ts';
import { extendRoute } from '#src/commands/item/extend-route.ts';
import { listItem } from '#src/commands/item/list.ts';
import { recallItem } from '#src/commands/item/recall.ts';
import { regretApproval } from '#src/commands/item/regret.ts';
import { reopenItem } from '#src/commands/item/reopen.ts';
import { returnItem } from '#src/commands/item/return.ts';
import { skipStep } from '#src/commands/item/skip.ts';
import { submitItem } from '#src/commands/item/submit.ts';
import { unlistItem } from '#src/commands/item/unlist.ts';
import { withdrawItem } from '#src/commands/item/withdraw.ts';
import { addPart } from '#src/commands/meeting/add-part.ts';
import { beginMeeting } from '#src/commands/meeting/begin.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { endMeeting } from '#src/commands/meeting/end.ts';
import { freezeAgenda } from '#src/commands/meeting/freeze.ts';
import { orderItems } from '#src/commands/meeting/order.ts';
import { planMeeting } from '#src/commands/meeting/plan.ts';
import { recordAttendance } from '#src/commands/meeting/record-attendance.ts';
import { recordDecision } from '#src/commands/meeting/record-decision.ts';
import { strikeItem } from '#src/commands/meeting/strike.ts';
import { thawAgenda } from '#src/commands/meeting/thaw.ts';
import { type Command, ORGANS_ONLY, REASON, type Situations } from './situations.ts';
import { planOf, type Town, textOf, type Who } from './town.ts';

/** A command where it may be given: who may, somebody who may not and by which rule, and what it leads to. */
export interface Row {
  name: string;
  command: Command;
  by: Who;
  notBy: [who: Who, rule: string][];
  /** Makes the situation; answers the command's input. */
  given(): Promise<Record<string, unknown>>;
  leadsTo: string;
}

const notTheirs = (rule: string, ...people: Who[]) => people.map((who): [Who, string] => [who, rule]);
const notSecretariat = notTheirs('only-the-secretariat', 'officer', 'chief', 'member', 'admin');
const notOwner = notTheirs('only-the-owner', 'otherOfficer', 'chief', 'secretary', 'admin');
const notOffice = notTheirs('only-the-steps-office', 'officer', 'director', 'secretary', 'admin');

/** @param parts the town of the test file, there when a row's situation is made */
export function commandRows(parts: { town(): Town; at(): Situations }): Row[] {
  const { town, at } = parts;
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
    {
      name: 'assignOrgan',
      command: assignOrgan.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ ...(await at().item(planOf([], null))), step: 'r1-1', organ: 'organ-vpu' }),
      leadsTo: 'travelling.organ.waiting',
    },
    {
      name: 'listItem',
      command: listItem.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ ...(await at().item(ORGANS_ONLY)), meeting: await at().meeting() }),
      leadsTo: 'travelling.organ.listed',
    },
    {
      name: 'unlistItem',
      command: unlistItem.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ item: (await at().listed()).item }),
      leadsTo: 'travelling.organ.waiting',
    },
    {
      name: 'extendRoute',
      command: extendRoute.run,
      by: 'officer',
      notBy: notTheirs('only-owner-or-secretariat', 'chief', 'otherOfficer', 'member'),
      given: async () => ({
        ...(await at().item()),
        stops: [{ organ: 'organ-hu', role: 'orienting' }],
        recommendation: { lead: 'Til orientering.', clauses: [] },
      }),
      leadsTo: 'travelling.approval',
    },
    {
      name: 'withdrawItem',
      command: withdrawItem.run,
      by: 'officer',
      notBy: notTheirs('only-owner-or-secretariat', 'chief', 'otherOfficer', 'member'),
      given: async () => ({ ...(await at().item()), reason: REASON }),
      leadsTo: 'withdrawn',
    },
    {
      name: 'reopenItem',
      command: reopenItem.run,
      by: 'officer',
      notBy: notOwner,
      given: async () => {
        const one = await at().item();
        await at().run(withdrawItem.run, 'officer', { ...one, reason: REASON });
        return one;
      },
      leadsTo: 'draft',
    },
    {
      name: 'planMeeting',
      command: planMeeting,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ organ: 'organ-kb', date: '2023-12-12', startsAt: '17:00' }),
      leadsTo: 'planned',
    },
    {
      name: 'addPart',
      command: addPart.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ meeting: (await at().frozen()).meeting, part: 'tillaeg-1' }),
      leadsTo: 'frozen',
    },
    {
      name: 'orderItems',
      command: orderItems.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => {
        const there = await at().listed(2);
        return { meeting: there.meeting, items: there.items.toReversed() };
      },
      leadsTo: 'collecting',
    },
    {
      name: 'freezeAgenda',
      command: freezeAgenda.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ meeting: (await at().listed(2)).meeting, part: 'agenda' }),
      leadsTo: 'frozen',
    },
    {
      name: 'thawAgenda',
      command: thawAgenda.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ meeting: (await at().frozen()).meeting, part: 'agenda' }),
      leadsTo: 'collecting',
    },
    {
      name: 'dispatchAgenda',
      command: dispatchAgenda.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ meeting: (await at().frozen()).meeting, part: 'agenda', lateReason: REASON }),
      leadsTo: 'dispatched',
    },
    {
      name: 'beginMeeting',
      command: beginMeeting.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ meeting: (await at().dispatched()).meeting }),
      leadsTo: 'inSession',
    },
    {
      name: 'recordAttendance',
      command: recordAttendance.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({
        meeting: (await at().inSession()).meeting,
        attendance: { present: ['Kirsten Vestergaard Holm'], absences: [] },
      }),
      leadsTo: 'inSession',
    },
    {
      name: 'recordDecision',
      command: recordDecision.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => at().decision(await at().inSession()),
      leadsTo: 'inSession',
    },
    {
      name: 'strikeItem',
      command: strikeItem.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => {
        const there = await at().frozen();
        return { meeting: there.meeting, item: there.item, reason: REASON };
      },
      leadsTo: 'frozen',
    },
    {
      name: 'endMeeting',
      command: endMeeting.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => {
        const there = await at().inSession();
        await at().run(recordDecision.run, 'secretary', at().decision(there));
        return { meeting: there.meeting };
      },
      leadsTo: 'ended',
    },
  ];
}
