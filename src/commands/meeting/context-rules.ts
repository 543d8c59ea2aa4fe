/** The meeting's rules that a page says before anybody presses, and the parts that some of them are about. */
import type { MeetingContext, Part } from '#machines/meeting/context.ts';
import { meetingRules } from '#machines/meeting/rules.ts';
import { contextRulesOf } from '../context-rules.ts';

/** @returns the name of the first rule that does not hold, else null */
export const ruleOf = contextRulesOf<MeetingContext>()(meetingRules);

/** The parts in a phase; with `part` only that one. */
export const partsIn = ({ parts }: MeetingContext, phase: Part['phase'], part: string | undefined): Part[] =>
  parts.filter((each) => each.phase === phase && (part === undefined || each.id === part));
