/** What people answered who were asked at a step of the route, round by round: who, when, with what words, and who has not. Pure. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { ItemEvent } from '#machines/agenda-item/events.ts';
import type { PlannedStep, RouteStep, StepKind } from '#machines/agenda-item/steps.ts';
import { hasTag } from '#machines/states.ts';
import type { Directory } from '#src/people/directory.ts';
import { localDay } from '#src/people/local-day.ts';
import { personName } from '#src/people/names.ts';
import { membersOn } from '#src/people/offices.ts';
import { currentRequest, requestsIn, whoIsAsked } from '#src/steps/asked.ts';
import { kindOf } from '#src/steps/registry.ts';
import type { ItemHistory } from './item.ts';
import { objectionIn, saidIn, versionNumbers } from './item-timeline.ts';

interface Answer {
  by: string;
  /** ISO instant. */
  at: string;
  /** Number of the version that was read. */
  version: number | null;
  /** Null for no remarks, or where the words have been erased. */
  text: string | null;
  blocking: boolean;
}

export interface AskedAtStep {
  kind: StepKind;
  /** The people or the organ that were asked. */
  name: string;
  round: number;
  /** ISO instant until which an answer is in time. */
  until: string;
  /** Whether the item waits for it now. */
  isCurrent: boolean;
  answers: Answer[];
  /** The names of those who have not answered; of an organ, its members of the day. */
  unanswered: string[];
}

/** In the order in which they were asked. @param now decides who is a member of an organ */
export function askedOf(history: ItemHistory, directory: Directory, now: Date): AskedAtStep[] {
  const { context, records, state } = history;
  // What is known of a request last: a new round may forget those of the round before.
  const found = new Map(
    records
      .map((record) => record.state.context as ItemContext)
      .flatMap((then) =>
        requestsIn(then).map((request) => {
          const step = then.route.find(({ id }) => id === request.step);
          return [`${request.round} ${request.step}`, { ...request, step }] as const;
        }),
      ),
  );
  const numbers = versionNumbers(records);
  const current = hasTag('agenda-item', state.value, 'on-route') ? currentRequest(context) : undefined;
  return [...found.values()].flatMap(({ step, round, until, answered }) => {
    if (step === undefined) return [];
    return {
      kind: step.kind,
      name: kindOf(step).nameOf(step, directory),
      round,
      until,
      isCurrent: current?.step === step.id && current.round === round,
      answers: answersOf(history, directory, numbers, step, round),
      unanswered: peopleAsked(step, directory, now)
        .filter((person) => !answered.includes(person))
        .map((person) => personName(directory, person)),
    };
  });
}

function peopleAsked(step: PlannedStep, directory: Directory, now: Date): readonly string[] {
  const asked = whoIsAsked(step);
  if (asked === null) return [];
  if ('people' in asked) return asked.people;
  const members = membersOn(directory, asked.organ, localDay(now));
  return [...new Set(members.flatMap(({ person }) => person ?? []))];
}

/** What an answer says of what was read, and by whom, whatever its kind of step calls it. */
type Reading = Extract<ItemEvent, { step: string; round: number; version: string }>;

/** @param numbers of the versions, by hash */
function answersOf(
  { records, documents }: ItemHistory,
  directory: Directory,
  numbers: ReadonlyMap<string, number>,
  { id, kind }: RouteStep,
  round: number,
) {
  const action = kindOf({ kind }).asksPeople?.answer;
  return records.flatMap(({ event, at }): Answer[] => {
    if (event.type !== action) return [];
    const answer = event as Reading;
    if (answer.step !== id || answer.round !== round) return [];
    return [
      {
        by: personName(directory, answer.by.person),
        at,
        version: numbers.get(answer.version) ?? null,
        text: saidIn(event, documents),
        blocking: objectionIn(event) ?? false,
      },
    ];
  });
}
