/** What the meeting's page shows, in words. */

import type { App } from '#src/app/app.ts';
import type { Actor } from '#src/auth/actor.ts';
import { deadlineSentence } from '#src/calendar/sentence.ts';
import { ReasonDocument } from '#src/content/decision.ts';
import { plainText } from '#src/content/plain-text.ts';
import { membersOn } from '#src/people/offices.ts';
import { type AgendaEntry, type MeetingView, partsWithItems } from '#src/views/meeting-page.ts';
import { momentOf, waitingRemark, weekdayOf } from '../dates.ts';
import { newRequestId } from '../form.ts';
import { namesIn } from '../names.ts';
import type { PageProps } from '../render.ts';
import { signaturesPanel, signStyle } from '../sign/signatures-view.ts';
import { stateLook } from '../state-look.ts';
import { deadlineWords, sentenceOf, word } from '../words.ts';
import { attendanceForm, recordedAttendance } from './attendance-form.ts';
import { decisionForm } from './decision-form.ts';
import { reasonsIn, tell } from './history.ts';
import { meetingOffers, meetingSteps } from './offers.ts';

const MAIN = 'Dagsorden';

/** A form of the page that was refused: the rule, and what was typed. */
export interface RefusedForm {
  code: string;
  typed: Record<string, unknown>;
}

/** @param refused the form that brought the reader here again */
export async function meetingPage(
  parts: Pick<App, 'collections' | 'directory' | 'contents' | 'clock'>,
  actor: Actor,
  view: MeetingView,
  refused: RefusedForm | null = null,
): Promise<PageProps> {
  const { directory: source, contents, clock } = parts;
  const [directory, now, documents] = await Promise.all([
    source.current(),
    clock.now(),
    contents.readMany(reasonsIn(view.history)),
  ]);
  const { context, value } = view.state;
  const names = namesIn(directory);
  const runs = view.actions.some(({ rule }) => rule !== 'only-the-secretariat') && actor.roles.includes('secretariat');
  const inSession = value === 'inSession';
  const members = membersOn(directory, context.organ, context.date);
  const reasons = new Map(
    [...documents].flatMap(([hash, body]) => {
      const reason = ReasonDocument.safeParse(body);
      return reason.success ? [[hash, reason.data.text] as const] : [];
    }),
  );
  return {
    title: `${names.organ(context.organ)} ${weekdayOf(context.date)}`,
    styles: [signStyle],
    meeting: context.meeting,
    signatures: await signaturesPanel(parts, actor, context),
    organ: names.organ(context.organ),
    startsAt: context.startsAt.replace(':', '.'),
    endsAt: context.endsAt?.replace(':', '.') ?? null,
    place: context.place,
    dispatch: dispatchLine(view, now),
    protocolHref: ['ended', 'signing', 'signed'].includes(value) ? `/moeder/${context.meeting}/protokol` : null,
    attendance:
      runs && ATTENDED.includes(value) ? attendanceForm(members, await recordedAttendance(contents, context)) : null,
    takeUp:
      runs && inSession
        ? view.waiting.map(({ item, name }) => ({ item, title: name?.title ?? 'Punkt uden titel' }))
        : [],
    mayReview: runs && value === 'collecting' && context.items.length > 0,
    mayMove: runs && ['planned', 'collecting', 'reviewed'].includes(value),
    date: context.date,
    startTime: context.startsAt,
    endTime: context.endsAt ?? '',
    state: stateLook(value),
    steps: meetingSteps(value),
    requestId: newRequestId(),
    runs,
    error: refused && refusedLine(refused.code),
    offers: runs
      ? meetingOffers(view.state).map((offer) => ({
          ...offer,
          asksWhyLate: offer.action === 'dispatch' && isLate(view, now),
        }))
      : [],
    parts: partsWithItems(view.state, view.agenda).map((part, index, all) => ({
      id: part.id,
      heading: part.isMain ? MAIN : `Tillægsdagsorden ${index}`,
      only: all.length === 1,
      phase: word('partPhases', part.phase),
      lateReason: part.lateReason === null ? null : (reasons.get(part.lateReason) ?? null),
      open: part.phase === 'open',
      mayFreeze: runs && !part.isMain && part.phase === 'open' && part.entries.length > 0,
      mayDispatch: runs && !part.isMain && part.phase === 'frozen',
      entries: part.entries.map((entry, place) =>
        entryProps(entry, {
          runs,
          inSession,
          first: place === 0,
          last: place === part.entries.length - 1,
          form:
            runs && DECIDED_IN.includes(value) && !entry.struck
              ? decisionForm(entry, members, refused?.typed.item === entry.item ? refused.typed : null)
              : null,
        }),
      ),
    })),
    arriving: view.arriving.map(({ item, name }) => ({ item, title: name?.title ?? 'Et punkt' })),
    waiting: view.waiting.map(({ item, name, since }) => ({
      item,
      title: name?.title ?? 'Punkt uden titel',
      caseNumber: name?.caseNumber ?? null,
      waited: waitingRemark(since, now),
    })),
    openParts: context.parts.filter(({ phase }) => phase === 'open').map(({ id }) => id),
    mayAddPart:
      runs && ['frozen', 'dispatched'].includes(value) && context.parts.every(({ phase }) => phase !== 'open'),
    history: tell(view, names, reasons),
  };
}

