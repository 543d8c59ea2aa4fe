/** The meeting's rules that the context alone answers: a page says them before anybody presses. */
import type { MeetingContext, Part } from '#machines/meeting/context.ts';
import { meetingRules } from '#machines/meeting/rules.ts';

type Rules = typeof meetingRules;
/** Of all rules those that do not ask what the event says. */
type ContextRule = {
  [Name in keyof Rules]: Rules[Name] extends (context: MeetingContext) => boolean ? Name : never;
}[keyof Rules];

/** @returns the name of the first rule that does not hold, else null */
export const ruleOf =
  (...names: ContextRule[]) =>
  (context: MeetingContext): string | null =>
    names.find((name) => !meetingRules[name](context)) ?? null;

/** The parts in a phase; with `part` only that one. */
export const partsIn = ({ parts }: MeetingContext, phase: Part['phase'], part: string | undefined): Part[] =>
  parts.filter((each) => each.phase === phase && (part === undefined || each.id === part));
