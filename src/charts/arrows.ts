/** A state chart as what it is drawn from: its boxes, and the arrows between them. Read from the machine itself. */
import type { AnyStateNode } from 'xstate';

export interface Arrow {
  from: AnyStateNode;
  to: AnyStateNode;
  /** The events that lead from the one to the other, each with what must hold; an empty one is taken without an event. */
  labels: string[];
}

export const idOf = (node: AnyStateNode): string => node.path.join('_');
export const isLeaf = (node: AnyStateNode): boolean => Object.keys(node.states).length === 0;
/** A state that is left in the same instant: drawn as a choice. */
export const isChoice = (node: AnyStateNode): boolean => (node.always ?? []).some(({ guard }) => guard === undefined);

export const descendants = (node: AnyStateNode): AnyStateNode[] =>
  Object.values(node.states).flatMap((child) => [child, ...descendants(child)]);
const above = (node: AnyStateNode): AnyStateNode[] => (node.parent ? [node.parent, ...above(node.parent)] : []);
const isAbove = (node: AnyStateNode, below: AnyStateNode): boolean => above(below).includes(node);
/** The innermost box that holds both. */
export const innermostCommon = (a: AnyStateNode, b: AnyStateNode): AnyStateNode | undefined =>
  above(a).find((node) => isAbove(node, b));

interface Candidate {
  target?: readonly AnyStateNode[] | undefined;
  guard?: unknown;
}

/**
 * The arrows between the boxes within `parent`, one for all events between the same two.
 * @param labelOf what an arrow says of one event: its name, and where it leads to several states what decides
 */
export function arrowsWithin(
  parent: AnyStateNode,
  labelOf: (event: string, candidate: Candidate, all: readonly Candidate[]) => string,
): Arrow[] {
  const arrows = descendants(parent).flatMap((node) =>
    [...node.transitions, ['', node.always ?? []] as const].flatMap(([type, candidates]) =>
      candidates.flatMap((candidate): Arrow[] => {
        const to = candidate.target?.[0];
        if (to === undefined) return [];
        return [{ from: outermost(node, to), to, labels: [labelOf(type, candidate, candidates)] }];
      }),
    ),
  );
  return merged(arrows);
}

/** What leaves a box within a box is drawn from that box. */
function outermost(from: AnyStateNode, to: AnyStateNode): AnyStateNode {
  const { parent } = from;
  return parent && from.path.length > 2 && !isAbove(parent, to) ? outermost(parent, to) : from;
}

function merged(arrows: readonly Arrow[]): Arrow[] {
  const byEnds = Map.groupBy(arrows, ({ from, to }) => `${idOf(from)} ${idOf(to)}`);
  return [...byEnds.values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ ...first, labels: [...new Set(same.flatMap(({ labels }) => labels))] }] : [];
  });
}
