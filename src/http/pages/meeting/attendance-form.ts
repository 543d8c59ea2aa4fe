/** The form of who took part in a meeting: read, and filled in with what is recorded. */
import { z } from 'zod';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import type { App } from '#src/context.ts';
import { AttendanceDocument } from '#src/documents/decision.ts';
import type { Membership } from '#src/people/types.ts';
import { readInput } from '#src/read-input.ts';
import { ABSENT, awayFromMeeting, EXCUSED, filledLines, printedAttendee } from './absence-labels.ts';

const CHOICES = [
  ['present', 'deltager'],
  ['apology', 'afbud'],
  ['absent', 'fravær'],
] as const;
const LABELS = { apology: EXCUSED, absent: ABSENT } as const;

const keyOf = (index: number) => `member-${index}`;

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
      key: keyOf(index),
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

const Fields = z.looseObject({
  chair: z.union([Id, z.literal('')]).default(''),
  guests: z.string().max(10_000).default(''),
});

/** The command's input from the form's fields. @throws Refusal `bad-input` for a malformed chair */
export function readAttendance(members: readonly Membership[], fields: Record<string, unknown>) {
  const { chair, guests, ...choices } = readInput(Fields, fields);
  const chosen = members.map((member, index) => ({ member, choice: choices[keyOf(index)] ?? 'present' }));
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
