/**
 * What a kind of step is to the service; the machine's part of it is in machines/agenda-item/steps.ts. Each kind is a module of
 * this folder. The modules also run in the browser, so they import only what is small.
 */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { ItemEvent, PublicItemEvent } from '#machines/agenda-item/events.ts';
import type { PlannedStep } from '#machines/agenda-item/steps.ts';
import type { Directory } from '#src/people/directory.ts';

/** What may be chosen for a step in the editor; the value of its option is `<kind>:<id>`. */
export interface StepChoice {
  id: string;
  /** In Danish; or, where it is no name, a word of the list `stepTitles`. */
  text: string | { word: string };
}

const danish = new Intl.Collator('da');
/** Choices in Danish order. */
export const byText = <Choice extends { text: string }>(choices: Choice[]): Choice[] =>
  choices.sort((one, other) => danish.compare(one.text, other.text));

/** Where a step stands on its item's route. */
export type StepStatus = 'done' | 'skipped' | 'current' | 'coming';

/** Who has the item meanwhile, and what they are called. */
export interface StepHolder {
  kind: 'office' | 'people' | 'hearing' | 'organ' | 'organ-open' | 'meeting';
  name: string;
}

/** What people were asked at a step, as the item remembers it. */
export interface RequestToPeople {
  step: string;
  round: number;
  /** ISO instant until which they may answer. */
  until: string;
  /** Ids of those who have answered. */
  answered: readonly string[];
}

/** A step at which people read the item, and each answers for themselves. */
export interface AsksPeople<Step extends PlannedStep> {
  /** The action with which they answer. Its event says the step, its round, the version that was read, and `by` whom. */
  answer: PublicItemEvent['type'];
  /** The anchor of their answers on the item's page. */
  anchor: string;
  /** Who is asked: people by id, or the members that an organ has on the day. */
  asked(step: Step): { people: readonly string[] } | { organ: string };
  /** What the item remembers of the steps of this kind; a new round may forget those of the round before. */
  requests(context: ItemContext): readonly RequestToPeople[];
}

export interface StepKindOf<Step extends PlannedStep> {
  kind: Step['kind'];
  /** Its place among the kinds that the editor offers: the lowest comes first. */
  order: number;
  /** Whether the step says how its organ treats the item. */
  hasRole: boolean;
  /** @param chosen the step of this kind that a row holds already: it can be chosen again */
  choices(directory: Directory, chosen?: Step): StepChoice[];
  /** The choice that a step is. */
  choiceOf(step: Step): { id: string; role: string };
  /** @returns null where the choice says nothing */
  fromChoice(id: string, role: string): Step | null;
  /** The rule that refuses a step which names what does not exist; null where it exists. */
  unknownIn(step: Step, directory: Directory): `unknown-${string}` | null;
  /** The step's office, people, organ or kind of hearing by name; empty where there is none yet. */
  nameOf(step: Step, directory: Directory): string;
  /** Absent where nobody is asked to answer at such a step. */
  asksPeople?: AsksPeople<Step>;
  /** The office whose holder acts at the step; null where it is no office's. */
  officeOf(step: Step): string | null;
  /** @param onAgenda whether a meeting has the item on its agenda */
  holder(step: Step, directory: Directory, onAgenda: boolean): StepHolder;
  /** Whether the event, which led to this context, dealt with the step. */
  isDealtWithBy(event: ItemEvent, context: ItemContext, step: string): boolean;
  /** What is lost when the step is taken off the route, a word of the list `routeConsequences`. */
  givenUp: `${string}-given-up`;
  /** What its line in the route is headed with, a word of `stepTitles`; null for its name. */
  titleWord(step: Step): string | null;
  /** What its line in the route says besides, a word of `stepDetails`; null for its role, or for nothing. */
  detailWord(status: StepStatus, people: readonly string[]): string | null;
}
