/** What the remaining operations answer: deadlines, links, answers to hearings, the chain, and how the machinery is doing. */
import { z } from 'zod';
import { Openness } from '#machines/agenda-item/events.ts';
import { Broken } from '#machines/effects.ts';
import { Hash, Id } from '#machines/primitives.ts';
import { FileRef } from '#src/documents/file-ref.ts';
import { AnswerDocument } from '#src/documents/hearing.ts';
import { ItemContent } from '#src/documents/item-content.ts';
import { LINK_STATUSES } from '#src/links/status.ts';
import { At } from './answers.ts';

const count = z.number().int();

export const Consequences = z.strictObject({ consequences: z.array(z.string()) });
export const WindowWarnings = z.strictObject({ warnings: z.array(z.string()) });

const Deadline = z.strictObject({
  id: z.string(),
  stream: Id,
  kind: z.string(),
  dueAt: At,
  state: z.enum(['pending', 'done', 'void']),
  late: z.boolean().nullable(),
  closedAt: At.nullable(),
  note: z.string().nullable(),
});
/** With how the time was found, and the same in Danish words. */
const Found = Deadline.extend({ basis: z.record(z.string(), z.unknown()), sentence: z.string().nullable() });
export const Deadlines = z.strictObject(
  Object.fromEntries(
    (['pending', 'notable'] as const).map((name) => [
      name,
      z.array(
        Found.extend({
          on: z.discriminatedUnion('kind', [
            z.strictObject({ kind: z.enum(['item', 'hearing']), id: Id, title: z.string() }),
            z.strictObject({ kind: z.literal('meeting'), id: Id, organ: Id, date: z.iso.date() }),
            z.strictObject({ kind: z.literal('withheld'), id: Id }),
          ]),
        }),
      ),
    ]),
  ),
);

/** A published text as it was understood; what is in a section, a round or a list of attachments is given as it was read. */
export const Reading = z.looseObject({
  documentType: z.enum(['agenda', 'item-before-meeting', 'item-after-meeting']),
  meeting: z.looseObject({ date: z.iso.date().nullable() }).nullable(),
  items: z.array(
    z.looseObject({
      number: z.string().nullable(),
      title: z.string(),
      caseNumber: z.string().nullable(),
      openness: Openness,
      sections: z.array(z.looseObject({ heading: z.string().nullable(), rawText: z.string() })),
    }),
  ),
  oddities: z.array(z.string()),
});

const Window = z.strictObject({
  n: count,
  opensAt: At,
  closesAt: At,
  graceEndsAt: At,
  reason: Hash.nullable(),
});
const heard = {
  state: z.string(),
  hearingType: Id,
  window: Window.nullable(),
  formerClosings: z.array(At),
  answersPublic: z.boolean(),
  content: ItemContent.nullable(),
};
export const PublicHearings = z.strictObject({
  id: Id,
  title: z.string(),
  hearingType: Id,
  typeName: z.string(),
  closesAt: At.nullable(),
});
export const PublicHearing = z.strictObject({ id: Id, ...heard });
export const LinkedHearing = z.strictObject({
  hearing: Id,
  ...heard,
  party: z.strictObject({
    name: z.string(),
    email: z.string(),
    state: z.enum(['asked', 'answered', 'noRemarks', 'declined']),
    late: z.boolean(),
  }),
  isKnown: z.boolean(),
  /** The ticket that proves when the form was shown; null before the code. */
  form: z.string().nullable(),
  answers: z.array(z.strictObject({ n: count, hash: Hash, late: z.boolean(), document: AnswerDocument.nullable() })),
});
export const AnswerFile = z.strictObject({ file: FileRef, ticket: z.string() });
export const Receipt = z.strictObject({ receipt: count, receivedAt: At, hash: Hash, late: z.boolean() });

export const MailedLink = z.strictObject({
  standing: z.enum(LINK_STATUSES),
  events: z.array(z.enum(['approve', 'correct', 'return'])),
  mayAct: z.boolean(),
  refusal: z.string().nullable(),
  caseNumber: z.string().nullable(),
  content: ItemContent.nullable(),
});

/** A file that can be checked anywhere: all of it is under the hashes, or the hashes themselves. */
export const Chain = z.strictObject({
  transitions: z.array(
    z.strictObject({
      stream: Id,
      seq: count,
      at: At,
      event: z.looseObject({ type: z.string() }),
      cause: z.string(),
      actor: z.looseObject({ kind: z.enum(['person', 'party', 'system']) }),
      from: z.string().nullable(),
      to: z.string(),
      prevHash: Hash.nullable(),
      hash: Hash,
      machine: z.string(),
      machineVersion: count,
      state: z.looseObject({}),
      effects: z.array(z.looseObject({})),
    }),
  ),
  deadlines: z.array(z.unknown()),
  mails: z.array(z.unknown()),
});

export const OperationsSeen = z.strictObject({
  queue: z.record(z.string(), count).nullable(),
  queues: z.record(z.string(), z.record(z.string(), count)).nullable(),
  pending: count,
  counts: z.strictObject({ open: count, failed: count }),
  workers: z.record(z.string(), count).nullable(),
  silent: z.array(z.strictObject({ name: z.string(), queues: z.array(z.string()), seenAt: At })),
  oldest: z.record(z.string(), z.number()),
  broken: z.array(z.strictObject({ ...Broken.shape, text: z.string(), lift: z.string() })),
  reconcile: z.strictObject({ until: At, overdue: z.boolean() }).nullable(),
  stuck: z.array(
    z.strictObject({
      item: Id,
      state: z.string(),
      at: At,
      waitsForOffice: Id.nullable(),
      waitsForOrgan: Id.nullable(),
      vacant: z.boolean(),
      title: z.string().nullable(),
      caseNumber: z.string().nullable(),
      mustDo: z.string(),
    }),
  ),
  failedWork: z.array(
    z.strictObject({
      kind: z.string(),
      row: z.string(),
      rule: z.string(),
      attempts: count,
      deaths: count,
      endedAt: At.nullable(),
    }),
  ),
  deliveries: z.array(
    z.strictObject({
      key: z.string(),
      stream: Id,
      seq: count,
      kind: z.string(),
      what: z.string(),
      state: z.enum(['open', 'done', 'void', 'failed']),
      attempts: count,
      sent: count,
      note: z.string().nullable(),
      createdAt: At,
      closedAt: At.nullable(),
    }),
  ),
});
