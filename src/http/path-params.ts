/** The parameters of addresses: what each must look like, and what it names. One that does not fit names nothing there is (404). */
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import { notFound } from '#src/errors.ts';
import { assertSafeJson } from '#src/safe-json.ts';

const named = z.registry<{ what: string }>();

/** @param what it names, in the word that `notFound` takes */
function naming<Schema extends z.ZodType>(what: string, schema: Schema): Schema {
  const copy = schema.clone();
  named.add(copy, { what });
  return copy;
}

/** A number from 1 as our addresses write it: no sign, no point, no zero before it. */
export const Ordinal = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);

export const ItemId = naming('agenda-item', Id);
export const MeetingId = naming('meeting', Id);
export const HearingId = naming('hearing', Id);
/** An item, a meeting or a hearing. */
export const StreamId = naming('stream', z.string().regex(/^(item|meeting|hearing)-[A-Za-z0-9-]{1,57}$/));
export const VersionNumber = naming('version', Ordinal);
/** The number of an attachment in its text. */
export const BilagNumber = naming('bilag', Ordinal);
/** The number of an answer to a hearing, and of a file in it. */
export const FileNumber = naming('file', Ordinal);
export const FileHash = naming('file', Hash);
/** An upload in pieces. */
export const UploadId = naming('upload', z.string().regex(/^[0-9a-f]{32}$/));
/** A row of the ledger: stream, number of the transition, number of its effect. */
export const DeliveryKey = naming('delivery', z.string().regex(/^[A-Za-z0-9-]{1,64}\.\d{1,9}-\d{1,4}$/));
/** A row of work on files: what it is about, the kind and its version. */
export const WorkRow = naming('work', z.string().regex(/^[A-Za-z0-9.-]{1,120}$/));
export const WorkKind = naming('work', z.string().regex(/^[a-z-]{1,20}$/));
/** For whom a packet is: its members, the public, or a draft. */
export const VariantName = naming('packet', z.string().regex(/^(members|public|draft)$/));
/** A machine by the word of its list, and one of its states by its path. */
export const ChartName = naming('state', z.string().regex(/^[a-z]{1,20}$/));
export const StatePath = naming('state', z.string().regex(/^[A-Za-z.]{1,60}$/));
/** A person, an office, an organ and the like. @param what which of them */
export const recordId = (what: string) => naming(what, Id);
/** A secret, or a name that is only looked up: every text is tried, and found or not. */
export const Opaque = z.string();

export const OfItem = z.object({ id: ItemId });
export const OfMeeting = z.object({ meeting: MeetingId });
export const OfHearing = z.object({ hearing: HearingId });
export const OfLink = z.object({ token: Opaque });

/** @throws Refusal `not-found` (404) with what there is none of; `half-character` (400) */
export function readParams<Schema extends z.ZodObject>(schema: Schema, params: unknown): z.infer<Schema> {
  assertSafeJson(params);
  const read = schema.safeParse(params);
  if (read.success) return read.data;
  const [wrong] = read.error.issues;
  const parameter = schema.shape[String(wrong?.path[0])] as z.ZodType | undefined;
  throw notFound((parameter && named.get(parameter)?.what) ?? 'page');
}
