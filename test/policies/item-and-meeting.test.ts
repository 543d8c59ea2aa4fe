/** Who may do what: every role, every action, in every state of an agenda item and of a meeting. */
import { describe, expect, it } from 'vitest';
import { type ItemContext, newItem } from '#machines/agenda-item/context.ts';
import { agendaItemMachine } from '#machines/agenda-item/machine.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { PublicMeetingEvent } from '#machines/meeting/events.ts';
import { meetingMachine } from '#machines/meeting/machine.ts';
import type { Actor } from '#src/auth/actor.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import { meetingActions } from '#src/commands/meeting/registry.ts';
import { type ItemPolicy, type ItemTarget, mayReadItem, maySaveDraft } from '#src/policies/item-policies.ts';
import { type MeetingPolicy, type MeetingTarget, mayReadMeeting } from '#src/policies/meeting-policies.ts';

const actor = (person: string, given: Partial<Actor> = {}): Actor => ({
  person,
  name: person,
  roles: [],
  offices: [],
  organs: [],
  standsInFor: [],
  ...given,
});
const seat = (office: string) => [{ office, onBehalfOf: null, actions: null, via: 'seat' as const }] as never;

const ACTORS = {
  owner: actor('person-owner', { roles: ['officer'] }),
  'another officer': actor('person-other', { roles: ['officer'] }),
  secretariat: actor('person-secretary', { roles: ['secretariat'] }),
  'the approver of the step': actor('person-chief', { roles: ['approver'], offices: seat('office-chief') }),
  'a later approver': actor('person-director', { roles: ['approver'], offices: seat('office-director') }),
  'an approver elsewhere': actor('person-far', { roles: ['approver'], offices: seat('office-far') }),
  'a member of its organ': actor('person-member', { roles: ['member'], organs: ['organ-oek'] }),
  'a member of another organ': actor('person-elsewhere', { roles: ['member'], organs: ['organ-vpu'] }),
  admin: actor('person-admin', { roles: ['admin'] }),
  nobody: actor('person-nobody'),
};
/** The table of policies: of every action by its descriptor, and of reading and typing. */
type ItemAction = keyof typeof itemActions | 'read-item' | 'save-draft';
const itemPolicies = {
  'read-item': mayReadItem,
  'save-draft': maySaveDraft,
  ...Object.fromEntries(Object.values(itemActions).map(({ event, policy }) => [event, policy])),
} as Record<ItemAction, ItemPolicy>;
const canWithItem = (by: Actor, action: ItemAction, item: ItemTarget) => itemPolicies[action](by, item);

type MeetingAction = keyof typeof meetingActions | 'read-meeting';
const meetingPolicies = {
  'read-meeting': mayReadMeeting,
  ...Object.fromEntries(Object.values(meetingActions).map(({ event, policy }) => [event, policy])),
} as Record<MeetingAction, MeetingPolicy>;
const canWithMeeting = (by: Actor, action: MeetingAction, meeting: MeetingTarget) =>
  meetingPolicies[action](by, meeting);

type Who = keyof typeof ACTORS;
const EVERYBODY = Object.keys(ACTORS) as Who[];

/** Every state that a machine can rest in, as a path. */
function leavesOf({ states = {} }: { states?: Record<string, unknown> }, path: string[] = []): string[] {
  return Object.entries(states).flatMap(([name, node]) => {
    const { states: below = {} } = node as { states?: Record<string, unknown> };
    const here = [...path, name];
    return Object.keys(below).length === 0 ? [here.join('.')] : leavesOf(node as never, here);
  });
}
const ITEM_STATES = leavesOf(agendaItemMachine.config as never);
const MEETING_STATES = leavesOf(meetingMachine.config as never);

const OWNER_AND_SECRETARIAT: Who[] = ['owner', 'secretariat'];
/** The office of the first approval is that of the step in these situations. */
const AUTHOR_CHIEF_SECRETARIAT: Who[] = ['owner', 'secretariat', 'the approver of the step'];
const STEP: Who[] = ['the approver of the step'];
/** Of the actions that do not depend on the state: the machine says when, the policy says who. */
const ITEM_TABLE: Record<
  Exclude<ItemAction, 'read-item' | 'approve' | 'ask' | 'correct' | 'return' | 'skip'>,
  Who[]
> = {
  'save-draft': ['owner'],
  comment: [],
  submit: ['owner'],
  recall: ['owner'],
  reopen: ['owner'],
  reply: ['owner'],
  regret: ['a later approver'],
  amend: OWNER_AND_SECRETARIAT,
  withdraw: OWNER_AND_SECRETARIAT,
  extendRoute: OWNER_AND_SECRETARIAT,
  changeRoute: OWNER_AND_SECRETARIAT,
  handOver: AUTHOR_CHIEF_SECRETARIAT,
  setCoAuthor: AUTHOR_CHIEF_SECRETARIAT,
  assignOrgan: ['secretariat'],
  list: ['secretariat'],
  unlist: ['secretariat'],
};

