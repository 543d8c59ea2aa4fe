/** The demo as it ran on earlier days: every later one does all of the same, and may do more. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TimelineEntry, TimelineFile } from '#src/store/timeline.ts';

export const PINNED = ['demo-2026-11-28', 'demo-2026-11-29'] as const;
export type Pinned = (typeof PINNED)[number];
export const pinnedFile = (name: Pinned): string =>
  fileURLToPath(new URL(`../fixtures/timelines/${name}.json`, import.meta.url));
export const pinnedTimeline = (name: Pinned): TimelineFile =>
  JSON.parse(readFileSync(pinnedFile(name), 'utf8')) as TimelineFile;

/**
 * Addresses of texts that name the head of a chain: a protocol does, and a signature names its protocol. The version of a machine is
 * under the hash, so they are others as soon as it is raised. The manifest of a packet names the programs that it was made with.
 */
const CHAINED: ReadonlySet<string> = new Set(['protocol', 'signature', 'manifest']);

/** So many items of the demo have bilag. */
const WITH_BILAG = 5;

/** The addresses of the texts as they were sent, by item and time. */
const textsOf = ({ transitions }: TimelineFile): Map<string, string> =>
  new Map(
    transitions.flatMap(({ stream, at, event }) =>
      event.type === 'submit' ? [[`${stream} ${at}`, event.content.hash] as const] : [],
    ),
  );

/** A hearing's id is made from what its item has come to, and of more of it than before: it is found by item and time. */
function hearingNames(pinned: TimelineFile, now: TimelineFile): Map<string, string> {
  const plans = ({ transitions }: TimelineFile) =>
    transitions.flatMap(({ stream, at, event }) =>
      event.type === 'plan' && 'item' in event ? [[`${event.item} ${at}`, stream] as const] : [],
    );
  const named = new Map(plans(now));
  return new Map(plans(pinned).map(([place, id]) => [id, named.get(place) ?? id]));
}

/** A party's id is made from its hearing's: it is found by the hearing and the document about it. */
function partyNames(
  pinned: TimelineFile,
  now: TimelineFile,
  hearings: ReadonlyMap<string, string>,
): Map<string, string> {
  const invited = ({ transitions }: TimelineFile) =>
    transitions.flatMap(({ stream, event }) =>
      event.type === 'invite'
        ? event.parties.map(({ party, ref }) => [hearings.get(stream) ?? stream, ref, party])
        : [],
    );
  const named = new Map(invited(now).map(([hearing, ref, party]) => [`${hearing} ${ref}`, party]));
  return new Map(
    invited(pinned).map(([hearing, ref, party]) => [party ?? '', named.get(`${hearing} ${ref}`) ?? party ?? '']),
  );
}

/** An answer names its party, and a note the answers: found by the hearing, the time, and how many there were at that time before. */
function answerNames(
  pinned: TimelineFile,
  now: TimelineFile,
  hearings: ReadonlyMap<string, string>,
): Map<string, string> {
  const said = ({ transitions }: TimelineFile) => {
    const times = new Map<string, number>();
    return transitions.flatMap(({ stream, at, event }) => {
      const hash = event.type === 'answer' ? event.answer : event.type === 'conclude' ? event.note : null;
      if (hash === null) return [];
      const place = `${hearings.get(stream) ?? stream} ${at} ${event.type}`;
      times.set(place, (times.get(place) ?? 0) + 1);
      return [[`${place} ${times.get(place)}`, hash] as const];
    });
  };
  const named = new Map(said(now));
  return new Map(said(pinned).map(([place, hash]) => [hash, named.get(place) ?? hash]));
}

/**
 * A text names its bilag by their bytes, and the demo makes those with programs and fonts of the machine that it runs on. So a pinned
 * text with bilag is called what the same item's text is called now; of the others the address is the same.
 */
function asNamedNow(pinned: TimelineFile, now: TimelineFile): { timeline: TimelineFile; renamed: number } {
  const texts = textsOf(now);
  const names = new Map(
    [...textsOf(pinned)].flatMap(([place, hash]) => {
      const name = texts.get(place);
      return name === undefined || name === hash ? [] : [[hash, name] as const];
    }),
  );
  const hearings = hearingNames(pinned, now);
  const parties = partyNames(pinned, now, hearings);
  const said = answerNames(pinned, now, hearings);
  const renamed = JSON.stringify(pinned)
    .replaceAll(/[0-9a-f]{64}/g, (hash) => names.get(hash) ?? said.get(hash) ?? hash)
    .replaceAll(/hearing-[0-9a-f]{20}/g, (id) => hearings.get(id) ?? id)
    .replaceAll(/party-[0-9a-f]{16}/g, (id) => parties.get(id) ?? id);
  return { timeline: JSON.parse(renamed) as TimelineFile, renamed: names.size };
}

