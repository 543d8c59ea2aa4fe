/** What waits for a person, by the roles the person has, longest waiting first. */
import { trusted } from 'mongoose';
import { hasTag, statesWith, statesWithout } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import { itemTarget } from '#src/commands/item/item-action.ts';
import type { CommandDeps } from '#src/context.ts';
import type { Directory } from '#src/people/directory.ts';
import { capacityFor, vacantOffices } from '#src/people/offices.ts';
import { byApprover } from '#src/policies/approval-policies.ts';
import { awayAuthor } from '#src/policies/item-policies.ts';
import { handlesItems, isSecretariat } from '#src/policies/roles.ts';
import { readerKeysOf } from '#src/readers/reader-keys.ts';
import { atOffices, UNFINISHED } from '#src/store/item-filters.ts';
import type { ItemRow, MeetingRow } from '#src/store/projections.ts';
import { answersAwaited } from './awaited-answers.ts';
import { type ItemName, namesOf, UNTITLED } from './item-titles.ts';
import { writtenBy } from './written-by.ts';

type Parts = Pick<CommandDeps, 'collections' | 'contents'>;

export interface ItemTask extends ItemName {
  item: string;
  state: string;
  /** ISO instant of the latest transition: since then it has waited. */
  since: string;
  openness: 'open' | 'closed';
  /** Id of the office or organ it waits for, or null. */
  holder: string | null;
  /** It has been sent before and came back. */
  cameBack: boolean;
  /** In whose place the actor would act; null in one's own. */
  onBehalfOf: string | null;
}

/** An item that waits for an answer of the actor's. */
export interface AnswerTask extends ItemTask {
  /** The action with which it is answered. */
  action: string;
  /** ISO instant until which the answer is in time; null for none. */
  until: string | null;
}

export interface MeetingTask {
  meeting: string;
  organ: string;
  date: string;
  startsAt: string;
  state: string;
  since: string;
  items: number;
  undecided: number;
  /** Signers who have not answered; 0 where nobody is asked. */
  unsigned: number;
}

export interface Tasks {
  /** Protocols that wait for the actor's own signature; null where there are none and the actor is in no organ. */
  signatures: MeetingTask[] | null;
  /** Approvals of the offices the actor acts for; null without such an office. */
  approvals: ItemTask[] | null;
  /** What the actor was asked beside an item, and has not answered. */
  answers: AnswerTask[];
  /** Drafts and returned items that the actor writes, alone, with others or for somebody away; null for somebody who writes none. */
  drafts: ItemTask[] | null;
  /** Items that the actor writes, on their way. */
  underway: ItemTask[] | null;
  /** Items that no agenda has yet; null outside the secretariat. */
  waiting: ItemTask[] | null;
  /** Items at an office that nobody at all can act for; null outside the secretariat. */
  vacant: ItemTask[] | null;
  /** Meetings whose protocol is not signed yet; null outside the secretariat. */
  meetings: MeetingTask[] | null;
  /** Meetings of the actor's organs that are dispatched or in session; null for somebody in no organ. */
  invitations: MeetingTask[] | null;
}

const LIMIT = 200;
const isDraft = (state: string) => hasTag('agenda-item', state, 'drafting');