function itemIn(value: string, openness: 'open' | 'closed', stepIsVacant = false) {
  const atOrgan = value.startsWith('travelling.organ');
  const listed = /listed|dispatched|treated/.test(value);
  const context = {
    ...newItem({ type: 'create', item: 'item-1', itemType: 'decision', owner: 'person-owner' } as never),
    openness,
    version: value === 'draft' ? null : { n: 1, hash: 'a'.repeat(64) },
    route: [
      { id: 's1', kind: 'approval', office: 'office-chief' },
      { id: 's2', kind: 'approval', office: 'office-director' },
      { id: 's3', kind: 'organ', organ: 'organ-oek', role: 'deciding' },
    ],
    position: atOrgan ? 2 : 0,
    approvals: [{ step: 's2', by: { person: 'person-director', office: 'office-director', onBehalfOf: null } }],
    listing: listed ? { meeting: 'meeting-1', organ: 'organ-oek', part: 'agenda', frozen: true, report: 1 } : null,
    treatments:
      value === 'signature' || value === 'completed'
        ? [{ step: 's3', meeting: 'meeting-1', organ: 'organ-oek', decision: {} }]
        : [],
  };
  return { stepIsVacant, state: { value, context: context as unknown as ItemContext } };
}

const allowed = (may: (who: Who) => { ok: boolean }): Who[] => EVERYBODY.filter((who) => may(who).ok);

describe.each(ITEM_STATES)('an item in %s', (value) => {
  it.each(Object.keys(ITEM_TABLE) as (keyof typeof ITEM_TABLE)[])('%s', (action) => {
    for (const openness of ['open', 'closed'] as const) {
      const item = itemIn(value, openness);
      expect(allowed((who) => canWithItem(ACTORS[who], action, item))).toEqual(
        EVERYBODY.filter((who) => ITEM_TABLE[action].includes(who)),
      );
    }
  });

  it('is approved, corrected, returned and asked about by the office of the step alone', () => {
    const item = itemIn(value, 'open');
    const wanted = value.startsWith('travelling.organ') ? [] : STEP;
    for (const action of ['approve', 'correct', 'return', 'ask'] as const)
      expect(allowed((who) => canWithItem(ACTORS[who], action, item))).toEqual(wanted);
  });

  it('has a step skipped by the secretariat, and only where nobody can act', () => {
    expect(allowed((who) => canWithItem(ACTORS[who], 'skip', itemIn(value, 'open', true)))).toEqual(['secretariat']);
    expect(allowed((who) => canWithItem(ACTORS[who], 'skip', itemIn(value, 'open')))).toEqual([]);
  });

  it('is read by those on its way, by members once it is sent to them, and by admins where it is open', () => {
    const onItsWay: Who[] = ['owner', 'secretariat', 'the approver of the step', 'a later approver'];
    const sent = /dispatched|treated|signature|completed/.test(value);
    const members: Who[] = sent ? ['a member of its organ'] : [];
    const admins: Who[] = value === 'draft' ? [] : ['admin'];
    expect(allowed((who) => canWithItem(ACTORS[who], 'read-item', itemIn(value, 'closed')))).toEqual([
      ...onItsWay,
      ...members,
    ]);
    expect(allowed((who) => canWithItem(ACTORS[who], 'read-item', itemIn(value, 'open')))).toEqual([
      ...onItsWay,
      ...members,
      ...admins,
    ]);
  });
});

describe('an item with a co-author, whose officer is away', () => {
  const base = itemIn('draft', 'closed');
  const item = { ...base, state: { ...base.state, context: { ...base.state.context, coAuthors: ['person-co'] } } };
  const writes = [
    'save-draft',
    'submit',
    'recall',
    'reopen',
    'reply',
    'amend',
    'withdraw',
    'handOver',
    'read-item',
  ] as const;

  it('is the co-author’s to do with what its officer may, in the co-author’s own name', () => {
    const verdict = (action: (typeof writes)[number]) => canWithItem(actor('person-co'), action, item);
    for (const action of writes) expect(verdict(action)).toMatchObject({ ok: true, by: { person: 'person-co' } });
  });

  it('is the substitute’s, on behalf of the officer', () => {
    const substitute = actor('person-sub', { standsInFor: ['person-owner'] });
    for (const action of writes.filter((one) => one !== 'read-item')) {
      expect(canWithItem(substitute, action, item)).toEqual({
        ok: true,
        by: { person: 'person-sub', office: null, onBehalfOf: 'person-owner' },
      });
    }
    expect(canWithItem(substitute, 'read-item', item).ok).toBe(true);
  });

  it('is nobody’s who stands in for somebody else', () => {
    const other = actor('person-sub', { standsInFor: ['person-other'] });
    expect(writes.filter((action) => canWithItem(other, action, item).ok)).toEqual([]);
  });
});

