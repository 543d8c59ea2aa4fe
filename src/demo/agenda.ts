/** What the demo plays: a published item typed in by hand, and the made-up facts about how it came to be decided. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { OrganRole } from '#machines/agenda-item/events.ts';
import { ClauseOutcome, Id } from '#machines/primitives.ts';
import { Absence } from '#src/content/decision.ts';
import { ItemContent, Recommendation } from '#src/content/item-content.ts';
import { RichText } from '#src/content/rich-text.ts';

/** A wall-clock time in Europe/Copenhagen, `YYYY-MM-DDTHH:MM`. */
const LocalTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
const invented = z.literal(true);

const PublishedDecision = z.strictObject({
  organName: z.string(),
  date: z.iso.date(),
  text: RichText,
  absences: z.array(Absence),
});
const Published = z.strictObject({
  source: z.string(),
  content: ItemContent,
  decisions: z.array(PublishedDecision),
  laterRounds: z.array(z.strictObject({ recommendation: Recommendation, decisions: z.array(PublishedDecision) })),
});

const MeetingPath = z.strictObject({
  organ: Id,
  role: OrganRole,
  startsAt: z.string().regex(/^\d\d:\d\d$/),
  plannedAt: LocalTime,
  listedAt: LocalTime,
  frozenAt: LocalTime,
  dispatchedAt: LocalTime,
  begunAt: LocalTime,
  decidedAt: LocalTime,
  endedAt: LocalTime,
  outcomes: z.array(ClauseOutcome).min(1),
  invented,
});
const Path = z.strictObject({
  source: z.string(),
  /** Begins every request's idempotency key: a step that is done again answers what it did the first time. */
  key: Id,
  officer: z.strictObject({ person: Id, invented }),
  secretary: z.strictObject({ person: Id, invented }),
  draft: z.strictObject({ createdAt: LocalTime, savedAt: LocalTime, submittedAt: LocalTime, invented }),
  ladder: z.array(z.strictObject({ office: Id, person: Id, approvedAt: LocalTime, invented })),
  meetings: z.array(MeetingPath).min(1),
  later: z.array(z.strictObject({ extendedAt: LocalTime, meetings: z.array(MeetingPath).min(1), invented })),
});

/** A meeting that treats the item: what was decided there is published, when it was planned and sent is made up. */
export type DemoMeeting = z.infer<typeof MeetingPath> & { decision: z.infer<typeof PublishedDecision> };

export interface DemoAgenda extends Omit<z.infer<typeof Path>, 'meetings' | 'later' | 'source'> {
  content: ItemContent;
  meetings: DemoMeeting[];
  later: { extendedAt: string; recommendation: Recommendation; meetings: DemoMeeting[] }[];
}

/**
 * Reads `agenda-<name>.json` and `agenda-<name>-path.json`.
 * @param folder where the two files are
 * @throws ZodError when one of them is not what it should be, Error when they do not fit each other
 */
export async function readAgenda(folder: string, name: string): Promise<DemoAgenda> {
  const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(folder, file), 'utf8'));
  const published = Published.parse(await json(`agenda-${name}.json`));
  const { source: _source, ...path } = Path.parse(await json(`agenda-${name}-path.json`));
  return {
    ...path,
    content: published.content,
    meetings: together(path.meetings, published.decisions),
    later: pairs(path.later, published.laterRounds).map(([round, said]) => ({
      extendedAt: round.extendedAt,
      recommendation: said.recommendation,
      meetings: together(round.meetings, said.decisions),
    })),
  };
}

const together = (
  meetings: readonly z.infer<typeof MeetingPath>[],
  decisions: readonly z.infer<typeof PublishedDecision>[],
): DemoMeeting[] => pairs(meetings, decisions).map(([meeting, decision]) => ({ ...meeting, decision }));

function pairs<A, B>(left: readonly A[], right: readonly B[]): [A, B][] {
  if (left.length !== right.length) throw new Error('The published decisions and the path made up for them differ.');
  return left.map((one, index) => [one, right[index] as B]);
}
