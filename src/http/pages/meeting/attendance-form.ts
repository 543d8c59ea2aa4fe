/** The form of who took part in a meeting: read, and filled in with what is recorded. */
import { z } from 'zod';
import { attendanceRevisionOf, type MeetingContext } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import type { App } from '#src/context.ts';
import { AttendanceDocument } from '#src/documents/decision.ts';
import { badInput } from '#src/errors.ts';
import type { Membership } from '#src/people/types.ts';
import { rows, typed } from '../../rows.ts';
import { ABSENT, awayFromMeeting, EXCUSED, filledLines, printedAttendee } from './absence-labels.ts';
import type { RecordedBy } from './conflict.ts';
import { errorIn, type RefusedForm } from './refused-form.ts';

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

export interface AttendanceSituation {
  context: MeetingContext;
  recorded: Recorded;
  /** Who recorded it, and when; null before that. */
  recordedBy: RecordedBy | null;
  /** The form where it was filled in and refused: what was typed goes before what is recorded. */
  refused: RefusedForm | null;
}

interface Values {
  choice(member: Membership): string;
  chair: string | null;
  guests: string;
}

/** @param members the organ's members on the day of the meeting */
export function attendanceForm(members: readonly Membership[], situation: AttendanceSituation) {
  const { context, recorded, refused } = situation;
  const names = members.map(printedAttendee);
  const sent = refused === null ? undefined : Sent.safeParse(refused.typed).data;
  const values = sent ? valuesSent(sent) : valuesRecorded(members, recorded);
  const conflict = conflictIn(members, situation);
  const error = errorIn(refused);
  return {
    // Whoever has seen both and keeps their own has seen the one that stands.
    basis: (conflict === null ? sent?.basis : undefined) ?? String(attendanceRevisionOf(context)),
    opened: refused !== null,
    error: conflict === null ? error.text : null,
    chairError: error.at('chair'),
    guestsError: error.at('guests'),
    conflict,
    recorded: recorded !== null,
    summary: attendanceSummary(recorded),
    members: members.map((member, index) => ({
      n: index,
      key: keyOf(member),
      name: names[index] ?? '',
      choices: CHOICES.map(([value, text]) => ({ value, text, chosen: value === values.choice(member) })),
    })),
    chairs: members.flatMap(({ person }, index) =>
      person === null ? [] : [{ value: person, text: names[index] ?? '', chosen: values.chair === person }],
    ),
    guests: values.guests,
  };
}

function valuesRecorded(members: readonly Membership[], recorded: Recorded): Values {
  const names = members.map(printedAttendee);
  return {
    choice(member) {
      const label = awayFromMeeting(recorded?.document ?? null, member);
      if (label === null) return 'present';
      return label === LABELS.absent ? 'absent' : 'apology';
    },
    chair: recorded === null ? (members.find(({ chair }) => chair)?.person ?? null) : recorded.context.chair,
    guests: recorded?.document.present.filter((name) => !names.includes(name)).join('\n') ?? '',
  };
}

const valuesSent = ({ members, chair, guests }: z.infer<typeof Sent>): Values => ({
  choice: (member) => members.find((row) => row.member === keyOf(member))?.choice ?? 'present',
  chair,
  guests,
});

/** Both, where somebody else's attendance was recorded after the form was made. */
function conflictIn(members: readonly Membership[], { recorded, recordedBy, refused }: AttendanceSituation) {
  if (refused?.refusal.code !== 'attendance-as-seen' || recorded === null || recordedBy === null) return null;
  const mine = attendanceFrom(members, AttendanceForm.parse(refused.typed));
  const nameOf = (person: string | null) => {
    const chair = members.find((member) => member.person === person && person !== null);
    return chair ? [{ label: 'Mødeleder:', people: [printedAttendee(chair)] }] : [];
  };
  const view = (attendance: Omit<AttendanceDocument, 'kind'>, chair: string | null) => ({
    summary: summaryOf({ ...attendance, absences: [...nameOf(chair), ...attendance.absences] }),
  });
  return {
    ...recordedBy,
    mine: view(mine.attendance, mine.chair),
    theirs: view(recorded.document, recorded.context.chair),
  };
}

/** Who took part, and who was away how, in the order of the protocol; empty before it has been recorded. */
export const attendanceSummary = (recorded: Recorded) => (recorded === null ? [] : summaryOf(recorded.document));

const summaryOf = ({ present, absences }: Omit<AttendanceDocument, 'kind'>) =>
  [{ label: 'Deltager:', people: present }, ...absences]
    .filter(({ people }) => people.length > 0)
    .map(({ label, people }) => ({ label, people: people.join(', ') }));

/** The form as it was sent, however wrong what stands in its fields. */
const Sent = z.object({
  basis: typed,
  members: rows(z.object({ member: typed, choice: typed }), 400),
  chair: typed,
  guests: typed,
});

const MemberRow = z.strictObject({
  member: typed,
  choice: z.enum(['present', 'apology', 'absent']).default('present'),
});
/** The form's fields. */
export const AttendanceForm = z.object({
  /** How often the attendance had been recorded when the form was made. */
  basis: z
    .string()
    .regex(/^\d{1,6}$/)
    .default('0')
    .transform(Number),
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
  { basis, chair, guests, members: sent }: z.infer<typeof AttendanceForm>,
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
    basis,
    attendance: {
      present: [...present.map(printedAttendee), ...extra],
      absences: absences.filter(({ people }) => people.length > 0),
    },
    members: present.flatMap(({ person }) => person ?? []),
    chair: chair === '' ? null : chair,
  };
}