describe('an item under review', () => {
  const reviewed = (reviewers: object, answered: string[] = []) => {
    const item = itemIn('travelling.approval', 'closed');
    const { context } = item.state;
    const step = { id: 's1', kind: 'review', reviewers, days: 5 } as const;
    const route = [step, ...context.route.slice(1)] as typeof context.route;
    const reviews = [{ step: 's1', round: context.round, until: '', answered }];
    return { ...item, state: { value: 'travelling.review', context: { ...context, route, reviews } } };
  };
  const may = (action: ItemAction, item: ItemTarget) => allowed((who) => canWithItem(ACTORS[who], action, item));

  it('is read and answered by the people who are named', () => {
    const item = reviewed({ people: ['person-nobody', 'person-far'] });
    expect(may('comment', item)).toEqual(['an approver elsewhere', 'nobody']);
    expect(may('read-item', item)).toEqual([
      'owner',
      'secretariat',
      'a later approver',
      'an approver elsewhere',
      'nobody',
    ]);
  });

  it('is read and answered by the members of the organ that is named, by none of another', () => {
    const item = reviewed({ organ: 'organ-vpu' });
    expect(may('comment', item)).toEqual(['a member of another organ']);
    expect(may('read-item', item)).toContain('a member of another organ');
    expect(may('read-item', item)).not.toContain('a member of its organ');
  });

  it('is answered once by each, and still read', () => {
    const item = reviewed({ people: ['person-nobody'] }, ['person-nobody']);
    expect(canWithItem(ACTORS.nobody, 'comment', item)).toEqual({ ok: false, rule: 'not-answered-before' });
    expect(canWithItem(ACTORS.owner, 'comment', item)).toEqual({ ok: false, rule: 'only-who-is-asked' });
    expect(may('read-item', item)).toContain('nobody');
  });

  it('is not read by reviewers before it is their turn', () => {
    const { state, ...item } = reviewed({ organ: 'organ-oek' });
    const later = [...state.context.route.slice(1), ...state.context.route.slice(0, 1)];
    const early = { ...item, state: { ...state, context: { ...state.context, route: later } } };
    expect(may('read-item', early)).toEqual(['owner', 'secretariat', 'a later approver']);
  });
});

it('no action on an item is left out of the table', () => {
  const apart = ['read-item', 'approve', 'ask', 'correct', 'return', 'skip'];
  expect([...Object.keys(ITEM_TABLE), ...apart].toSorted()).toEqual(Object.keys(itemPolicies).toSorted());
});

/** @param wasSent whether its agenda was dispatched: a meeting that was called off remembers it */
const meetingIn = (value: string, signers: string[] = [], wasSent = false) => ({
  state: {
    value,
    context: {
      organ: 'organ-oek',
      parts: [{ id: 'agenda', phase: wasSent ? 'dispatched' : 'collecting' }],
      signatures: { signers: signers.map((person) => ({ person, answer: null })) },
    } as unknown as MeetingContext,
  },
});

it('a meeting that was cancelled is read by its members if its agenda was sent to them', () => {
  const reads = (wasSent: boolean) =>
    canWithMeeting(ACTORS['a member of its organ'], 'read-meeting', meetingIn('cancelled', [], wasSent)).ok;
  expect([reads(false), reads(true)]).toEqual([false, true]);
});

describe.each(MEETING_STATES)('a meeting in %s', (value) => {
  const verbs = PublicMeetingEvent.options.map(({ shape }) => shape.type.value) as MeetingAction[];

  it.each(verbs.filter((verb) => verb !== 'sign' && verb !== 'refuse'))('%s', (action) => {
    expect(allowed((who) => canWithMeeting(ACTORS[who], action, meetingIn(value)))).toEqual(['secretariat']);
  });

  it('is signed by whoever is asked, and by nobody for another; the secretariat may note a refusal', () => {
    const may = (action: MeetingAction, signers: string[]) =>
      allowed((who) => canWithMeeting(ACTORS[who], action, meetingIn(value, signers)));
    expect(may('sign', ['person-elsewhere'])).toEqual(['a member of another organ']);
    expect(may('refuse', ['person-elsewhere'])).toEqual(
      EVERYBODY.filter((who) => who === 'a member of another organ' || who === 'secretariat'),
    );
    // As long as nobody is asked, it is the state that forbids it.
    for (const action of ['sign', 'refuse'] as const) expect(may(action, [])).toEqual(EVERYBODY);
  });

  it('is read by those who work with meetings, by its members once the agenda is sent, and by whoever signs', () => {
    const work: Who[] = EVERYBODY.filter((who) =>
      ACTORS[who].roles.some((role) => ['officer', 'secretariat', 'approver', 'admin'].includes(role)),
    );
    const sent = ['dispatched', 'inSession', 'ended', 'signing', 'signed'].includes(value);
    const readers = (more: Who[]) => EVERYBODY.filter((who) => work.includes(who) || more.includes(who));
    const may = (signers: string[]) =>
      allowed((who) => canWithMeeting(ACTORS[who], 'read-meeting', meetingIn(value, signers)));
    expect(may([])).toEqual(readers(sent ? ['a member of its organ'] : []));
    expect(may(['person-elsewhere'])).toEqual(
      readers(['a member of another organ', ...(sent ? (['a member of its organ'] as const) : [])]),
    );
  });
});
