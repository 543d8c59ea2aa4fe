/** The commands of a meeting's live day and of an item's changed way, as rows of the same table. */
import { changeRoute } from '#src/commands/item/change-route.ts';
import { spinOffItem } from '#src/commands/item/spin-off.ts';
import { rescheduleMeeting } from '#src/commands/meeting/reschedule.ts';
import { reviewAgenda } from '#src/commands/meeting/review.ts';
import { takeUpItem } from '#src/commands/meeting/take-up.ts';
import type { Row } from './rows.ts';
import { ORGANS_ONLY, REASON, type Situations } from './situations.ts';
import { type Town, textOf, type Who } from './town.ts';

const notTheirs = (rule: string, ...people: Who[]) => people.map((who): [Who, string] => [who, rule]);
const notSecretariat = notTheirs('only-the-secretariat', 'officer', 'chief', 'member', 'admin');

export const withSubItems = (title = 'Punkter til drøftelse') => ({
  ...textOf(title),
  subItems: [
    { id: 'sub-1', title: 'Sygefravær', start: '09:00', end: '09:30' },
    { id: 'sub-2', title: 'Budgetopfølgning', start: null, end: null },
  ],
});

export function meetingRows(parts: { town(): Town; at(): Situations }): Row[] {
  const { town, at } = parts;
  return [
    {
      name: 'rescheduleMeeting',
      command: rescheduleMeeting.run,
      by: 'secretary',
      notBy: notSecretariat,
      given: async () => ({ meeting: await at().meeting(), date: '2023-12-06', startsAt: '09:00', place: 'Grenaa' }),
      leadsTo: 'planned',
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
      name: 'changeRoute',
      command: changeRoute.run,
      by: 'officer',
      notBy: notTheirs('only-owner-or-secretariat', 'chief', 'otherOfficer', 'member'),
      given: async () => {
        const item = await town().submitted();
        const { route } = await town().context(item);
        const kept = route.map(({ id, ...step }) => ({ id, step }));
        return { item, steps: [...kept, { id: null, step: { kind: 'organ', organ: 'organ-hu', role: 'orienting' } }] };
      },
      leadsTo: 'travelling.approval',
    },
    {
      name: 'spinOffItem',
      command: spinOffItem,
      by: 'officer',
      notBy: notTheirs('only-officers', 'chief', 'member', 'admin'),
      given: async () => ({ item: await town().submitted(ORGANS_ONLY, withSubItems()), subItem: 'sub-2' }),
      leadsTo: 'draft',
    },
  ];
}
