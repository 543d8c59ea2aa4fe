/** The secretariat plans a meeting of an organ. */

import type { z } from 'zod';
import { PlanMeeting } from '#machines/meeting/events.ts';
import { retryWithFreshDirectory } from '#src/auth/retry-with-fresh-directory.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { PublishedFrame } from '#src/documents/published-frame.ts';
import { badInput, Refusal } from '#src/errors.ts';
import { localDay } from '#src/people/local-day.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import { readInput } from '#src/read-input.ts';
import type { Committed } from '#src/store/commit.ts';
import { hashJson, sha256 } from '#src/store/record.ts';
import { recordedPerson } from '../action.ts';
import { meetingDeadlines } from './meeting-deadlines.ts';

/** When and where; local to Europe/Copenhagen. */
export const MeetingTime = PlanMeeting.pick({ date: true, startsAt: true, endsAt: true, place: true });
export const PlanMeetingInput = MeetingTime.extend({
  organ: PlanMeeting.shape.organ,
  /** Of a published agenda that the meeting is read from. */
  source: PublishedFrame.optional(),
});
export type PlanMeetingInput = z.infer<typeof PlanMeetingInput>;

/** The id of the meeting that a request plans, the same however often it is sent. */
export const meetingIdFor = ({ actor, cause }: CommandRequest): string =>
  `meeting-${sha256(`plan ${actor.person} ${cause}`).slice(0, 20)}`;

/** Nobody is called to a day that lies behind. @param date `YYYY-MM-DD` in Denmark @throws Refusal `date-is-past` (400) */
export async function assertAhead({ clock }: Pick<CommandDeps, 'clock'>, date: string): Promise<void> {
  if (date < localDay(await clock.now())) throw new Refusal('date-is-past', 400, { field: 'date', date });
}

/** @throws Refusal `only-the-secretariat` (403), `unknown-organ`, `date-is-past` (400) */
export async function planMeeting(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const plan = readInput(PlanMeetingInput, input);
  // One that is read from a published agenda may have been held long ago.
  if (plan.source === undefined) await assertAhead(deps, plan.date);
  return planMeetingOfAnyDay(deps, request, plan);
}

/** The same, where an agenda is imported that may have been held long ago. @throws Refusal as `planMeeting` but for the day */
export async function planMeetingOfAnyDay(
  deps: CommandDeps,
  request: CommandRequest,
  { source, ...plan }: PlanMeetingInput,
): Promise<Committed> {
  const published = source && { kind: 'published-agenda', frame: source };
  const directory = await deps.directory.current();
  const organ = directory.organs.get(plan.organ);
  if (organ === undefined)
    throw badInput([{ path: ['organ'], message: 'no organ of ours' }], { rule: 'unknown-organ', organ: plan.organ });
  const meeting = meetingIdFor(request);
  return retryWithFreshDirectory(deps, request, (_, actor) =>
    deps.commit({
      stream: meeting,
      origin: 'birth',
      cause: request.cause,
      documents: published ? [published] : [],
      decide: () => ({
        event: {
          type: 'plan',
          meeting,
          ...plan,
          signing: organ.signing,
          ...meetingDeadlines(organ, plan.date, directory),
          ...(published ? { source: hashJson(published) } : {}),
        },
        actor: recordedPerson(authorize(bySecretariat(actor))),
      }),
    }),
  );
}
