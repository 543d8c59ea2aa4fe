/** What the operations on items and hearings answer. The document is made from these, and tests hold every real answer against them. */
import { z } from 'zod';
import { ItemType, Openness } from '#machines/agenda-item/events.ts';
import { RouteStep } from '#machines/agenda-item/steps.ts';
import { Hash, Id } from '#machines/primitives.ts';
import { DraftBody } from '#src/documents/draft-body.ts';
import { AnswerDocument, HearingNoteDocument, PartyDocument } from '#src/documents/hearing.ts';
import { ItemContent } from '#src/documents/item-content.ts';
import { itemSections } from '#src/queries/item-sections/registry.ts';

export const At = z.iso.datetime();

/** One link of the chain that has been committed. */
export const Committed = z.strictObject({
  stream: Id,
  seq: z.number().int(),
  from: z.string().nullable(),
  to: z.string(),
  at: At,
  /** True when the same request had been done before. */
  replayed: z.boolean(),
});

export const Context = z
  .record(z.string(), z.unknown())
  .describe('What the statechart remembers: ids, hashes and counters, never texts.');
export const Action = z.strictObject({ action: z.string(), allowed: z.boolean(), rule: z.string().nullable() });
export const ItemName = z.strictObject({ title: z.string(), caseNumber: z.string().nullable() });
const Weight = z.enum(['editorial', 'substantive']).nullable();

/** A stretch of text, and whether it is what was looked for. */
const Marked = z.strictObject({ text: z.string(), hit: z.boolean() });

export const ItemPage = z.strictObject({
  items: z.array(
    ItemName.extend({
      item: Id,
      state: z.string(),
      at: At,
      owner: Id,
      openness: Openness,
      type: ItemType,
      organs: z.array(Id.nullable()),
      hits: z
        .strictObject({
          title: z.array(Marked),
          caseNumber: z.array(Marked),
          text: z.array(Marked).nullable(),
          bilag: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  count: z.strictObject({ found: z.number().int(), more: z.boolean() }),
  next: z.string().nullable(),
  previous: z.string().nullable(),
});

export const Item = z.strictObject({
  id: Id,
  seq: z.number().int(),
  state: z.string(),
  context: Context,
  content: ItemContent.nullable(),
  draft: DraftBody.extend({ rev: z.number().int() }).nullable(),
  actions: z.array(Action),
});

export const ItemHistory = z.strictObject({
  holder: z.strictObject({
    kind: z.string(),
    name: z.string(),
    people: z.array(z.string()),
    standing: z.string().nullable(),
    through: z.string().nullable(),
    meeting: z.strictObject({ id: Id, date: z.iso.date(), startsAt: z.string() }).nullable(),
    since: At,
  }),
  route: z.array(
    z.strictObject({
      kind: z.string(),
      name: z.string(),
      role: z.string().nullable(),
      standing: z.enum(['done', 'skipped', 'current', 'coming']),
      people: z.array(z.string()),
      at: At.nullable(),
    }),
  ),
  timeline: z.array(
    z.strictObject({
      seq: z.number().int(),
      at: At,
      event: z.string(),
      by: z.string().nullable(),
      office: z.string().nullable(),
      onBehalfOf: z.string().nullable(),
      version: z.number().int().nullable(),
      about: z.string().nullable(),
      weight: Weight,
      text: z.string().nullable(),
      meeting: Id.nullable(),
      /** Of what may be an objection alone: whether it is one. */
      blocking: z.boolean().optional(),
      /** Of an approval of one's own alone: by which organs' rules it was allowed. */
      allowed: z.string().optional(),
      /** Of an approval of several steps at once: as whom each of the others was approved. */
      also: z
        .array(
          z.strictObject({
            office: z.string().nullable(),
            onBehalfOf: z.string().nullable(),
            allowed: z.string().optional(),
          }),
        )
        .optional(),
      /** Of a co-author alone: whether that person writes the item from then on. */
      writes: z.boolean().optional(),
    }),
  ),
  /** What people answered who were asked at a step. For those within the administration, and for those who were asked. */
  asked: z.array(
    z.strictObject({
      kind: z.string(),
      name: z.string(),
      round: z.number().int(),
      until: At,
      isCurrent: z.boolean(),
      answers: z.array(
        z.strictObject({
          by: z.string(),
          at: At,
          version: z.number().int().nullable(),
          text: z.string().nullable(),
          blocking: z.boolean(),
        }),
      ),
      unanswered: z.array(z.string()),
    }),
  ),
  versions: z.array(
    z.strictObject({
      n: z.number().int(),
      hash: Hash,
      at: At,
      by: z.string().nullable(),
      event: z.string(),
      weight: Weight,
    }),
  ),
  ...Object.fromEntries(itemSections.map(({ name, schema }) => [name, schema])),
});

export const Version = z.strictObject({
  n: z.number().int(),
  at: At,
  by: z.string().nullable(),
  event: z.string(),
  content: ItemContent,
  comparedWith: z.number().int().nullable(),
  changes: z.array(
    z.strictObject({
      place: z.string(),
      heading: z.string().nullable(),
      words: z.array(z.strictObject({ text: z.string(), mark: z.enum(['same', 'added', 'removed']) })),
    }),
  ),
});

export const RouteImpact = z.strictObject({
  refused: z.string().nullable(),
  steps: z.array(z.strictObject({ step: RouteStep, change: z.enum(['kept', 'new', 'moved', 'gone']) })),
  consequences: z.array(z.string()),
});

export const HearingList = z.strictObject({
  hearings: z.array(
    z.strictObject({
      id: Id,
      item: Id,
      title: z.string(),
      hearingType: z.string(),
      state: z.string(),
      closesAt: At.nullable(),
      answers: z.number().int(),
      late: z.number().int(),
      invited: z.number().int(),
    }),
  ),
});
export const Hearing = z.strictObject({
  id: Id,
  seq: z.number().int(),
  state: z.string(),
  context: Context,
  parties: z.array(
    z.strictObject({
      party: Id,
      ref: Hash,
      state: z.string(),
      late: z.boolean(),
      document: PartyDocument.nullable(),
      invitation: z.string().nullable(),
      note: z.string().nullable(),
      visitedAt: At.nullable(),
    }),
  ),
  answers: z.array(
    z.strictObject({
      n: z.number().int(),
      hash: Hash,
      late: z.boolean(),
      document: AnswerDocument.nullable(),
    }),
  ),
  note: HearingNoteDocument.nullable(),
});