/** @param now decides who acts for an office today */
export async function tasksOf(deps: Parts, directory: Directory, actor: Actor, now: Date): Promise<Tasks> {
  const { items, meetings } = deps.collections;
  const offices = actor.offices.filter((one) => one.actions === null || one.actions.includes('approve'));
  const itemsWhere = (filter: object) => items.find(filter).sort({ at: 1 }).limit(LIMIT).lean();
  const meetingsWhere = (filter: object) => meetings.find(filter).sort({ date: 1 }).limit(LIMIT).lean();

  const [signatures, approvals, asking, own, waiting, vacant, unfinished, invitations] = await Promise.all([
    meetingsWhere(awaitsSignatureOf(actor.person)),
    offices.length > 0 ? itemsWhere(atOffices(offices.map(({ office }) => office))) : null,
    itemsWhere({ waitsForAnswerOf: trusted({ $in: readerKeysOf(actor) }) }),
    handlesItems(actor) ? itemsWhere({ ...writtenBy(actor), ...UNFINISHED }) : null,
    isSecretariat(actor) ? itemsWhere({ state: trusted({ $in: statesWith('agenda-item', 'awaits-agenda') }) }) : null,
    isSecretariat(actor) ? itemsWhere(atOffices(vacantOffices(directory, now))) : null,
    isSecretariat(actor) ? meetingsWhere({ state: trusted({ $in: statesWithout('meeting', 'at-rest') }) }) : null,
    actor.organs.length > 0
      ? meetingsWhere({
          organ: trusted({ $in: [...actor.organs] }),
          state: trusted({ $in: statesWith('meeting', 'calls-members') }),
        })
      : null,
  ]);
  const mayAsk = new Map([...asking, ...(own ?? [])].map((row) => [row._id, row]));
  const asked = [...mayAsk.values()].flatMap((row) =>
    answersAwaited(actor, directory, row, now).map((answer) => ({ row, answer })),
  );
  const mayApprove = approvals?.filter(
    ({ state: value, context }) => byApprover(actor, itemTarget(directory, { value, context }, now)).ok,
  );
  const rows = [mayApprove, asked.map(({ row }) => row), own, waiting, vacant].flatMap((list) => list ?? []);
  const names = await namesOf(deps, rows);
  const tasks = (list: ItemRow[] | null | undefined, isApproval = false) =>
    list?.map((row) => itemTask(row, names, actor, isApproval)) ?? null;
  return {
    signatures: signatures.length > 0 || actor.organs.length > 0 ? signatures.map(meetingTask) : null,
    approvals: tasks(mayApprove, true),
    answers: asked.map(({ row, answer }) => ({ ...itemTask(row, names, actor), ...answer })),
    drafts: tasks(own?.filter(({ state }) => isDraft(state))),
    underway: tasks(own?.filter(({ state }) => !isDraft(state))),
    waiting: tasks(waiting),
    vacant: tasks(vacant),
    meetings: unfinished?.map(meetingTask) ?? null,
    invitations: invitations?.map(meetingTask) ?? null,
  };
}

/** The rows of meetings whose protocol somebody has been asked to sign and has not answered. */
export const awaitsSignatureOf = (person: string) => ({
  state: trusted({ $in: statesWith('meeting', 'awaits-signatures') }),
  'context.signatures.signers': trusted({ $elemMatch: { person, answer: null } }),
});

function itemTask(row: ItemRow, names: Map<string, ItemName>, actor: Actor, isApproval = false): ItemTask {
  const { _id: item, state, at: since, context, waitsForOffice, waitsForOrgan } = row;
  const capacity = waitsForOffice ? capacityFor(actor.offices, waitsForOffice, 'approve') : null;
  return {
    item,
    ...(names.get(item) ?? UNTITLED),
    state,
    since,
    openness: context.openness,
    holder: waitsForOffice ?? waitsForOrgan ?? context.listing?.organ ?? null,
    cameBack: isDraft(state) && context.round > 0,
    onBehalfOf: isApproval ? (capacity?.onBehalfOf ?? null) : awayAuthor(actor, context),
  };
}

/** What a list says of a meeting; items that were struck do not count. */
export function meetingTask({ _id: meeting, organ, date, state, at, context }: MeetingRow): MeetingTask {
  const onAgenda = context.items.filter(({ struck }) => !struck);
  return {
    meeting,
    organ,
    date,
    startsAt: context.startsAt,
    state,
    since: at,
    items: onAgenda.length,
    undecided: onAgenda.filter(({ decision }) => decision === null).length,
    unsigned: context.signatures.signers.filter(({ answer }) => answer === null).length,
  };
}
