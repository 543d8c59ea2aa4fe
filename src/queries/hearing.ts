/** A hearing with everything that has happened to it: its parties, its answers, and the text that is heard. */
import { trusted } from 'mongoose';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { HearingContext, Party } from '#machines/hearing/context.ts';
import type { MachineState } from '#machines/run.ts';
import type { CommandDeps } from '#src/context.ts';
import { contentIn, reasonsAmong } from '#src/documents/decision.ts';
import { AnswerDocument, HearingNoteDocument, PartyDocument } from '#src/documents/hearing.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import { headOf, historyOf } from '#src/store/read-stream.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import { reasonOf } from './hearing-timeline.ts';

interface ReceivedAnswer {
  /** The receipt's number. */
  n: number;
  hash: string;
  /** Null where it has been erased. */
  document: AnswerDocument | null;
  late: boolean;
}

export interface HearingParty extends Party {
  /** Null where it has been erased. */
  document: PartyDocument | null;
  /** What became of the invitation: null while nobody has been written to. */
  invitation: Delivery['state'] | null;
  note: string | null;
}

export interface HearingHistory {
  id: string;
  head: TransitionRecord;
  state: MachineState<HearingContext>;
  context: HearingContext;
  records: TransitionRecord[];
  /** The text that is heard; null where it has been erased. */
  content: ItemContent | null;
  item: MachineState<ItemContext>;
  parties: HearingParty[];
  answers: ReceivedAnswer[];
  note: HearingNoteDocument | null;
  /** Of extensions and of a cancellation, by the hash that their events name. */
  reasons: ReadonlyMap<string, string>;
}

type Parts = Pick<CommandDeps, 'collections' | 'contents'>;

/** Reads a hearing and all that it names. @throws Refusal `not-found` (404) for an id of no hearing */
export async function loadHearing(deps: Parts, id: string): Promise<HearingHistory> {
  const { collections, contents } = deps;
  const { records, head } = await historyOf(collections, 'hearing', id);
  const { state } = head;
  const { context } = state;
  const item = await headOf(collections, 'agenda-item', context.item);
  const received = answersIn(records);
  const documents = await contents.readMany([
    context.version,
    ...context.parties.map(({ ref }) => ref),
    ...received.map(({ hash }) => hash),
    ...(context.note === null ? [] : [context.note]),
    ...records.flatMap((record) => reasonOf(record) ?? []),
  ]);
  const invitations = await invitationsOf(deps, id);
  return {
    id,
    head,
    state,
    context,
    records,
    content: contentIn(documents.get(context.version)),
    item: item.state,
    parties: context.parties.map((party) => {
      const invitation = invitations.get(party.party);
      return {
        ...party,
        document: PartyDocument.safeParse(documents.get(party.ref)).data ?? null,
        invitation: invitation?.state ?? null,
        note: invitation?.note ?? null,
      };
    }),
    answers: received.map((answer) => ({
      ...answer,
      document: AnswerDocument.safeParse(documents.get(answer.hash)).data ?? null,
    })),
    note: HearingNoteDocument.safeParse(documents.get(context.note ?? '')).data ?? null,
    reasons: reasonsAmong(documents),
  };
}

/** Answers are numbered in the order in which they were taken; whether one was late shows in the count that it raised. */
export function answersIn(records: readonly TransitionRecord[]): Omit<ReceivedAnswer, 'document'>[] {
  let lateBefore = 0;
  return records.flatMap(({ event, state }) => {
    const { answers, lateAnswers } = state.context as HearingContext;
    const late = lateAnswers > lateBefore;
    lateBefore = lateAnswers;
    return event.type === 'answer' ? [{ n: answers, hash: event.answer, late }] : [];
  });
}

/** The newest invitation of each party, as the ledger has it. */
async function invitationsOf({ collections }: Parts, hearing: string): Promise<Map<string, Delivery>> {
  const rows = await collections.deliveries.find({ _id: trusted({ $gt: `${hearing}.`, $lt: `${hearing}/` }) }).lean();
  const latest = new Map<string, Delivery>();
  for (const row of rows.toSorted((one, other) => one.seq - other.seq)) {
    if (row.effect.kind !== 'mail' || row.effect.params.template !== 'hearing-invitation') continue;
    if ('party' in row.effect.params.about) latest.set(row.effect.params.about.party ?? '', row);
  }
  return latest;
}
