/** The parts of a meeting as its page shows them: the agenda, its supplements, and what was taken up at the meeting. */
import { TAKEN_UP } from '#machines/meeting/context.ts';
import { type AgendaEntry, type MeetingView, partsWithItems } from '#src/queries/meeting-page.ts';
import { partTitle } from '#src/queries/printed-meeting.ts';
import { word } from '#src/words/words.ts';
import { askedOnce } from './asked-once.ts';
import type { RecordedBy } from './conflict.ts';
import type { DispatchLine } from './dispatch-line.ts';
import { type EntrySituation, entryProps, isUndecided } from './entry-props.ts';
import type { MissingByPart } from './missing.ts';
import { dispatchFormShown, refusedAt } from './refused-form.ts';

interface PartsSituation extends Omit<EntrySituation, 'first' | 'last' | 'isNext' | 'takenUpReason' | 'recordedBy'> {
  dispatch: DispatchLine | null;
  missing: MissingByPart;
  /** Who recorded the decision that stands on an item. */
  recordedBy(item: string): RecordedBy | null;
  /** In words, by their hashes. */
  reasons: ReadonlyMap<string, string>;
}

type Part = ReturnType<typeof partsWithItems>[number];

export function partsProps({ state, agenda }: MeetingView, situation: PartsSituation) {
  const next = situation.inSession && situation.attendance !== null ? agenda.find(isUndecided) : undefined;
  return partsWithItems(state, agenda).map((part, index, all) => ({
    ...partProps(part, all, all.slice(index + 1), situation),
    entries: part.entries.map((entry) => situatedEntry(entry, part, situation, next)),
  }));
}

function partProps(
  part: Part,
  all: readonly Part[],
  later: readonly Part[],
  { runs, dispatch, missing, refused, reasons, members, directory }: PartsSituation,
) {
  const mayChange = runs && !part.isMain;
  const dispatchForm = dispatchFormShown(refusedAt(refused, 'udsend', { part: part.id }));
  return {
    id: part.id,
    heading: partTitle(part.id, all),
    only: all.length === 1,
    isTakenUp: part.id === TAKEN_UP,
    phase: word('partPhases', part.phase),
    lateReason: part.lateReason === null ? null : (reasons.get(part.lateReason) ?? null),
    dispatchText: dispatch?.text ?? '',
    late: dispatch?.late ?? false,
    missing: missing.get(part.id) ?? null,
    ...dispatchForm,
    open: part.phase === 'open',
    mayFreeze: mayChange && part.phase === 'open' && part.entries.length > 0,
    mayDispatch: mayChange && part.phase === 'frozen',
    asked: askedOnce('dispatch', members, directory),
    mayThaw: mayChange && part.phase === 'frozen' && later.every(({ phase }) => phase === 'open'),
  };
}

function situatedEntry(
  entry: AgendaEntry,
  { entries }: Part,
  { recordedBy, reasons, missing: _, ...situation }: PartsSituation,
  next: AgendaEntry | undefined,
) {
  return entryProps(entry, {
    ...situation,
    recordedBy: recordedBy(entry.item),
    first: entry === entries[0],
    last: entry === entries.at(-1),
    isNext: situation.runs && entry === next,
    takenUpReason: entry.takenUp === undefined ? null : (reasons.get(entry.takenUp) ?? null),
  });
}
