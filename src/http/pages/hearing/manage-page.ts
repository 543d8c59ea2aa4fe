/** The page of those who run a hearing: its window, its parties and their answers, and what can be done next. */
import { hasTag } from '#machines/states.ts';
import { dayOf, momentOf, weekdayOf } from '#src/calendar/danish-dates.ts';
import { HEARING_TYPES, hearingType } from '#src/calendar/hearing-types.ts';
import { earliestClosing } from '#src/calendar/hearing-window.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { addDays, dayOfInstant } from '#src/calendar/zoned.ts';
import type { HearingActionType } from '#src/commands/hearing/hearing-action.ts';
import type { Directory } from '#src/people/directory.ts';
import { personName } from '#src/people/names.ts';
import type { HearingHistory } from '#src/queries/hearing.ts';
import { reasonOf } from '#src/queries/hearing-timeline.ts';
import { somebodyIn, type TransitionRecord } from '#src/store/record.ts';
import { deadlineSentence } from '#src/words/deadline-sentence.ts';
import { calendarDays } from '#src/words/elapsed.ts';
import { word } from '#src/words/words.ts';
import { newRequestId } from '../../form.ts';
import { stateBadge } from '../../state-badge.ts';
import { fileFacts } from '../item/item-text.ts';
import { isClosedItem } from './answer-page.ts';
import { hearingNote } from './hearing-note.ts';

const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase('da') + text.slice(1);

export interface Reader {
  /** Whether the reader runs the hearing or only looks. */
  mayRun: boolean;
  /** What the reader may do with it now. */
  available: ReadonlySet<HearingActionType>;
  /** The service's time. */
  now: Date;
  /** When each party first opened its link with its code. */
  visits: ReadonlyMap<string, Date>;
  directory: Directory;
}

export function managePage(history: HearingHistory, { mayRun, available, now, visits, directory }: Reader) {
  const { context, state } = history;
  const type = hearingType(context.hearingType);
  const today = dayOfInstant(now.toISOString());
  const opensOn = context.window ? dayOfInstant(context.window.opensAt) : today;
  const earliest = type ? earliestClosing(type, opensOn) : null;
  const isPlanned = hasTag('hearing', state.value, 'being-planned');
  return {
    title: `Høring: ${history.content?.title ?? 'et punkt'}`,
    heading: history.content?.title ?? 'Teksten er slettet',
    id: history.id,
    requestId: newRequestId(),
    itemHref: `/punkter/${context.item}`,
    caseNumber: history.content?.caseNumber ?? null,
    closed: isClosedItem(history),
    state: stateBadge('hearing', state.value),
    isPlanned,
    type: type && { name: type.name, source: type.source, note: type.note, minimumWeeks: type.minimumWeeks },
    openToAll: context.openTo === 'everyone',
    publicHref: context.openTo === 'everyone' && !isPlanned ? `/hoering/${history.id}` : null,
    answersPublic: context.answersPublic,
    window: windowView(history, now),
    schedule: available.has('schedule')
      ? { opensOn, closesOn: earliest ?? addDays(opensOn, 27), earliest: earliest && weekdayOf(earliest), today }
      : null,
    extend: available.has('extend') && context.window ? { closesOn: longerThan(context.window.closesAt, today) } : null,
    invite: available.has('invite'),
    uninvite: available.has('uninvite'),
    cancel: available.has('cancel'),
    conclude: available.has('conclude') ? { note: hearingNote(history) } : null,
    parties: history.parties
      .toSorted((one, other) => (one.document?.name ?? '').localeCompare(other.document?.name ?? '', 'da'))
      .map((party) => ({
        id: party.party,
        name: party.document?.name ?? '(slettet)',
        email: party.document?.email ?? '',
        invitation: party.invitation === null ? null : word('hearingInvitations', party.invitation),
        bounced: party.invitation === 'failed',
        opened: visits.has(party.party) ? momentOf(visits.get(party.party) ?? now) : null,
        state: capitalised(word('partyStates', party.state)),
        answered: party.state === 'answered' || party.state === 'noRemarks',
        late: party.late,
      })),
    counts: {
      invited: history.parties.length,
      answered: history.parties.filter((party) => party.state === 'answered' || party.state === 'noRemarks').length,
      declined: history.parties.filter((party) => party.state === 'declined').length,
      bounced: history.parties.filter((party) => party.invitation === 'failed').length,
    },
    answers: history.answers.map(({ n, late, document, hash }) => ({
      n,
      late,
      fingerprint: hash.slice(0, 16),
      from: document === null ? 'Svaret er slettet' : whoAnswered(document),
      receivedAt: document === null ? '' : momentOf(document.receivedAt),
      noRemarks: document?.noRemarks ?? false,
      lines: document?.text.split('\n') ?? [],
      files: (document?.files ?? []).map((file, index) => ({
        name: file.name,
        facts: fileFacts(file),
        href: `/hoeringer/${history.id}/svar/${n}/filer/${index + 1}`,
      })),
    })),
    note: history.note?.text.split('\n') ?? null,
    mayReadChain: mayRun,
    history: history.records
      .map((record) => ({
        at: momentOf(record.at),
        iso: record.at,
        text: word('events', record.event.type === 'plan' ? 'hearingPlanned' : record.event.type),
        by: whoDid(history, directory, record),
        reason: history.reasons.get(reasonOf(record) ?? '') ?? null,
      }))
      .toReversed(),
  };
}

