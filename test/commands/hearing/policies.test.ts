/** Who may do what with a hearing: every role, every action, of open and of closed items. */
import { describe, expect, it } from 'vitest';
import { newItem } from '#machines/agenda-item/context.ts';
import { PublicHearingEvent } from '#machines/hearing/events.ts';
import type { Actor } from '#src/auth/actor.ts';
import { hearingActions } from '#src/commands/hearing/registry.ts';
import { type HearingPolicy, mayReadHearing, mayRunHearing } from '#src/policies/hearing-policies.ts';

const OWNER = 'person-owner';
const actor = (person: string, given: Partial<Actor> = {}): Actor => ({
  person,
  name: person,
  roles: [],
  offices: [],
  organs: [],
  standsInFor: [],
  ...given,
});
const CHIEF = { office: 'office-chief', onBehalfOf: null, actions: null, via: 'seat' as const };

const ACTORS = {
  owner: actor(OWNER, { roles: ['officer'] }),
  secretariat: actor('person-secretary', { roles: ['secretariat'] }),
  'another officer': actor('person-other', { roles: ['officer'] }),
  'an approver on its route': actor('person-chief', { roles: ['approver'], offices: [CHIEF] as never }),
  'another approver': actor('person-far', {
    roles: ['approver'],
    offices: [{ ...CHIEF, office: 'office-far' }] as never,
  }),
  'a member of an organ that had it': actor('person-member', { roles: ['member'], organs: ['organ-vpu'] }),
  'a member of another organ': actor('person-elsewhere', { roles: ['member'], organs: ['organ-kb'] }),
  admin: actor('person-admin', { roles: ['admin'] }),
  nobody: actor('person-nobody'),
};
type Who = keyof typeof ACTORS;

const RUNS: Who[] = ['owner', 'secretariat'];
const READS_CLOSED: Who[] = [...RUNS, 'an approver on its route', 'a member of an organ that had it'];
const READS_OPEN: Who[] = [...READS_CLOSED, 'admin'];

const item = (openness: 'open' | 'closed') => ({
  stepIsVacant: false,
  state: {
    value: 'travelling.hearing',
    context: {
      ...newItem({ type: 'create', item: 'item-1', itemType: 'decision', owner: OWNER } as never),
      openness,
      version: { n: 1, hash: 'a'.repeat(64) },
      position: 2,
      route: [
        { id: 's1', kind: 'approval', office: 'office-chief' },
        { id: 's2', kind: 'organ', organ: 'organ-vpu', role: 'recommending' },
        { id: 's3', kind: 'hearing', hearingType: 'general' },
      ],
      treatments: [{ step: 's2', meeting: 'meeting-1', organ: 'organ-vpu', decision: {} }],
    } as never,
  },
});

const verbs = PublicHearingEvent.options
  .map(({ shape }) => shape.type.value)
  .filter((verb): verb is Exclude<typeof verb, 'answer' | 'decline'> => verb !== 'answer' && verb !== 'decline');
type HearingAction = keyof typeof hearingActions | 'plan' | 'read-hearing';
const hearingPolicies = {
  plan: mayRunHearing,
  'read-hearing': mayReadHearing,
  ...Object.fromEntries(Object.values(hearingActions).map(({ event, policy }) => [event, policy])),
} as Record<HearingAction, HearingPolicy>;
const ACTIONS: HearingAction[] = ['plan', ...verbs];
const may = (who: Who, action: HearingAction, openness: 'open' | 'closed') =>
  hearingPolicies[action](ACTORS[who], { item: item(openness) });
const everybody = Object.keys(ACTORS) as Who[];
const OPENNESS = ['open', 'closed'] as const;

describe.each(OPENNESS)('the hearing of an %s item', (openness) => {
  it.each(ACTIONS)('%s is for its officer and the secretariat alone', (action) => {
    expect(everybody.filter((who) => may(who, action, openness).ok)).toEqual(RUNS);
    expect(may('nobody', action, openness)).toEqual({ ok: false, rule: 'only-owner-or-secretariat' });
  });

  it('is read by whoever may read the item', () => {
    const readers = everybody.filter((who) => may(who, 'read-hearing', openness).ok);
    expect(readers.toSorted()).toEqual((openness === 'open' ? READS_OPEN : READS_CLOSED).toSorted());
  });
});
