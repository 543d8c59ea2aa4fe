/** Everything one meeting's page shows, for one reader: what the reader may not read of an item is left out here. */

import { trusted } from 'mongoose';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { AGENDA, type ListedItem, type MeetingContext } from '#machines/meeting/context.ts';
import type { MachineState } from '#machines/run.ts';
import { statesWith } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import { contentIn, DecisionDocument, RecommendationDocument } from '#src/documents/decision.ts';
import type { ItemContent, SubItem } from '#src/documents/item-content.ts';
import type { RoutePlace } from '#src/documents/outcomes.ts';
import { isSecretariat } from '#src/policies/roles.ts';
import type { ItemRow } from '#src/store/projections.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import { type ItemName, namesOf, UNTITLED } from './item-titles.ts';
import { meetingFor, rowsOnAgenda } from './meeting-agenda.ts';

export interface AgendaEntry extends ListedItem {
  /** Null where the reader may not read the item. */
  name: ItemName | null;
  openness: 'open' | 'closed';
  type: ItemContext['type'];
  /** The at-clauses to decide on; empty where the reader may not read them. */
  clauses: string[];
  /** What of it is decided on by itself; empty where the reader may not read them. */
  subItems: SubItem[];
  /** Where this treatment stands on the item's route. */
  place: RoutePlace;
  /** The step after this treatment; null where the route ends here. */
  next: RouteStep | null;
  owner: string;
  /** What has been decided; null before that, or where the reader may not read it. */
  decided: DecisionDocument | null;
}

export interface MeetingView {
  state: MachineState<MeetingContext>;
  seq: number;
  agenda: AgendaEntry[];
  /** Items that are on their way on to this agenda: listed, and the meeting has not received that yet. */
  arriving: { item: string; name: ItemName | null }[];
  /** Items that wait for this organ; only for whoever may list them. */
  waiting: { item: string; name: ItemName | null; since: string }[];
  history: TransitionRecord[];
}

type Parts = Pick<CommandDeps, 'collections' | 'contents'>;

/** @throws Refusal 404 for an unknown meeting, 403 `not-for-your-eyes` */
export async function meetingView(deps: Parts, actor: Actor, meeting: string): Promise<MeetingView> {
  const { items } = deps.collections;
  const { state, history, seq, mayReadItem } = await meetingFor(deps, actor, meeting);
  const onAgenda = state.context.items.map(({ item }) => item);
  const [rows, arriving, waiting] = await Promise.all([
    rowsOnAgenda(deps, state.context),
    items
      .find({
        _id: trusted({ $nin: onAgenda }),
        atMeeting: meeting,
        state: trusted({ $in: statesWith('agenda-item', 'on-unsent-agenda') }),
      })
      .lean(),
    isSecretariat(actor)
      ? items
          .find({
            state: trusted({ $in: statesWith('agenda-item', 'awaits-agenda') }),
            waitsForOrgan: state.context.organ,
          })
          .sort({ at: 1 })
          .limit(100)
          .lean()
      : [],
  ]);
  const names = await namesOf(deps, [...rows, ...arriving, ...waiting].filter(mayReadItem));
  const nameOf = (item: string) => names.get(item) ?? null;
  return {
    state,
    seq,
    agenda: await agendaOf(deps, state.context, new Map(rows.map((row) => [row._id, row])), names),
    arriving: arriving.map(({ _id: item }) => ({ item, name: nameOf(item) })),
    waiting: waiting.map(({ _id: item, at }) => ({ item, name: nameOf(item), since: at })),
    history,
  };
}

async function agendaOf(
  { contents }: Pick<Parts, 'contents'>,
  { meeting, items }: MeetingContext,
  rows: Map<string, ItemRow>,
  names: Map<string, ItemName>,
): Promise<AgendaEntry[]> {
  // From freeze on the pinned version counts; before that the one that stands.
  const versionOf = ({ item, version }: ListedItem) => version ?? rows.get(item)?.context.version?.hash ?? '';
  const documents = await contents.readMany(
    items
      .flatMap((listed) => [versionOf(listed), listed.decision?.hash, addedRecommendation(rows.get(listed.item))])
      .filter((hash): hash is string => hash !== undefined && hash !== ''),
  );
  return items.map((listed) => {
    const row = rows.get(listed.item);
    const mayKnow = names.has(listed.item);
    const content = contentIn(documents.get(versionOf(listed)));
    const decision = DecisionDocument.safeParse(documents.get(listed.decision?.hash ?? ''));
    const added = RecommendationDocument.safeParse(documents.get(addedRecommendation(row) ?? ''));
    const recommendation = added.success ? added.data.recommendation : content?.recommendation;
    return {
      ...listed,
      name: mayKnow ? nameIn(content) : null,
      openness: row?.context.openness ?? 'open',
      type: row?.context.type ?? 'decision',
      clauses: mayKnow ? (recommendation?.clauses ?? []) : [],
      subItems: mayKnow ? (content?.subItems ?? []) : [],
      ...placeOnRoute(row, meeting),
      owner: row?.context.owner ?? '',
      decided: mayKnow && decision.success ? decision.data : null,
    };
  });
}

/** A recommendation that came with an extension of the route goes before the text's own, from the step it was made for. */
function addedRecommendation(row: ItemRow | undefined): string | undefined {
  if (row === undefined) return undefined;
  const { route, position, recommendations } = row.context;
  const reached = new Set(route.slice(0, position + 1).map(({ id }) => id));
  return recommendations.findLast(({ step }) => reached.has(step))?.hash;
}

/** While the meeting treats it, an item stands at its current step; afterwards at the one that the meeting treated. */
function placeOnRoute(row: ItemRow | undefined, meeting: string): Pick<AgendaEntry, 'place' | 'next'> {
  if (row === undefined) return { place: { role: 'deciding', hasLater: false }, next: null };
  const { route, position, treatments } = row.context;
  const treated = treatments.findLast((each) => each.meeting === meeting)?.step;
  const place = treated === undefined ? position : route.findIndex(({ id }) => id === treated);
  const [step, next = null] = [route[place], route[place + 1]];
  return { place: { role: step?.kind === 'organ' ? step.role : 'deciding', hasLater: next !== null }, next };
}

const nameIn = (content: ItemContent | null): ItemName =>
  content ? { title: content.title || UNTITLED.title, caseNumber: content.caseNumber } : UNTITLED;

/** The parts of a meeting with their items, the agenda first. */
export const partsWithItems = ({ context }: MeetingView['state'], agenda: readonly AgendaEntry[]) =>
  context.parts.map((part) => ({
    ...part,
    isMain: part.id === AGENDA,
    entries: agenda.filter((entry) => entry.part === part.id),
  }));
