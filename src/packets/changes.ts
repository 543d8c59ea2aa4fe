/** What differs between two packets, as whoever has read the earlier one wants to know it: "bilag 2.1 erstattet, punkt 4 nyt". Pure. */
import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { PacketBilag, PacketDocument, PacketItem } from './document.ts';

/** The kinds of change, by the name of their words (`packetChanges` in templates/da.json). */
const KINDS = [
  'protocol',
  'meeting',
  'part-new',
  'late-reason',
  'item-new',
  'item-gone',
  'item-struck',
  'item-moved',
  'item-closed',
  'item-opened',
  'item-decided',
  'item-changed',
  'bilag-new',
  'bilag-gone',
  'bilag-replaced',
  'bilag-changed',
  'bilag-made',
] as const;

export const PacketChange = z.strictObject({
  kind: z.enum(KINDS),
  /** What the later packet calls it, or the earlier one where it is gone: "4", "2.1", "Tillægsdagsorden"; empty for the meeting. */
  label: z.string().max(60),
  /** What the earlier packet called an item that has moved. */
  was: z.string().max(60).optional(),
});
export type PacketChange = z.infer<typeof PacketChange>;
type Kind = PacketChange['kind'];

const change = (kind: Kind, label = ''): PacketChange => ({ kind, label });
const differs = (a: unknown, b: unknown): boolean => canonicalize(a) !== canonicalize(b);

/**
 * @param made the keys of bilag that had no place in the earlier packet, because no PDF could be made of them, and have one in the later
 * @returns the changes, the meeting's own first and then in the order of the later packet; none where both print alike
 */
export function packetChanges(
  before: PacketDocument,
  after: PacketDocument,
  made: ReadonlySet<string> = new Set(),
): PacketChange[] {
  const earlier = placed(before);
  const later = placed(after);
  const known = new Map(earlier.map((each) => [each.key, each]));
  const left = new Set(later.map(({ key }) => key));
  const newParts = after.parts.filter(({ id }) => !before.parts.some((part) => part.id === id));
  return [
    ...meetingChanges(before, after),
    ...newParts.map(({ title }) => change('part-new', title)),
    ...later
      // What has come with a part that is new as a whole is not named one by one.
      .filter(({ item }) => !newParts.some(({ id }) => id === item.part))
      .flatMap((each) => itemChanges(known.get(each.key), each, made)),
    ...earlier.filter(({ key }) => !left.has(key)).map(({ label }) => change('item-gone', label)),
  ];
}

function meetingChanges(before: PacketDocument, after: PacketDocument): PacketChange[] {
  const head = ({ municipality, organName, day, startsAt, endsAt, place, members }: PacketDocument) => ({
    ...{ municipality, organName, day, startsAt, endsAt, place, members },
  });
  const reasonOf = (document: PacketDocument, id: string) =>
    document.parts.find((part) => part.id === id)?.lateReason ?? null;
  const isLateNow = after.parts.some(
    ({ id, lateReason }) => lateReason !== null && reasonOf(before, id) !== lateReason,
  );
  return [
    ...(before.paper === after.paper ? [] : [change('protocol')]),
    ...(differs(head(before), head(after)) ? [change('meeting')] : []),
    ...(isLateNow ? [change('late-reason')] : []),
  ];
}

interface Placed {
  item: PacketItem;
  /** The same in both packets: its id, or its number where this reader knows no more of it. */
  key: string;
  /** Its number; its place where it has none yet. */
  label: string;
}
const placed = ({ items }: PacketDocument): Placed[] =>
  items.map((item, place) => {
    const label = item.number ?? String(place + 1);
    return { item, key: item.item ?? `number ${label}`, label };
  });

function itemChanges(before: Placed | undefined, after: Placed, made: ReadonlySet<string>): PacketChange[] {
  const { item, label } = after;
  if (before === undefined) return [change('item-new', label)];
  const moved = before.label === label ? [] : [{ ...change('item-moved', label), was: before.label }];
  return [...moved, ...textChange(before.item, item, label), ...bilagChanges(before.item.bilag, item.bilag, made)];
}

/** The one thing that is to be said of an item's text: what explains most comes first. */
function textChange(before: PacketItem, after: PacketItem, label: string): PacketChange[] {
  if (before.openness !== after.openness)
    return [change(after.openness === 'closed' ? 'item-closed' : 'item-opened', label)];
  const text = ({ document: { bilag: _, rounds: __, title: ___, ...rest }, note }: PacketItem) => ({ ...rest, note });
  const [was, is] = [before.document.title, after.document.title];
  if (is !== was && is.startsWith(was) && is.endsWith('udgår')) return [change('item-struck', label)];
  if (is !== was || differs(text(before), text(after))) return [change('item-changed', label)];
  return differs(before.document.rounds, after.document.rounds) ? [change('item-decided', label)] : [];
}

function bilagChanges(
  before: readonly PacketBilag[],
  after: readonly PacketBilag[],
  made: ReadonlySet<string>,
): PacketChange[] {
  const known = new Map(before.map((row) => [row.key, row]));
  const left = new Set(after.map(({ key }) => key));
  const kindOf = (row: PacketBilag): Kind | null => {
    const was = known.get(row.key);
    if (was === undefined) return 'bilag-new';
    if (was.file?.hash !== row.file?.hash) return was.file === null ? 'bilag-new' : 'bilag-replaced';
    if (made.has(row.key)) return 'bilag-made';
    const words = ({ title, docNo, openness, mainDocument, availability, seq }: PacketBilag) => ({
      ...{ title, docNo, openness, mainDocument, availability, seq },
    });
    return differs(words(was), words(row)) ? 'bilag-changed' : null;
  };
  return [
    ...after.flatMap((row) => {
      const kind = kindOf(row);
      return kind === null ? [] : [change(kind, row.label)];
    }),
    ...before.filter(({ key }) => !left.has(key)).map(({ label }) => change('bilag-gone', label)),
  ];
}
