/** An agenda item with everything it has been through, and the document that is printed of it at any moment. */
import { currentStep, type ItemContext, type Treatment } from '#machines/agenda-item/context.ts';
import type { MachineState } from '#machines/run.ts';
import type { CommandDeps } from '#src/context.ts';
import { contentIn, DecisionDocument, RecommendationDocument } from '#src/documents/decision.ts';
import { DraftBody } from '#src/documents/draft-body.ts';
import type { ItemContent, Recommendation } from '#src/documents/item-content.ts';
import {
  type ItemDocument,
  type PrintedDecision,
  itemDocument as printedDocument,
  type Round,
} from '#src/documents/item-document.ts';
import { subDecisionPrinted } from '#src/documents/sub-items.ts';
import { historyOf } from '#src/store/read-stream.ts';
import { hashJson, type TransitionRecord } from '#src/store/record.ts';

export type ItemDeps = Pick<CommandDeps, 'collections' | 'contents'>;

export interface ItemHistory {
  id: string;
  head: TransitionRecord;
  state: MachineState<ItemContext>;
  context: ItemContext;
  /** Every transition, first to last. */
  records: TransitionRecord[];
  /** Documents by hash, as stored: versions, decisions, recommendations, reasons. What is missing has been erased. */
  documents: Map<string, unknown>;
}

const hashesIn = (value: unknown): string[] => {
  if (typeof value === 'string') return /^[0-9a-f]{64}$/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(hashesIn) : [];
};

/**
 * Reads an item and all that its transitions name.
 * @throws Refusal `not-found` (404) for an id of no item
 */
export async function loadItem({ collections, contents }: ItemDeps, id: string): Promise<ItemHistory> {
  const { records, head } = await historyOf(collections, 'agenda-item', id);
  const { state } = head;
  const documents = await contents.readMany([...new Set(records.flatMap(({ event }) => hashesIn(event)))]);
  return { id, head, state, context: state.context, records, documents };
}

/** The text of a version, or null when it has been erased. */
export const versionContent = ({ documents }: Pick<ItemHistory, 'documents'>, hash: string): ItemContent | null =>
  contentIn(documents.get(hash));

export interface StoredDraft {
  rev: number;
  body: DraftBody;
  savedAt: Date;
  savedBy: string;
}

/** The draft of an item; null when there is none or it is of a form that is no longer known. */
export async function draftOf({ collections }: Pick<ItemDeps, 'collections'>, id: string): Promise<StoredDraft | null> {
  const draft = await collections.drafts.findOne({ _id: id }).lean();
  const body = DraftBody.safeParse(draft?.body);
  return draft && body.success
    ? { rev: draft.rev, body: body.data, savedAt: draft.savedAt, savedBy: draft.savedBy }
    : null;
}

/**
 * An approver may have corrected the text before somebody returned it: while the officer has not written on, the draft begins
 * with the corrected text instead of losing it. `fromVersion` is that version's number, or null. Pure.
 */
export function withCorrections(
  history: ItemHistory,
  draft: DraftBody,
): { draft: DraftBody; fromVersion: number | null } {
  const { version, submitted } = history.context;
  const untouched = hashJson({ kind: 'item', content: draft.content }) === submitted;
  const corrected = version && version.hash !== submitted && untouched ? versionContent(history, version.hash) : null;
  return corrected && version
    ? { draft: { ...draft, content: corrected }, fromVersion: version.n }
    : { draft, fromVersion: null };
}

/** The decisions on sub-items stand below the text, a bullet each, in the order of the protocol. */
function withSubDecisions({ text, subDecisions = [] }: DecisionDocument): DecisionDocument['text'] {
  if (subDecisions.length === 0) return text;
  const list = { type: 'bulletList', content: subDecisions.map(subDecisionPrinted) };
  return { type: 'doc', content: [...text.content, list] };
}

const wholeDecision = (decision: DecisionDocument): PrintedDecision => ({
  organName: decision.organName,
  date: decision.date,
  text: withSubDecisions(decision),
  absences: decision.absences.filter(({ people }) => people.length > 0),
});

/** What the public reads of the decision on a closed item: no names, and no words where none may be said. */
export const publicDecision = ({ organName, date, publicText }: DecisionDocument): PrintedDecision => ({
  organName,
  date,
  text: publicText ?? { type: 'doc', content: [] },
  absences: [],
});

type PrintDecision = (decision: DecisionDocument) => PrintedDecision;

/** What organs have decided, in order; last the decision of a meeting still in session, which has not been confirmed. */
function decisionsOf(
  { context, documents }: ItemHistory,
  printed: PrintDecision,
): { step: string; decision: PrintedDecision }[] {
  const treated = context.treatments.map(({ step, decision }: Treatment) => ({ step, hash: decision.hash }));
  const pending = context.pendingDecision;
  const step = currentStep(context);
  const all = pending && step ? [...treated, { step: step.id, hash: pending.hash }] : treated;
  return all.flatMap(({ step, hash }) => {
    const parsed = DecisionDocument.safeParse(documents.get(hash));
    return parsed.success ? [{ step, decision: printed(parsed.data) }] : [];
  });
}

/** Rounds that were added to the route later, each with the recommendation it came with. */
function laterRounds({ context, documents }: ItemHistory): { from: number; recommendation: Recommendation | null }[] {
  return context.recommendations.map(({ step, hash }) => {
    const parsed = RecommendationDocument.safeParse(documents.get(hash));
    return {
      from: context.route.findIndex(({ id }) => id === step),
      recommendation: parsed.success ? parsed.data.recommendation : null,
    };
  });
}

/** The document of a text and what has been decided on it so far, each decision as `printed` has it: by default all of it. Pure. */
export function documentOf(
  history: ItemHistory,
  content: ItemContent,
  printed: PrintDecision = wholeDecision,
): ItemDocument {
  const later: (Round & { from: number })[] = laterRounds(history).map((round) => ({ ...round, decisions: [] }));
  const first: PrintedDecision[] = [];
  for (const { step, decision } of decisionsOf(history, printed)) {
    const place = history.context.route.findIndex(({ id }) => id === step);
    const round = later.findLast(({ from }) => from !== -1 && from <= place);
    (round?.decisions ?? first).push(decision);
  }
  return printedDocument(
    content,
    first,
    later.map(({ recommendation, decisions }) => ({ recommendation, decisions })),
  );
}
