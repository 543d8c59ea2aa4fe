/** What the meeting's page shows, in words. */
import { AGENDA, type MeetingContext } from '#machines/meeting/context.ts';
import type { MeetingTag } from '#machines/meeting/states.ts';
import { hasTag } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import { dayOfInstant } from '#src/calendar/zoned.ts';
import type { App } from '#src/context.ts';
import { reasonsAmong } from '#src/documents/decision.ts';
import type { Directory } from '#src/people/directory.ts';
import { membersOn } from '#src/people/offices.ts';
import { mayReadMeetingChain } from '#src/policies/meeting-policies.ts';
import { isSecretariat } from '#src/policies/roles.ts';
import { UNTITLED } from '#src/queries/item-titles.ts';
import type { AgendaEntry, MeetingView } from '#src/queries/meeting-page.ts';
import { waitingRemark } from '#src/words/elapsed.ts';
import { type Names, namesIn } from '#src/words/names.ts';
import { assetBase } from '../../assets.ts';
import { newRequestId } from '../../form.ts';
import type { PageProps } from '../../render.ts';
import { stateBadge } from '../../state-badge.ts';
import { deadlinesAheadOf } from '../deadlines/deadline-line.ts';
import { meetingScript } from '../item/item-assets.ts';
import { signaturesPanel, signStyle } from '../sign/signatures-view.ts';
import { askedOnce } from './asked-once.ts';
import { attendanceForm, attendanceSummary, recordedAttendance } from './attendance-form.ts';
import { lastRecorded } from './conflict.ts';
import { type DispatchLine, dispatchLine, timesPlanned } from './dispatch-line.ts';
import { isUndecided, titleOf } from './entry-props.ts';
import { historyOf, reasonsIn } from './history.ts';
import { type MissingByPart, packetsOf } from './missing.ts';
import { meetingOffers, meetingSteps } from './offers.ts';
import { partsProps } from './part-props.ts';
import { dispatchFormShown, errorOnPage, type RefusedForm, reasonForm, refusedAt } from './refused-form.ts';

export const meetingStyle = `${assetBase}/own/meeting.css`;

/** @param refused the form that brought the reader here again */
export async function meetingPage(
  deps: Pick<App, 'collections' | 'directory' | 'contents' | 'clock'>,
  actor: Actor,
  view: MeetingView,
  refused: RefusedForm | null = null,
): Promise<PageProps> {
  const { directory: source, contents, clock } = deps;
  const { context, value } = view.state;
  const runs = isSecretariat(actor);
  const now = await clock.now();
  const [directory, documents, recorded, signatures, packets, deadlines] = await Promise.all([
    source.current(),
    contents.readMany(reasonsIn(view.history)),
    recordedAttendance(contents, context),
    signaturesPanel(deps, actor, view.state),
    packetsOf(deps, actor, view),
    deadlinesAheadOf(deps, context.meeting, now, runs),
  ]);
  const names = namesIn(directory);
  const is = (tag: MeetingTag) => hasTag('meeting', value, tag);
  const inSession = is('in-session');
  const dispatch = dispatchLine(timesPlanned(view), now);
  const reasons = reasonsAmong(documents);
  const summary = attendanceSummary(recorded);
  const forms = formsShown(actor, view, { directory, names, recorded, packets, reasons, refused, now });
  return {
    title: `${names.organ(context.organ)} ${weekdayOf(context.date)}`,
    styles: [signStyle, meetingStyle],
    scripts: [await meetingScript()],
    meeting: context.meeting,
    // The layout's own `person` is who is signed in; this is an id for the browser's kept texts.
    writer: actor.person,
    signatures,
    ...packets.shown,
    organ: names.organ(context.organ),
    ...whenAndWhere(context),
    // Until the agenda has been sent, everybody who runs the meeting sees its deadline.
    dispatch: is('unsent') ? dispatch : null,
    protocolHref: is('over') ? `/moeder/${context.meeting}/protokol` : null,
    deadlines,
    summary,
    isCouncil: directory.organs.get(context.organ)?.kind === 'council',
    progress: inSession ? progressOf(view.agenda) : null,
    waitingItems: view.waiting.map(({ item, name }) => ({
      item,
      title: name?.title ?? UNTITLED.title,
      chosen: item === forms.takeUpForm.item,
    })),
    mayReview: runs && is('reviewable') && context.items.length > 0,
    mayMove: runs && is('movable'),
    calledOff: is('called-off'),
    callOffWords: `${is('sent') ? 'Medlemmerne og sagsbehandlerne' : 'Sagsbehandlerne'} får en mail, og punkterne venter på et andet møde.`,
    state: stateBadge('meeting', value),
    steps: meetingSteps(value),
    requestId: newRequestId(),
    runs,
    ...errorOnPage(refused, forms),
    ...forms,
    arriving: view.arriving.map(({ item, name }) => ({ item, title: name?.title ?? 'Et punkt' })),
    waiting: view.waiting.map((waiting) => waitingLine(waiting, now)),
    openParts: context.parts.flatMap(({ id, phase }, index) =>
      phase === 'open' ? [{ id, text: index === 0 ? 'Sæt på dagsorden' : 'Sæt på tillægsdagsorden' }] : [],
    ),
    mayAddPart: runs && is('opens-parts') && context.parts.every(({ phase }) => phase !== 'open'),
    history: historyOf(view, names, reasons),
    mayReadChain: mayReadMeetingChain(actor),
  };
}

