/** The form of who took part in a meeting: read, and filled in with what is recorded. */
import { z } from 'zod';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import type { App } from '#src/context.ts';
import { AttendanceDocument } from '#src/documents/decision.ts';
import { badInput } from '#src/errors.ts';
import type { Membership } from '#src/people/types.ts';
import { rows, typed } from '../../rows.ts';
import { ABSENT, awayFromMeeting, EXCUSED, filledLines, printedAttendee } from './absence-labels.ts';

const CHOICES = [
  ['present', 'deltager'],
  ['apology', 'afbud'],
  ['absent', 'fravær'],
] as const;
const LABELS = { apology: EXCUSED, absent: ABSENT } as const;

/** A member in the form: by account, or by the printed name where there is none. */
const keyOf = (member: Membership): string => member.person ?? printedAttendee(member);

type Recorded = { document: AttendanceDocument; context: MeetingContext } | null;

export async function recordedAttendance(contents: App['contents'], context: MeetingContext): Promise<Recorded> {
  const body = context.attendance === null ? null : await contents.read(context.attendance);
  const parsed = AttendanceDocument.safeParse(body);
  return parsed.success ? { document: parsed.data, context } : null;
}

/** @param members the organ's members on the day of the meeting */
export function attendanceForm(members: readonly Membership[], recorded: Recorded) {
  const names = members.map(printedAttendee);
  const chosenFor = (member: Membership) => {
    const label = awayFromMeeting(recorded?.document ?? null, member);
    if (label === null) return 'present';
    return label === LABELS.absent ? 'absent' : 'apology';
  };
  return {
    recorded: recorded !== null,
    summary: recorded === null ? [] : summaryOf(recorded.document),
    members: members.map((member, index) => ({
      n: index,
      key: keyOf(member),
      name: names[index] ?? '',
      choices: CHOICES.map(([value, text]) => ({ value, text, chosen: value === chosenFor(member) })),
    })),
    chairs: members.flatMap(({ person, chair }, index) =>
      person === null
        ? []
        : [
            {
              value: person,
              text: names[index] ?? '',
              chosen: recorded === null ? chair : recorded.context.chair === person,
            },
          ],
    ),
    guests: recorded?.document.present.filter((name) => !names.includes(name)).join('\n') ?? '',
  };
}

const summaryOf = ({ present, absences }: AttendanceDocument) =>
  [{ label: 'Deltager:', people: present }, ...absences]
    .filter(({ people }) => people.length > 0)
    .map(({ label, people }) => ({ label, people: people.join(', ') }));

const MemberRow = z.strictObject({
  member: typed,
  choice: z.enum(['present', 'apology', 'absent']).default('present'),
});
/** The form's fields. */
export const AttendanceForm = z.object({
  members: rows(MemberRow, 400),
  chair: z.union([Id, z.literal('')]).default(''),
  guests: z.string().max(10_000).default(''),
});

/**
 * The command's input from the form's fields. Whoever has no row took part.
 * @throws Refusal `bad-input` for a row about somebody who is no member on the day
 */
export function attendanceFrom(
  members: readonly Membership[],
  { chair, guests, members: sent }: z.infer<typeof AttendanceForm>,
) {
  const choices = new Map(sent.map(({ member, choice }) => [member, choice]));
  const known = new Set(members.map(keyOf));
  if (![...choices.keys()].every((key) => known.has(key)))
    throw badInput([{ path: ['members'], message: 'somebody who is no member on the day' }]);
  const chosen = members.map((member) => ({ member, choice: choices.get(keyOf(member)) ?? 'present' }));
  const present = chosen.filter(({ choice }) => choice === 'present').map(({ member }) => member);
  const extra = filledLines(guests);
  const absences = (['apology', 'absent'] as const).map((choice) => ({
    label: LABELS[choice],
    people: chosen.filter((each) => each.choice === choice).map(({ member }) => printedAttendee(member)),
  }));
  return {
    attendance: {
      present: [...present.map(printedAttendee), ...extra],
      absences: absences.filter(({ people }) => people.length > 0),
    },
    members: present.flatMap(({ person }) => person ?? []),
    chair: chair === '' ? null : chair,
  };
}
