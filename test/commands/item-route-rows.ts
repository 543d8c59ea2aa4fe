/** The commands that say where an item goes, as rows of the table: its route, the agendas it is put on, and what grows out of it. */
import { assignOrgan } from '#src/commands/item/assign-organ.ts';
import { changeRoute } from '#src/commands/item/change-route.ts';
import { extendRoute } from '#src/commands/item/extend-route.ts';
import { listItem } from '#src/commands/item/list.ts';
import { reopenItem } from '#src/commands/item/reopen.ts';
import { spinOffItem } from '#src/commands/item/spin-off.ts';
import { unlistItem } from '#src/commands/item/unlist.ts';
import { withdrawItem } from '#src/commands/item/withdraw.ts';
import { notOwner, notSecretariat, notTheirs, type Row, type RowParts } from './row.ts';
import { ORGANS_ONLY, REASON } from './situations.ts';
import { planOf, textOf } from './town.ts';

export const withSubItems = (title = 'Punkter til drøftelse') => ({
  ...textOf(title),
  subItems: [
    { id: 'sub-1', title: 'Sygefravær', start: '09:00', end: '09:30' },
    { id: 'sub-2', title: 'Budgetopfølgning', start: null, end: null },
  ],
});

export function itemRouteRows({ town, at }: RowParts): Row[] {
  return [
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
      name: 'spinOffItem',
      command: spinOffItem,
      by: 'officer',
      notBy: notTheirs('only-officers', 'chief', 'member', 'admin'),
      given: async () => ({ item: await town().submitted(ORGANS_ONLY, withSubItems()), subItem: 'sub-2' }),
      leadsTo: 'draft',
    },
  ];
}