/** The parts of the page that have forms; one that was refused is filled in as it was sent. */
function formsShown(actor: Actor, view: MeetingView, given: FormsGiven) {
  const { directory, names, recorded, packets, reasons, refused, now } = given;
  const { context, value } = view.state;
  const { history } = view;
  const runs = isSecretariat(actor);
  const inSession = hasTag('meeting', value, 'in-session');
  // The wording may still be corrected between the meeting's end and the request for signatures.
  const decides = hasTag('meeting', value, 'takes-decisions');
  const members = membersOn(directory, context.organ, context.date);
  const dispatch = dispatchLine(timesPlanned(view), now);
  const attendance = attendanceForm(members, {
    context,
    recorded,
    recordedBy: lastRecorded(history, names, ({ type }) => type === 'recordAttendance'),
    refused: refusedAt(refused, 'deltagelse'),
  });
  return {
    attendance: runs && decides ? attendance : null,
    takeUp: runs && inSession,
    mayCallOff: runs && hasTag('meeting', value, 'movable'),
    takeUpForm: takeUpForm(refused),
    callOffForm: callOffForm(refused),
    offers: runs
      ? offersOf(actor, view, { dispatch, missing: packets.missing, refused, now }).map((offer) => ({
          ...offer,
          asked: offer.allowed ? askedOnce(offer.action, members, directory) : null,
        }))
      : [],
    parts: partsProps(view, {
      organ: context.organ,
      directory,
      members,
      attendance: recorded?.document ?? null,
      dispatch,
      missing: packets.missing,
      refused,
      recordedBy: (item) =>
        lastRecorded(history, names, (event) => event.type === 'recordDecision' && event.item === item),
      reasons,
      runs,
      inSession,
      packet: packets.packet,
      decides,
    }),
  };
}

interface FormsGiven {
  directory: Directory;
  names: Names;
  recorded: Awaited<ReturnType<typeof recordedAttendance>>;
  packets: Awaited<ReturnType<typeof packetsOf>>;
  reasons: ReadonlyMap<string, string>;
  refused: RefusedForm | null;
  now: Date;
}

const waitingLine = ({ item, name, since }: MeetingView['waiting'][number], now: Date) => ({
  item,
  title: name?.title ?? UNTITLED.title,
  caseNumber: name?.caseNumber ?? null,
  waited: waitingRemark(since, now),
});

const takeUpForm = (refused: RefusedForm | null) => {
  const form = refusedAt(refused, 'optag');
  return { ...reasonForm(form), item: String(form?.typed.item ?? '') };
};

const callOffForm = (refused: RefusedForm | null) => reasonForm(refusedAt(refused, 'aflys'));

const whenAndWhere = ({ startsAt, endsAt, place }: MeetingContext) => ({
  startsAt: pointed(startsAt),
  endsAt: endsAt === null ? null : pointed(endsAt),
  place,
});

/** How far the meeting has come, with the way to what is next. */
function progressOf(agenda: readonly AgendaEntry[]) {
  const treated = agenda.filter(({ struck }) => !struck);
  const next = treated.find(isUndecided);
  const done = treated.length - treated.filter(isUndecided).length;
  return {
    text: `${done} af ${treated.length} ${treated.length === 1 ? 'punkt' : 'punkter'} har en beslutning.`,
    done,
    all: treated.length,
    next: next ? { item: next.item, title: `${next.number ?? ''}. ${titleOf(next)}` } : null,
  };
}

interface OffersGiven {
  dispatch: DispatchLine | null;
  missing: MissingByPart;
  refused: RefusedForm | null;
  now: Date;
}

function offersOf(actor: Actor, { state }: MeetingView, { dispatch, missing, refused, now }: OffersGiven) {
  const refusedDispatch = refused?.typed.part === undefined ? refusedAt(refused, 'udsend') : null;
  const isAhead = dayOfInstant(now.toISOString()) < state.context.date;
  return meetingOffers(actor, state).map((offer) => ({
    ...offer,
    // A meeting may begin before its day, but hardly ever on purpose.
    early: offer.action === 'begin' && offer.allowed && isAhead ? weekdayOf(state.context.date) : null,
    asksWhyLate: offer.action === 'dispatch' && dispatch?.late === true,
    missing: offer.action === 'dispatch' ? (missing.get(AGENDA) ?? null) : null,
    dispatchText: dispatch?.text ?? '',
    ...dispatchFormShown(offer.action === 'dispatch' ? refusedDispatch : null),
  }));
}