const EXTENSION_DAYS = 14;

/** A last day to begin with: two weeks on from the one that stands, or from today where that is over. The window ends at its last day's midnight. */
function longerThan(closesAt: string, today: string): string {
  const last = dayOfInstant(new Date(Date.parse(closesAt) - 1).toISOString());
  return addDays(last > today ? last : today, EXTENSION_DAYS);
}

/** The person or the party by name, also of what the item signalled; null for time, and whoever answered without an invitation. */
function whoDid({ parties }: HearingHistory, directory: Directory, { actor }: TransitionRecord): string | null {
  const acted = somebodyIn(actor);
  if (acted?.kind === 'person') return personName(directory, acted.person);
  return parties.find(({ party }) => party === acted?.party)?.document?.name ?? null;
}

const whoAnswered = ({ name, organisation }: { name: string; organisation: string }): string =>
  organisation === '' || organisation === name ? name : `${organisation} (${name})`;

/** Of the bar: the rest shows the grace, which is far too short to be drawn to scale. */
const WINDOW_SHARE = 92;

/** The window as a bar of time, 100 wide: what is over of it, where now is, and the grace behind the deadline. */
function windowView(history: HearingHistory, now: Date) {
  const { context, state } = history;
  const { window } = context;
  if (window === null) return null;
  const [opens, closes] = [Date.parse(window.opensAt), Date.parse(window.closesAt)];
  const graceEnds = Date.parse(window.graceEndsAt);
  const share = (from: number, to: number) => Math.min(1, Math.max(0, (now.getTime() - from) / Math.max(1, to - from)));
  const at = share(opens, closes) * WINDOW_SHARE + share(closes, graceEnds) * (100 - WINDOW_SHARE);
  // Both the present day and the last one may be used.
  const days = calendarDays(now, new Date(closes)) + 1;
  const began = now.getTime() >= opens;
  const basis = history.records.findLast(({ event }) => event.type === 'schedule' || event.type === 'extend')?.event;
  const found = basis && 'window' in basis && typeof basis.window === 'object' ? basis.window.closes : null;
  return {
    opens: weekdayOf(dayOfInstant(window.opensAt)),
    closes: momentInWords(window.closesAt),
    graceEnds: momentInWords(window.graceEndsAt),
    formerly: context.formerClosings.map(momentInWords),
    bar: { now: at.toFixed(1), share: WINDOW_SHARE, rest: 100 - WINDOW_SHARE, began },
    opensShort: dayOf(dayOfInstant(window.opensAt)),
    closesShort: dayOf(new Date(closes - 1)),
    graceMinutes: Math.round((graceEnds - closes) / 60_000),
    found: found && deadlineSentence(found.dueAt, found.basis),
    left:
      hasTag('hearing', state.value, 'in-window') && days > 0 ? `${days} ${days === 1 ? 'dag' : 'dage'} tilbage` : null,
  };
}

/** @param chosen the kind that the item's route asks for, or that was chosen before */
export const typeChoices = (chosen: string) =>
  HEARING_TYPES.map(({ id, name, minimumWeeks, source }) => ({
    value: id,
    text: `${name}${minimumWeeks === null ? '' : ` – mindst ${minimumWeeks} uger`}${source === '' ? '' : ` (${source})`}`,
    selected: id === chosen,
  }));

export const audienceChoices = (chosen: string) =>
  [
    { value: 'invited', text: 'Kun parter, vi inviterer' },
    { value: 'everyone', text: 'Alle: høringen vises offentligt' },
  ].map((choice) => ({ ...choice, selected: choice.value === chosen }));
