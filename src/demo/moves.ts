/** The steps of a play: when on the demo's clock, by whom, and with which request. Pure. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { partyIdOf } from '#src/commands/invite-parties.ts';
import { emptyItemContent, type ItemContent } from '#src/content/item-content.ts';
import { richTextOf } from '#src/content/plain-text.ts';
import { frameOf } from '#src/importer/render-imported.ts';
import { richFromLines } from '#src/importer/rich-from-lines.ts';
import { type ImportedDraft, toItemContent } from '#src/importer/to-item-content.ts';
import type { TimelineEntry } from '#src/store/timeline.ts';
import { attendanceAt, signersAt } from './attendance.ts';
import type { Play, PlayDecision, PlayHearing, PlayItem, PlayMeeting } from './play.ts';
import type { Step } from './steps.ts';

type Record = readonly TimelineEntry[];

const causedBy = (record: Record, person: string, key: string) =>
  record.find(({ cause }) => cause === `${person}:${key}`);

/** The stream that a request of somebody began. @throws Error when it has not been made */
function streamOf(record: Record, person: string, key: string): string {
  const found = causedBy(record, person, key);
  if (found === undefined) throw new Error(`${key} er ikke gjort endnu`);
  return found.stream;
}

/** What every play's moves share: names for its requests, and where its items, meetings and hearings are. */
function movesIn(play: Play) {
  const item = (name: string) => {
    const found = play.items.find((each) => each.name === name);
    if (found === undefined) throw new Error(`${play.seed} har intet punkt, der hedder ${name}`);
    return found;
  };
  const itemId = (name: string) => (record: Record) =>
    streamOf(record, item(name).officer, `${play.key}-create-${name}`);
  const meetingId = (name: string) => (record: Record) => streamOf(record, play.secretary, `${play.key}-plan-${name}`);
  const hearingId = (name: string) => (record: Record) =>
    streamOf(record, item(name).officer, `${play.key}-hear-${name}`);
  const request = (
    at: string,
    person: string,
    name: string,
    address: (record: Record) => string,
    body: (record: Record) => unknown,
  ): Step => {
    const key = `${play.key}-${name}`;
    return {
      at,
      person,
      isDone: (record) => causedBy(record, person, key) !== undefined,
      act: (hands, record) => hands.send(person, 'POST', address(record), body(record), key),
    };
  };
  return { item, itemId, meetingId, hearingId, request };
}
type Moves = ReturnType<typeof movesIn>;

/** All steps of a play. @param out the folder that its results go to */
export function stepsOf(play: Play, out: string): Step[] {
  const moves = movesIn(play);
  return [
    ...play.items.flatMap((item) => itemSteps(play, moves, item)),
    ...play.meetings.flatMap((meeting) => meetingSteps(play, moves, meeting)),
    ...play.hearings.flatMap((hearing) => hearingSteps(moves, hearing)),
    ...play.extensions.map(({ item, at, stops, publishedRound }) =>
      moves.request(
        at,
        moves.item(item).officer,
        `extend-${item}`,
        (record) => `/api/v1/items/${moves.itemId(item)(record)}/events`,
        () => ({
          type: 'extendRoute',
          stops,
          recommendation: draftOf(play, moves.item(item)).later[publishedRound]?.recommendation ?? null,
        }),
      ),
    ),
    rendering(play, moves, out),
  ];
}

/** The item's text: as published, or made up around the sub-item that it grew out of. */
export function draftOf(play: Play, item: PlayItem): ImportedDraft {
  const published = item.published === undefined ? undefined : play.imported.items[item.published];
  if (published !== undefined) {
    const draft = toItemContent(published);
    return { ...draft, content: { ...draft.content, printedRoute: item.printedRoute ?? draft.content.printedRoute } };
  }
  const content: ItemContent = {
    ...emptyItemContent('decision'),
    title: item.spunOff?.title ?? '',
    printedRoute: item.printedRoute ?? '',
    sections: [{ heading: 'Sagsfremstilling', body: richTextOf(item.text ?? '') }],
    recommendation: item.recommendation ?? null,
  };
  return { content, treatments: [], later: [] };
}