/** The wording may still be corrected between the meeting's end and the request for signatures. */
const DECIDED_IN = ['inSession', 'ended'];
const ATTENDED = ['inSession', 'ended'];
const isLate = ({ state: { context } }: MeetingView, now: Date) =>
  context.dispatchDueAt !== null && now.getTime() >= Date.parse(context.dispatchDueAt);

/** When the agenda must be sent and how that was found, while it has not been. */
function dispatchLine({ state, history }: MeetingView, now: Date) {
  const planned = history.findLast(({ event }) => event.type === 'plan' || event.type === 'reschedule')?.event;
  const due = planned && 'dispatch' in planned ? planned.dispatch?.due : null;
  if (!due || !['planned', 'collecting', 'reviewed', 'frozen'].includes(state.value)) return null;
  const sentence = deadlineSentence(due.dueAt, due.basis, deadlineWords);
  return { text: sentence ?? momentOf(due.dueAt), late: now.getTime() >= Date.parse(due.dueAt) };
}

function refusedLine(code: string): string {
  const { text, lift } = sentenceOf(code);
  return `${text} ${lift}`;
}

interface EntryPlace {
  runs: boolean;
  inSession: boolean;
  first: boolean;
  last: boolean;
  form: ReturnType<typeof decisionForm> | null;
}

function entryProps(entry: AgendaEntry, { runs, inSession, first, last, form }: EntryPlace) {
  const { item, number, struck, decided, name, openness } = entry;
  const movable = runs && number === null;
  return {
    item,
    number,
    struck,
    title: name?.title ?? (openness === 'closed' ? 'Lukket punkt' : 'Punkt under forberedelse'),
    readable: name !== null,
    note: [
      name?.caseNumber ? `Sag ${name.caseNumber}` : '',
      word('itemTypes', entry.type),
      openness === 'closed' ? 'Lukket' : '',
    ]
      .filter((part) => part !== '')
      .join(' · '),
    mayMoveUp: movable && !first,
    mayMoveDown: movable && !last,
    movable,
    mayStrike: runs && number !== null && !struck && entry.decision === null,
    decision: decided && {
      text: plainText(decided.text),
      subDecisions: (decided.subDecisions ?? []).map(({ subItem, text, addedReason }) => ({
        title: entry.subItems.find(({ id }) => id === subItem)?.title ?? 'Punkt, der kom op på mødet',
        text: plainText(text),
        reason: addedReason,
      })),
      outcomes: decided.outcomes.map(({ clause, effect }) => ({
        text: `${clause === null ? '' : `Punkt ${clause}: `}${word('effects', effect)}`,
      })),
      absences: decided.absences.map(({ label, people }) => ({ label, people: people.join(', ') })),
    },
    undecided: inSession && !struck && entry.decision === null,
    form,
  };
}
