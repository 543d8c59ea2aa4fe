/** The warnings before a meeting is planned or moved, in sentences. */
import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import type { App } from '#src/context.ts';
import { organName } from '#src/people/names.ts';
import { type MeetingPlan, type MeetingWarning, meetingWarnings } from '#src/queries/meeting-warnings.ts';
import { word } from '#src/words/words.ts';

/** What was warned of, as a form sends it back when its sender means it all the same. */
export const planKey = ({ organ, date, startsAt, endsAt, place }: MeetingPlan): string =>
  [organ, date, startsAt, endsAt ?? '', place ?? ''].join('/');

/** Each by its code and in a sentence. @param except as `meetingWarnings` */
export async function planWarnings(
  app: Pick<App, 'collections' | 'directory' | 'clock' | 'relay'>,
  plan: MeetingPlan,
  except: string,
): Promise<{ code: MeetingWarning['code']; text: string }[]> {
  // What was planned a moment ago is among the rows as well.
  await app.relay.flush();
  const [directory, warnings] = await Promise.all([app.directory.current(), meetingWarnings(app, plan, except)]);
  const nameOf = (organ: string) => organName(directory, organ);
  return warnings.map((warning) => ({ code: warning.code, text: sentence(warning, plan, nameOf) }));
}

/** Their sentences alone. @param asked as `planWarnings` */
export const warningLines = async (...asked: Parameters<typeof planWarnings>): Promise<string[]> =>
  (await planWarnings(...asked)).map(({ text }) => text);

function sentence(
  warning: MeetingWarning,
  { organ, date, place }: MeetingPlan,
  nameOf: (organ: string) => string,
): string {
  const said = word('planWarnings', warning.code).replace('{day}', weekdayOf(date));
  switch (warning.code) {
    case 'no-hverdag':
      return said.replace('{why}', warning.why);
    case 'begun-already':
      return said;
    case 'same-day':
      return said.replace('{organ}', nameOf(organ)).replace('{time}', pointed(warning.startsAt));
    case 'room-busy': {
      const { startsAt, endsAt } = warning;
      const time = endsAt === null ? pointed(startsAt) : `${pointed(startsAt)}–${pointed(endsAt)}`;
      return said
        .replace('{place}', place ?? '')
        .replace('{organ}', nameOf(warning.organ))
        .replace('{time}', time);
    }
  }
}