function itemSteps(play: Play, moves: Moves, item: PlayItem): Step[] {
  const { name, officer, spunOff } = item;
  const id = moves.itemId(name);
  const submitKey = `${play.key}-submit-${name}`;
  const isSubmitted = (record: Record) => causedBy(record, officer, submitKey) !== undefined;
  const { content } = draftOf(play, item);
  return [
    moves.request(
      item.createdAt,
      officer,
      `create-${name}`,
      (record) => {
        if (spunOff === undefined) return '/api/v1/items';
        const from = moves.item(spunOff.from);
        const subItem = draftOf(play, from).content.subItems?.find(({ title }) => title.startsWith(spunOff.title));
        return `/api/v1/items/${moves.itemId(spunOff.from)(record)}/sub-items/${subItem?.id}/item`;
      },
      () => ({ type: content.type }),
    ),
    {
      // A draft leaves no transition: what shows that it was saved is that it was sent.
      at: item.savedAt,
      person: officer,
      isDone: isSubmitted,
      async act(hands, record) {
        const rev = await hands.draftRevision(officer, id(record));
        const body = { rev, draft: { content, plan: item.plan } };
        await hands.send(officer, 'PUT', `/api/v1/items/${id(record)}/draft`, body, `${play.key}-draft-${name}`);
      },
    },
    {
      at: item.submittedAt,
      person: officer,
      isDone: isSubmitted,
      async act(hands, record) {
        const rev = await hands.draftRevision(officer, id(record));
        await hands.send(officer, 'POST', `/api/v1/items/${id(record)}/events`, { type: 'submit', rev }, submitKey);
      },
    },
    ...item.approvals.map(({ person, office, at, skip }, index): Step => {
      const acted = (record: Record) =>
        record.some(
          ({ stream, event, state }) =>
            stream === id(record) &&
            (event.type === 'approve' || event.type === 'skip') &&
            (state.context as ItemContext).position > index,
        );
      if (skip === undefined)
        return { at, person, isDone: acted, act: (hands, record) => hands.approveByMail(person, id(record)) };
      return moves.request(
        at,
        person,
        `skip-${name}-${office}`,
        (record) => `/api/v1/items/${id(record)}/events`,
        (record) => ({ type: 'skip', step: currentStepOf(record, id(record)), reason: skip }),
      );
    }),
  ];
}

/** The id of the step that an item has come to. */
function currentStepOf(record: Record, item: string): string {
  const head = record
    .filter(({ stream }) => stream === item)
    .toSorted((a, b) => a.seq - b.seq)
    .at(-1);
  const context = head?.state.context as ItemContext | undefined;
  return context?.route[context.position]?.id ?? '';
}

function meetingSteps(play: Play, moves: Moves, meeting: PlayMeeting): Step[] {
  const { name, organ, date, startsAt, endsAt, place } = meeting;
  const { secretary } = play;
  const id = moves.meetingId(name);
  const event = (at: string, what: string, body: (record: Record) => unknown) =>
    moves.request(at, secretary, `${what}-${name}`, (record) => `/api/v1/meetings/${id(record)}/events`, body);
  return [
    moves.request(
      meeting.plannedAt,
      secretary,
      `plan-${name}`,
      () => '/api/v1/meetings',
      () => ({
        organ,
        date,
        startsAt,
        ...(endsAt ? { endsAt } : {}),
        ...(place ? { place } : {}),
        ...(meeting.published ? { source: frameOf(play.imported) } : {}),
      }),
    ),
    ...meeting.items.map(({ item, listedAt }) =>
      moves.request(
        listedAt,
        secretary,
        `list-${name}-${item}`,
        (record) => `/api/v1/items/${moves.itemId(item)(record)}/events`,
        (record) => ({ type: 'list', meeting: id(record) }),
      ),
    ),
    event(meeting.frozenAt, 'freeze', () => ({ type: 'freeze', part: 'agenda' })),
    event(meeting.dispatchedAt, 'dispatch', () => ({
      type: 'dispatch',
      part: 'agenda',
      lateReason: meeting.lateReason ?? null,
    })),
    event(meeting.begunAt, 'begin', () => ({ type: 'begin' })),
    event(meeting.attendedAt, 'attend', () => ({ type: 'recordAttendance', ...attendanceAt(meeting) })),
    ...meeting.decisions.map((decision) =>
      event(decision.at, `decide-${decision.item}`, (record) => ({
        type: 'recordDecision',
        item: moves.itemId(decision.item)(record),
        ...decisionOf(play, moves, decision),
      })),
    ),
    event(meeting.endedAt, 'end', () => ({ type: 'end' })),
    ...signing(meeting, id, event),
  ];
}

function decisionOf(play: Play, moves: Moves, decision: PlayDecision) {
  const { published, text, outcomes, absences, subItems, addedReason } = decision;
  if (published === undefined) return { text: richTextOf(text ?? ''), outcomes, absences };
  const draft = draftOf(play, moves.item(decision.item));
  const said = [...draft.treatments, ...draft.later.flatMap(({ treatments }) => treatments)][published];
  if (said === undefined) throw new Error(`${play.seed} har ingen offentliggjort beslutning nr. ${published}`);
  if (subItems === undefined) return { text: said.text, outcomes, absences: said.absences };
  const raw = play.imported.items.flatMap(({ rounds }) => rounds.flatMap(({ decisions }) => decisions))[published];
  const bullets = raw?.subDecisions ?? [];
  const lead = (raw?.rawText ?? '').split('\n').filter((line) => !/^\s?[-•]\s/.test(line));
  return {
    text: richFromLines(lead),
    outcomes,
    absences: said.absences,
    subDecisions: bullets.map(({ rawText }, index) => {
      const subItem = subItems[index] ?? null;
      return { subItem, text: richTextOf(rawText), addedReason: subItem === null ? (addedReason ?? null) : null };
    }),
  };
}

