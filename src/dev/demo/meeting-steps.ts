/** A meeting of a scenario, from its plan to its last signature. Pure. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { frameOf } from '#src/importer/render-imported.ts';
import { richFromLines } from '#src/importer/rich-from-lines.ts';
import { attendanceAt, signersAt } from './attendance.ts';
import type { Scenario, ScenarioDecision, ScenarioMeeting } from './scenario.ts';
import { draftOf, type Record, type ScenarioRequests } from './scenario-requests.ts';
import type { Step } from './steps.ts';

/** The steps of one meeting, in the order of its day. */
export function meetingSteps(scenario: Scenario, requests: ScenarioRequests, meeting: ScenarioMeeting): Step[] {
  const { name, organ, date, startsAt, endsAt, place } = meeting;
  const { secretary } = scenario;
  const id = requests.meetingId(name);
  const event = (at: string, what: string, body: (record: Record) => unknown) =>
    requests.request(at, secretary, `${what}-${name}`, (record) => `/api/v1/meetings/${id(record)}/events`, body);
  return [
    requests.request(
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
        ...(meeting.published ? { source: frameOf(scenario.imported) } : {}),
      }),
    ),
    ...meeting.items.map(({ item, listedAt }) =>
      requests.request(
        listedAt,
        secretary,
        `list-${name}-${item}`,
        (record) => `/api/v1/items/${requests.itemId(item)(record)}/events`,
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
        item: requests.itemId(decision.item)(record),
        ...decisionOf(scenario, requests, decision),
      })),
    ),
    event(meeting.endedAt, 'end', () => ({ type: 'end' })),
    ...signing(meeting, id, event),
  ];
}

function decisionOf(scenario: Scenario, requests: ScenarioRequests, decision: ScenarioDecision) {
  const { published, text, outcomes, absences, subItems, addedReason } = decision;
  if (published === undefined) return { text: richTextOf(text ?? ''), outcomes, absences };
  const draft = draftOf(scenario, requests.item(decision.item));
  const said = [...draft.treatments, ...draft.later.flatMap(({ treatments }) => treatments)][published];
  if (said === undefined) throw new Error(`${scenario.seed} har ingen offentliggjort beslutning nr. ${published}`);
  if (subItems === undefined) return { text: said.text, outcomes, absences: said.absences };
  const raw = scenario.imported.items.flatMap(({ rounds }) => rounds.flatMap(({ decisions }) => decisions))[published];
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

function signing(meeting: ScenarioMeeting, id: (record: Record) => string, event: OnMeeting): Step[] {
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
        act: (driver, record) =>
          driver.sign(person, {
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