/**
 * The sentence of a deadline as it has read since: reviewers are reminded by the same kind as approvers. When, how counted and since
 * when must read as before.
 */
const asReworded = (deadline: TimelineFile['deadlines'][number]) => ({
  ...deadline,
  sentence:
    deadline.sentence?.replace(/^Godkenderen mindes om punktet /, 'Den, punktet venter på, mindes om det ') ?? null,
});

/** Whether everything in `expected` is in `value` with the same meaning; an object may have gained fields. */
function contains(value: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(value) &&
      value.length === expected.length &&
      expected.every((each, index) => contains(value[index], each))
    );
  }
  if (typeof expected !== 'object' || expected === null) return value === expected;
  if (typeof value !== 'object' || value === null) return false;
  if (isDateOfRule(value, expected)) return true;
  return Object.entries(expected).every(([name, inside]) => {
    const found = (value as Record<string, unknown>)[name];
    return CHAINED.has(name) ? typeof found === typeof inside : contains(found, inside);
  });
}

/** A deadline of version 1 names its rule alone; a later one has the date that the rule gave. */
const isDateOfRule = (value: unknown, expected: object): boolean => {
  const { basis } = value as { basis?: { rule?: unknown } };
  return 'rule' in expected && basis !== undefined && basis.rule === expected.rule;
};

/** Whether the expected effects are among the others, in their order. Their keys count places, so they may shift. */
function containsEffects(effects: TimelineEntry['effects'], expected: TimelineEntry['effects']): boolean {
  let from = 0;
  return expected.every(({ key: _, ...effect }) => {
    const found = effects.findIndex((each, index) => index >= from && contains(each, effect));
    from = found + 1;
    return found !== -1;
  });
}

/** Signals of one transition may be heard in either order: what happened to a stream in one instant is compared as a whole. */
const byInstant = (transitions: readonly TimelineEntry[]): Map<string, TimelineEntry[]> =>
  Map.groupBy(transitions, ({ stream, at }) => `${stream} ${at}`);

function missingAt(found: TimelineEntry[], expected: readonly TimelineEntry[]): string[] {
  const left = [...found];
  const missing = expected.filter(({ event, actor, effects }) => {
    const index = left.findIndex(
      (each) => contains(each.event, event) && contains(each.actor, actor) && containsEffects(each.effects, effects),
    );
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
  const [end, expectedEnd] = [found.at(-1), expected.at(-1)];
  const otherEnd = expectedEnd && !contains(end?.state, expectedEnd.state) ? [expectedEnd] : [];
  return [...missing, ...otherEnd].map(({ stream, seq, event }) => `${stream}.${seq} ${event.type}`);
}

/**
 * What the pinned run did and this one did not, by name; [] when it did all of it. A request id is drawn at random, and with it the
 * causes and hashes that follow from it: those are not compared.
 */
export function missingFrom(timeline: TimelineFile, name: Pinned): string[] {
  const { timeline: pinned, renamed } = asNamedNow(pinnedTimeline(name), timeline);
  if (renamed > WITH_BILAG) return [`${renamed} texts are others, and ${WITH_BILAG} have bilag`];
  const now = byInstant(timeline.transitions);
  const transitions = [...byInstant(pinned.transitions)].flatMap(([instant, expected]) =>
    missingAt(now.get(instant) ?? [], expected),
  );
  const deadlines = pinned.deadlines
    .map(asReworded)
    .filter((expected) => !timeline.deadlines.some((each) => contains(each, expected)))
    .map(({ id }) => id);
  const sent = timeline.mails.map(({ to, template, at }) => `${template} to ${to} at ${at}`);
  const mails = pinned.mails
    .map(({ to, template, at }) => `${template} to ${to} at ${at}`)
    .filter((mail) => {
      const index = sent.indexOf(mail);
      if (index !== -1) sent.splice(index, 1);
      return index === -1;
    });
  return [...transitions, ...deadlines, ...mails];
}
