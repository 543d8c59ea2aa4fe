/**
 * What is true of a stored state, read from the machines' tags and meta. The tables are made once, from the machines themselves, so
 * that a list of many rows may be asked about each of them, and a query may name all states that carry a tag.
 */
import type { AnyStateNode } from 'xstate';
import type { ItemMeta, ItemTag } from './agenda-item/states.ts';
import type { HearingMeta, HearingTag } from './hearing/states.ts';
import type { MeetingMeta, MeetingTag } from './meeting/states.ts';
import { type MachineName, machines } from './run.ts';

export type TagOf = { 'agenda-item': ItemTag; meeting: MeetingTag; hearing: HearingTag };
export type MetaOf = { 'agenda-item': ItemMeta; meeting: MeetingMeta; hearing: HearingMeta };

interface StateFacts<Name extends MachineName> {
  tags: ReadonlySet<TagOf[Name]>;
  meta: MetaOf[Name];
}
type Table<Name extends MachineName> = ReadonlyMap<string, StateFacts<Name>>;

/** Every state in which the machine can rest, by its path: innermost, and not left in the same instant by `always`. */
function tableOf<Name extends MachineName>(name: Name): Table<Name> {
  const inside = (node: AnyStateNode, above: readonly TagOf[Name][]): [string, StateFacts<Name>][] => {
    const tags = [...above, ...(node.tags as TagOf[Name][])];
    const children = Object.values(node.states);
    if (children.length > 0) return children.flatMap((child) => inside(child, tags));
    if ((node.always ?? []).some(({ guard }) => guard === undefined)) return [];
    return [[node.path.join('.'), { tags: new Set(tags), meta: node.meta as MetaOf[Name] }]];
  };
  return new Map(inside(machines[name].machine.root as AnyStateNode, []));
}

const tables: { [Name in MachineName]: Table<Name> } = {
  'agenda-item': tableOf('agenda-item'),
  meeting: tableOf('meeting'),
  hearing: tableOf('hearing'),
};

function factsOf<Name extends MachineName>(machine: Name, state: string): StateFacts<Name> {
  const facts = tables[machine].get(state);
  if (facts === undefined) throw new RangeError(`"${state}" is no state of the machine ${machine}.`);
  return facts;
}

/**
 * Whether the state carries the tag.
 * @param state the path of a stored state, e.g. of a row or of a record
 * @throws RangeError for a path that the machine does not have
 */
export const hasTag = <Name extends MachineName>(machine: Name, state: string, tag: TagOf[Name]): boolean =>
  factsOf(machine, state).tags.has(tag);

/** The state's phase, whom it waits for and its badge. @throws RangeError for a path that the machine does not have */
export const metaOf = <Name extends MachineName>(machine: Name, state: string): MetaOf[Name] =>
  factsOf(machine, state).meta;

/** The paths of all states that the machine can rest in, in the order in which the machine lists them. */
export const statesOf = (machine: MachineName): string[] => [...tables[machine].keys()];

/** The paths of the states that carry the tag: what a query for `state: { $in: … }` names. */
export const statesWith = <Name extends MachineName>(machine: Name, tag: TagOf[Name]): string[] =>
  statesOf(machine).filter((state) => hasTag(machine, state, tag));

/** The paths of the states that do not carry the tag. */
export const statesWithout = <Name extends MachineName>(machine: Name, tag: TagOf[Name]): string[] =>
  statesOf(machine).filter((state) => !hasTag(machine, state, tag));
