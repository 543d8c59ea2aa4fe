/** What reviewers have answered, round by round: who, when, with what words, and who has not. Pure. */
import { currentReview, type ItemContext } from '#machines/agenda-item/context.ts';
import type { ItemEvent } from '#machines/agenda-item/events.ts';
import type { StepOf } from '#machines/agenda-item/steps.ts';
import { hasTag } from '#machines/states.ts';
import { reasonIn } from '#src/documents/decision.ts';
import type { Directory } from '#src/people/directory.ts';
import { localDay } from '#src/people/local-day.ts';
import { personName } from '#src/people/names.ts';
import { membersOn } from '#src/people/offices.ts';
import { kindOf } from '#src/steps/registry.ts';
import type { ItemHistory } from './item.ts';
import { versionNumbers } from './item-timeline.ts';

export interface ReviewAnswer {
  by: string;
  /** ISO instant. */
  at: string;
  /** Number of the version that was read. */
  version: number | null;
  /** Null for no remarks, or where the words have been erased. */
  text: string | null;
  blocking: boolean;
}

export interface ItemReview {
  /** The people or the organ that were asked. */
  name: string;
  round: number;
  /** ISO instant from which silence is consent. */
  until: string;
  /** Whether the item waits for it now. */
  isCurrent: boolean;
  answers: ReviewAnswer[];
  /** The names of those who have not answered; of an organ, its members of the day. */
  unanswered: string[];
}

type Comment = Extract<ItemEvent, { type: 'comment' }>;

/** In the order in which they were asked for. @param now decides who is a member of an organ */
export function reviewsOf(history: ItemHistory, directory: Directory, now: Date): ItemReview[] {
  const { context, records, state } = history;
  // What is known of a review last: a new round forgets those of the round before.
  const found = new Map(
    records
      .map((record) => record.state.context as ItemContext)
      .flatMap(({ reviews = [], route }) =>
        reviews.map((review) => {
          const step = route.find(({ id }) => id === review.step);
          return [`${review.round} ${review.step}`, { ...review, step }] as const;
        }),
      ),
  );
  const current = hasTag('agenda-item', state.value, 'awaits-review') ? currentReview(context) : undefined;
  return [...found.values()].flatMap(({ step, round, until, answered }) => {
    if (step?.kind !== 'review') return [];
    return {
      name: kindOf(step).nameOf(step, directory),
      round,
      until,
      isCurrent: current?.step === step.id && current.round === round,
      answers: answersOf(history, directory, step.id, round),
      unanswered: askedBy(step, directory, now)
        .filter((person) => !answered.includes(person))
        .map((person) => personName(directory, person)),
    };
  });
}

function askedBy({ reviewers }: StepOf<'review'>, directory: Directory, now: Date): string[] {
  if ('people' in reviewers) return reviewers.people;
  const members = membersOn(directory, reviewers.organ, localDay(now));
  return [...new Set(members.flatMap(({ person }) => person ?? []))];
}

function answersOf({ records, documents }: ItemHistory, directory: Directory, step: string, round: number) {
  const numbers = versionNumbers(records);
  return records.flatMap(({ event, at }): ReviewAnswer[] => {
    if (event.type !== 'comment') return [];
    const comment = event as Comment;
    if (comment.step !== step || comment.round !== round) return [];
    return [
      {
        by: personName(directory, comment.by.person),
        at,
        version: numbers.get(comment.version) ?? null,
        text: comment.comment === null ? null : reasonIn(documents.get(comment.comment)),
        blocking: comment.blocking,
      },
    ];
  });
}
