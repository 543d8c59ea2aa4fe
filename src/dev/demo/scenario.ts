/** What the demo plays of one published text: the text as the importer reads it, and a fixture with all that it leaves open. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { OrganRole, PlannedStep } from '#machines/agenda-item/steps.ts';
import { ClauseOutcome, Id } from '#machines/primitives.ts';
import { Email } from '#src/addresses/address-field.ts';
import { HearingTypeId } from '#src/calendar/hearing-type-id.ts';
import { Absence } from '#src/documents/decision.ts';
import type { Imported } from '#src/importer/imported.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';

/** A wall-clock time in Europe/Copenhagen, `YYYY-MM-DDTHH:MM` with or without seconds. */
const LocalTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/);
const Name = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** An approval by mailed link, or a vacant office that the secretariat skips with a reason. */
const Approval = z.strictObject({ person: Id, office: Id, at: LocalTime, skip: z.string().optional() });

const ScenarioItem = z.strictObject({
  name: Name,
  /** Which item of the published text, from 0; or the sub-item of another that it grows out of. */
  published: z.number().int().min(0).optional(),
  spunOff: z.strictObject({ from: Name, title: z.string() }).optional(),
  /** The text of an item that grew out of a sub-item. */
  text: z.string().optional(),
  recommendation: z.strictObject({ lead: z.string(), clauses: z.array(z.string()) }).optional(),
  printedRoute: z.string().optional(),
  officer: Id,
  createdAt: LocalTime,
  savedAt: LocalTime,
  submittedAt: LocalTime,
  plan: z.array(PlannedStep),
  approvals: z.array(Approval),
});
export type ScenarioItem = z.infer<typeof ScenarioItem>;

const ScenarioDecision = z.strictObject({
  item: Name,
  at: LocalTime,
  /** The published decision, by its place among all of the item's; or a text that is made up. */
  published: z.number().int().min(0).optional(),
  text: z.string().optional(),
  outcomes: z.array(ClauseOutcome).min(1),
  absences: z.array(Absence).default([]),
  /** For the published bullets in their order: which sub-item each is about; null is one that came up at the meeting. */
  subItems: z.array(Id.nullable()).optional(),
  addedReason: z.string().optional(),
});
export type ScenarioDecision = z.infer<typeof ScenarioDecision>;

const ScenarioMeeting = z.strictObject({
  name: Name,
  organ: Id,
  date: z.iso.date(),
  startsAt: z.string(),
  endsAt: z.string().optional(),
  place: z.string().optional(),
  /** Whether it was read from the published agenda, head and all. */
  published: z.boolean().default(false),
  plannedAt: LocalTime,
  items: z.array(z.strictObject({ item: Name, listedAt: LocalTime })),
  frozenAt: LocalTime,
  dispatchedAt: LocalTime,
  lateReason: z.string().optional(),
  begunAt: LocalTime,
  attendedAt: LocalTime,
  absent: z.array(z.strictObject({ person: Id, label: z.enum(['Afbud:', 'Fraværende:']) })).default([]),
  decisions: z.array(ScenarioDecision),
  endedAt: LocalTime,
  /** Absent where nobody signs. */
  protocolAt: LocalTime.optional(),
  /** The first signature; the others follow a minute apart. */
  signedAt: LocalTime.optional(),
  /** Those who do not simply sign. */
  reservations: z.record(Id, z.string()).default({}),
  refusals: z.record(Id, z.string()).default({}),
});
export type ScenarioMeeting = z.infer<typeof ScenarioMeeting>;

const ScenarioHearing = z.strictObject({
  item: Name,
  type: HearingTypeId,
  plannedAt: LocalTime,
  parties: z.array(z.strictObject({ name: z.string(), email: Email })).min(1),
  scheduledAt: LocalTime,
  opensOn: z.iso.date(),
  closesOn: z.iso.date(),
  answers: z.array(
    z.strictObject({
      email: Email,
      name: z.string(),
      /** When the form is opened, where that is not when it is sent. */
      openedAt: LocalTime.optional(),
      at: LocalTime,
      text: z.string(),
    }),
  ),
  declines: z.array(z.strictObject({ email: Email, at: LocalTime })).default([]),
  concludedAt: LocalTime,
  note: z.string(),
});
export type ScenarioHearing = z.infer<typeof ScenarioHearing>;

const Extension = z.strictObject({
  item: Name,
  at: LocalTime,
  stops: z.array(z.strictObject({ organ: Id, role: OrganRole })),
  /** Which later round of the published text brings its recommendation, from 0. */
  publishedRound: z.number().int().min(0),
});

const Fixture = z.strictObject({
  source: z.string(),
  invented: z.literal(true),
  key: Id,
  secretary: Id,
  items: z.array(ScenarioItem).min(1),
  meetings: z.array(ScenarioMeeting).min(1),
  hearings: z.array(ScenarioHearing).default([]),
  extensions: z.array(Extension).default([]),
  /** When the published text is printed back, and what of: an item, or the agenda of a meeting. */
  rendered: z.strictObject({ at: LocalTime, item: Name.optional(), meeting: Name.optional() }),
});

export interface Scenario extends z.infer<typeof Fixture> {
  /** "004": the folder that its results go to. */
  seed: string;
  imported: Imported;
}

/**
 * Reads `seeds/<seed>.txt` and `demo/<seed>.json`.
 * @throws ZodError, Refusal when one of them is not what it should be
 */
export async function readScenario(folder: string, seed: string): Promise<Scenario> {
  const fixture = Fixture.parse(JSON.parse(await readFile(join(folder, 'demo', `${seed}.json`), 'utf8')));
  const imported = readAgenda(await readFile(join(folder, 'seeds', `${seed}.txt`)));
  return { ...fixture, seed, imported };
}
