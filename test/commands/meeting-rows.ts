/** The commands on a meeting, as rows of the table. */
import { addPart } from '#src/commands/meeting/add-part.ts';
import { beginMeeting } from '#src/commands/meeting/begin.ts';
import { callOffMeeting } from '#src/commands/meeting/call-off.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { endMeeting } from '#src/commands/meeting/end.ts';
import { freezeAgenda } from '#src/commands/meeting/freeze.ts';
import { orderItems } from '#src/commands/meeting/order.ts';
import { planMeeting } from '#src/commands/meeting/plan.ts';
import { recallProtocol } from '#src/commands/meeting/recall-protocol.ts';
import { recordAttendance } from '#src/commands/meeting/record-attendance.ts';
import { recordDecision } from '#src/commands/meeting/record-decision.ts';
import { requestSignatures } from '#src/commands/meeting/request-signatures.ts';
import { rescheduleMeeting } from '#src/commands/meeting/reschedule.ts';
import { reviewAgenda } from '#src/commands/meeting/review.ts';
import { strikeItem } from '#src/commands/meeting/strike.ts';
import { takeUpItem } from '#src/commands/meeting/take-up.ts';
import { thawAgenda } from '#src/commands/meeting/thaw.ts';
import { notSecretariat, type Row, type RowParts } from './row.ts';
import { ORGANS_ONLY, REASON } from './situations.ts';

export function meetingRows({ town, at }: RowParts): Row[] {
  return [
    {
      name: 'planMeeting',
      command: planMeeting,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ organ: 'organ-kb', date: '2029-12-11', startsAt: '17:00' }),
      leadsTo: 'planned',
    },
    {
      name: 'rescheduleMeeting',
      command: rescheduleMeeting.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ meeting: await at().meeting(), date: '2029-12-05', startsAt: '09:00', place: 'Grenaa' }),
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
      name: 'reviewAgenda',
      command: reviewAgenda.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ meeting: (await at().listed()).meeting }),
      leadsTo: 'reviewed',
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
        // The situation has recorded one already.
        basis: 1,
        attendance: { present: ['Kirsten Vestergaard Holm'], absences: [] },
      }),
      leadsTo: 'inSession',
    },
    {
      name: 'takeUpItem',
      command: takeUpItem.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => {
        const { meeting } = await at().inSession();
        return { meeting, item: await town().submitted(ORGANS_ONLY), reason: REASON };
      },
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
      name: 'callOffMeeting',
      command: callOffMeeting.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ meeting: (await at().dispatched()).meeting, reason: REASON }),
      leadsTo: 'cancelled',
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
    {
      name: 'requestSignatures',
      command: requestSignatures.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ meeting: (await at().ended()).meeting }),
      leadsTo: 'signing',
    },
    {
      name: 'recallProtocol',
      command: recallProtocol.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ meeting: (await at().signing()).meeting, reason: REASON }),
      leadsTo: 'ended',
    },
  ];
}
