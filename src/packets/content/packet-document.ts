/** Puts together what a packet holds, from the meeting and the items on its agenda. No reader is asked for: the variant is the reader. */
import { AGENDA, type ListedItem, type MeetingContext, type Part } from '#machines/meeting/context.ts';
import { hasTag } from '#machines/states.ts';
import { type Config, municipalityOf } from '#src/config.ts';
import type { CommandDeps } from '#src/context.ts';
import type { Situation } from '#src/documents/openness-here.ts';
import { notFound, Refusal } from '#src/errors.ts';
import { localDay } from '#src/people/local-day.ts';
import { documentOf, publicDecision, versionContent } from '#src/queries/item.ts';
import {
  decidedBefore,
  lateReasonsOf,
  listedPrint,
  type Paper,
  partTitle,
  printedHead,
} from '#src/queries/printed-meeting.ts';
import { historyOf } from '#src/store/read-stream.ts';
import { PacketDocument, type PacketItem, type Scope, type Variant } from '../document.ts';
import { itemForReaders, withoutText } from './reader.ts';

export type PacketDocumentDeps = Pick<CommandDeps, 'collections' | 'contents' | 'directory' | 'clock'> & {
  config: Pick<Config, 'MUNICIPALITY' | 'DEMO'>;
};

export interface PacketWanted {
  meeting: string;
  scope: Scope;
  variant: Variant;
}

interface Building extends PacketWanted {
  context: MeetingContext;
  paper: Paper;
  situation: Situation;
  lateReasons: ReadonlyMap<string, string>;
}

/**
 * What the packet holds at this moment. Openness is judged for today (Europe/Copenhagen) and for the organ that meets.
 * @throws Refusal `not-found` (404) for an unknown meeting, part or item; `packet-needs-freeze` (409) where nothing of what is wanted
 * is frozen and it is no draft that is wanted
 */
export async function packetDocument(deps: PacketDocumentDeps, wanted: PacketWanted): Promise<PacketDocument> {
  const { meeting, scope, variant } = wanted;
  const [{ head }, directory, now] = await Promise.all([
    historyOf(deps.collections, 'meeting', meeting),
    deps.directory.current(),
    deps.clock.now(),
  ]);
  const { context, value } = head.state;
  // A protocol that may still be corrected is not printed for anybody.
  const isWritten = hasTag('meeting', value, 'over') && !hasTag('meeting', value, 'protocol-in-the-making');
  const lateReasons = await lateReasonsOf(deps, context);
  const building: Building = {
    ...wanted,
    context,
    paper: isWritten ? 'protocol' : 'agenda',
    situation: { organ: context.organ, today: localDay(now) },
    lateReasons,
  };
  const listed = itemsWanted(building);
  const items = await Promise.all(listed.map((one) => itemOf(deps, building, one)));
  const shown = new Set(items.filter(saysWhyLate(variant)).map(({ part }) => part));
  return PacketDocument.parse({
    kind: 'packet',
    meeting,
    scope,
    variant,
    paper: building.paper,
    municipality: municipalityOf(deps.config) ?? null,
    ...printedHead(directory, context),
    day: context.date,
    parts: context.parts
      .filter(({ id }) => items.some(({ part }) => part === id))
      .map(({ id }) => ({
        id,
        title: partTitle(id, context.parts),
        lateReason: shown.has(id) ? (lateReasons.get(id) ?? null) : null,
      })),
    items,
  });
}

/** Why a part came late is said in words about its items: where the public may read none of them, it reads no reason either. */
const saysWhyLate =
  (variant: Variant) =>
  ({ openness }: PacketItem): boolean =>
    variant !== 'public' || openness === 'open';

/** What is not frozen may still change, so that only a draft holds it. */
function itemsWanted({ context, scope, variant }: Building): ListedItem[] {
  const { parts, items } = context;
  if (scope.kind === 'part' && !parts.some(({ id }) => id === scope.part)) throw notFound('page');
  const wanted = items.filter(
    ({ item, part }) =>
      scope.kind === 'all' ||
      (scope.kind === 'part' && part === scope.part) ||
      (scope.kind === 'item' && item === scope.item),
  );
  if (scope.kind === 'item' && wanted.length === 0) throw notFound('agenda-item');
  if (variant === 'draft') return wanted;
  const frozen = new Set(parts.filter((part) => isReadyFor(part, scope)).map(({ id }) => id));
  const ready = wanted.filter(({ part }) => frozen.has(part));
  if (ready.length === 0) throw new Refusal('packet-needs-freeze', 409);
  return ready;
}

/** A supplement that has been frozen is a packet by itself; to the whole it comes when it is sent, because the whole may be sent before. */
const isReadyFor = ({ id, phase }: Part, scope: Scope): boolean =>
  scope.kind === 'all' && id !== AGENDA ? phase === 'dispatched' : phase !== 'open';

async function itemOf(deps: PacketDocumentDeps, building: Building, listed: ListedItem): Promise<PacketItem> {
  const { meeting, context, paper, variant, situation, lateReasons } = building;
  const number = listed.number === null ? null : String(listed.number);
  const place = { item: listed.item, number, part: listed.part };
  const print = await listedPrint(deps, meeting, listed, paper, lateReasons.get(listed.part) ?? null);
  if (print === null) return withoutText({ ...place, item: variant === 'public' ? null : listed.item });
  const { history, content, document, note } = print;
  return itemForReaders(
    {
      ...place,
      labelled: number ?? String(context.items.indexOf(listed) + 1),
      content,
      newest: versionContent(history, history.context.version?.hash ?? '') ?? content,
      document,
      publicDecisions: decidedBefore(documentOf(history, content, publicDecision), history, meeting, paper).rounds,
      struck: listed.struck,
      note,
    },
    variant,
    situation,
  );
}
