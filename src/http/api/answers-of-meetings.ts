/** What the operations on meetings answer, and the lists of what waits for somebody. */
import { z } from 'zod';
import { ItemType, Openness } from '#machines/agenda-item/events.ts';
import { RouteStep } from '#machines/agenda-item/steps.ts';
import { SigningRule } from '#machines/meeting/events.ts';
import { Hash, Id } from '#machines/primitives.ts';
import { Absence, DecisionDocument } from '#src/documents/decision.ts';
import { Recommendation, SubItem } from '#src/documents/item-content.ts';
import { ProtocolDocument, Seat } from '#src/documents/protocol.ts';
import { RichText } from '#src/documents/rich-text.ts';
import { MEETING_WARNINGS } from '#src/queries/meeting-warnings.ts';
import { Action, At, Context, ItemName } from './answers.ts';

const Named = z.strictObject({ item: Id, name: ItemName.nullable() });
export const Meeting = z.strictObject({
  id: Id,
  seq: z.number().int(),
  state: z.string(),
  context: Context,
  agenda: z.array(
    z.strictObject({
      item: Id,
      part: Id,
      number: z.number().int().nullable(),
      version: Hash.nullable(),
      struck: z.boolean(),
      decision: z.unknown(),
      takenUp: Hash.optional(),
      name: ItemName.nullable(),
      openness: Openness,
      type: ItemType,
      clauses: z.array(z.string()),
      subItems: z.array(SubItem),
      standing: z.strictObject({ role: z.string(), hasLater: z.boolean() }),
      next: RouteStep.nullable(),
      owner: z.string(),
      decided: DecisionDocument.nullable(),
    }),
  ),
  arriving: z.array(Named),
  waiting: z.array(Named.extend({ since: At })),
  actions: z.array(Action),
});

export const MeetingWarnings = z.strictObject({
  /** `text` is the sentence that the pages show. */
  warnings: z.array(z.strictObject({ code: z.enum(MEETING_WARNINGS), text: z.string() })),
});

const Answer = z.enum(['signed', 'reserved', 'refused']).nullable();
const Evidence = z.strictObject({
  meeting: Id,
  state: z.string(),
  rule: SigningRule,
  protocol: Hash.nullable(),
  document: ProtocolDocument.nullable(),
  requestedAt: At.nullable(),
  signers: z.array(
    z.strictObject({
      person: Id,
      name: z.string(),
      seat: Seat.nullable(),
      answer: Answer,
      at: At.nullable(),
      words: z.string().nullable(),
      notedBy: z.string().nullable(),
      level: z.number().int().nullable(),
      codeEnteredAt: At.nullable(),
      transition: Hash.nullable(),
    }),
  ),
  reminders: z.number().int(),
  request: z.number().int(),
  chain: z.array(
    z.strictObject({ seq: z.number().int(), at: At, event: z.string(), actor: z.looseObject({}), hash: Hash }),
  ),
  broken: z.string().nullable(),
  head: z.strictObject({ seq: z.number().int(), hash: Hash }),
});

export const Protocol = z.strictObject({
  hash: Hash.nullable(),
  document: ProtocolDocument,
  present: z.array(z.string()),
  absences: z.array(Absence),
  entries: z.array(
    z.strictObject({
      item: Id,
      number: z.number().int().nullable(),
      struck: z.boolean(),
      readable: z.boolean(),
      title: z.string().nullable(),
      caseNumber: z.string().nullable(),
      isClosed: z.boolean(),
      recommendation: Recommendation.nullable(),
      takenUp: z.string().nullable(),
      decision: z
        .strictObject({
          text: RichText,
          absences: z.array(Absence),
          subDecisions: z.array(
            z.strictObject({
              title: z.string().nullable(),
              addedReason: z.string().nullable(),
              text: RichText,
              followUp: z.string().nullable(),
            }),
          ),
        })
        .nullable(),
    }),
  ),
  evidence: Evidence,
});

const MeetingRow = z.strictObject({
  meeting: Id,
  organ: Id,
  date: z.iso.date(),
  startsAt: z.string(),
  state: z.string(),
  since: At,
  items: z.number().int(),
  undecided: z.number().int(),
  unsigned: z.number().int(),
});
export const MeetingList = z.strictObject({ coming: z.array(MeetingRow), past: z.array(MeetingRow) });
const MyMeeting = MeetingRow.extend({
  place: z.string().nullable(),
  isReadable: z.boolean(),
  myAnswer: Answer.optional(),
});
export const MyMeetings = z.strictObject({
  toSign: z.array(MyMeeting),
  coming: z.array(MyMeeting),
  past: z.array(MyMeeting),
});

const ItemTask = ItemName.extend({
  item: Id,
  state: z.string(),
  since: At,
  openness: Openness,
  holder: Id.nullable(),
  cameBack: z.boolean(),
  onBehalfOf: Id.nullable(),
});
const itemTasks = z.array(ItemTask).nullable();
const meetingTasks = z.array(MeetingRow).nullable();
/** Null where the person has no role for it. */
export const Tasks = z.strictObject({
  signatures: meetingTasks,
  approvals: itemTasks,
  answers: z.array(ItemTask.extend({ action: z.string(), until: At.nullable() })),
  drafts: itemTasks,
  underway: itemTasks,
  waiting: itemTasks,
  vacant: itemTasks,
  meetings: meetingTasks,
  invitations: meetingTasks,
  hearings: z
    .array(
      ItemName.extend({
        item: Id,
        hearing: Id.nullable(),
        state: z.string(),
        since: At,
        needs: z.array(z.enum(['plan', 'schedule', 'bounced', 'late', 'conclude'])),
        bounced: z.number().int(),
        late: z.number().int(),
      }),
    )
    .nullable(),
});