type OnMeeting = (at: string, what: string, body: (record: Record) => unknown) => Step;

function signing(meeting: PlayMeeting, id: (record: Record) => string, event: OnMeeting): Step[] {
  const { protocolAt, signedAt, reservations, refusals } = meeting;
  if (protocolAt === undefined || signedAt === undefined) return [];
  return [
    event(protocolAt, 'protocol', () => ({ type: 'requestSignatures' })),
    ...signersAt(meeting).map((person, index): Step => {
      const answered = (record: Record) =>
        record.some(
          ({ stream, event: happened }) =>
            (happened.type === 'sign' || happened.type === 'refuse') &&
            happened.person === person &&
            stream === id(record),
        );
      const protocolOf = (record: Record) => {
        const head = record
          .filter(({ stream }) => stream === id(record))
          .toSorted((a, b) => a.seq - b.seq)
          .at(-1);
        return head === undefined ? null : (head.state.context as MeetingContext).signatures.protocol;
      };
      return {
        at: minutesLater(signedAt, index),
        person,
        isDone: answered,
        act: (hands, record) =>
          hands.sign(person, {
            meeting: id(record),
            protocol: protocolOf(record),
            reservation: reservations[person] ?? null,
            refusal: refusals[person] ?? null,
          }),
      };
    }),
  ];
}

/** A wall-clock time some minutes later on the same day. */
function minutesLater(at: string, minutes: number): string {
  const [day = '', time = ''] = at.split('T');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const total = hour * 60 + minute + minutes;
  return `${day}T${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

function hearingSteps(moves: Moves, hearing: PlayHearing): Step[] {
  const { item, type, parties, opensOn, closesOn } = hearing;
  const { officer } = moves.item(item);
  const id = moves.hearingId(item);
  const event = (at: string, what: string, body: () => unknown) =>
    moves.request(at, officer, `${what}-${item}`, (record) => `/api/v1/hearings/${id(record)}/events`, body);
  const happened = (record: Record, kind: 'answer' | 'decline', email: string) =>
    record.some(
      ({ stream, event: each }) =>
        each.type === kind && stream === id(record) && each.party === partyIdOf(id(record), email),
    );
  return [
    moves.request(
      hearing.plannedAt,
      officer,
      `hear-${item}`,
      () => '/api/v1/hearings',
      (record) => ({ item: moves.itemId(item)(record), hearingType: type }),
    ),
    event(hearing.plannedAt, 'invite', () => ({ type: 'invite', parties })),
    event(hearing.scheduledAt, 'schedule', () => ({ type: 'schedule', opensOn, closesOn })),
    ...hearing.answers.flatMap(({ email, name, openedAt, at, text }): Step[] => {
      const isDone = (record: Record) => happened(record, 'answer', email);
      const open: Step[] =
        openedAt === undefined
          ? []
          : [{ at: openedAt, person: email, isDone, act: (hands, record) => hands.openAnswer(email, id(record)) }];
      return [
        ...open,
        { at, person: email, isDone, act: (hands, record) => hands.sendAnswer(email, id(record), { name, text }) },
      ];
    }),
    ...hearing.declines.map(
      ({ email, at }): Step => ({
        at,
        person: email,
        isDone: (record) => happened(record, 'decline', email),
        act: (hands, record) => hands.declineHearing(email, id(record)),
      }),
    ),
    event(hearing.concludedAt, 'conclude', () => ({ type: 'conclude', note: hearing.note })),
  ];
}

/** The published text printed back, taken when the text was what it is. */
function rendering(play: Play, moves: Moves, out: string): Step {
  const { at, item, meeting } = play.rendered;
  const file = join(out, play.seed, 'gengivelse.pdf');
  return {
    at,
    person: play.secretary,
    isDone: () => existsSync(file),
    act: (hands, record) =>
      hands.keep(
        play.secretary,
        item !== undefined
          ? `/punkter/${moves.itemId(item)(record)}/punkt.pdf`
          : `/moeder/${moves.meetingId(meeting ?? '')(record)}/gengivelse.pdf`,
        file,
      ),
  };
}

/** What the play's streams are called when its story is told: by the cause that began them. */
export function namesIn(play: Play): Map<string, string> {
  return new Map(
    play.items.flatMap((item) => {
      const { content } = draftOf(play, item);
      const label = `${play.seed} ${content.caseNumber ?? content.title}`;
      return [
        [`${item.officer}:${play.key}-create-${item.name}`, label],
        [`${item.officer}:${play.key}-hear-${item.name}`, `Høring ${content.title}`],
      ] as const;
    }),
  );
}
/** The streams of a play's meetings, with what their papers are called. */
export function meetingsOf(play: Play, record: Record): { meeting: string; organ: string; date: string }[] {
  const moves = movesIn(play);
  return play.meetings.map(({ name, organ, date }) => ({ meeting: moves.meetingId(name)(record), organ, date }));
}
/** Where a play's items end. */
export const itemsOf = (play: Play, record: Record): string[] =>
  play.items.map(({ name }) => movesIn(play).itemId(name)(record));
