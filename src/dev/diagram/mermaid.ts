/** Draws a machine as a Mermaid state diagram, from the machine itself. */
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { rulesOf } from '#machines/needs.ts';
import { arrowsWithin, idOf, innermostCommon, isChoice, isLeaf } from '#src/charts/arrows.ts';

/**
 * The diagram's text (stateDiagram-v2). Events that lead from one state to the same other share an arrow; events that only change
 * what a state remembers are written in its box; events of the whole machine stand in a note. Rules and effects are left out.
 */
export function toMermaid(machine: AnyStateMachine): string {
  const lines = ['stateDiagram-v2', ...drawInside(machine.root, 1)];
  const always = stayingEvents(machine.root);
  const [first] = Object.values(machine.root.states);
  if (always.length > 0 && first) {
    lines.push(`  note right of ${idOf(first)}`, `    taken in every state: ${always.join(', ')}`, '  end note');
  }
  return lines.join('\n');
}

function drawInside(parent: AnyStateNode, depth: number): string[] {
  const indent = '  '.repeat(depth);
  const children = Object.values(parent.states);
  const boxes = children.flatMap((child) => drawState(child, depth));
  const start = parent.initial.target[0];
  const entry = start ? [`${indent}[*] --> ${idOf(start)}`] : [];
  // An arrow stands in the innermost box that holds both its ends, where Mermaid looks for it.
  const arrows = arrowsWithin(parent, (event, candidate, all) =>
    [event, condition(candidate, all)].filter((part) => part !== '').join(' '),
  )
    .filter(({ from, to }) => innermostCommon(from, to) === parent)
    .map(({ from, to, labels }) => {
      const events = labels.filter((label) => label !== '').join(', ');
      return `${indent}${idOf(from)} --> ${idOf(to)}${events === '' ? '' : ` : ${events}`}`;
    });
  return [...boxes, ...entry, ...arrows];
}

function drawState(node: AnyStateNode, depth: number): string[] {
  const indent = '  '.repeat(depth);
  if (isChoice(node)) return [`${indent}state ${idOf(node)} <<choice>>`];
  const staying = stayingEvents(node).join(', ');
  if (isLeaf(node)) {
    const box = `${indent}state "${readable(node.key)}" as ${idOf(node)}`;
    return staying === '' ? [box] : [box, `${indent}${idOf(node)} : ${staying}`];
  }
  const title = staying === '' ? readable(node.key) : `${readable(node.key)} (${staying})`;
  return [`${indent}state "${title}" as ${idOf(node)} {`, ...drawInside(node, depth + 1), `${indent}}`];
}

interface Candidate {
  target?: readonly AnyStateNode[] | undefined;
  guard?: unknown;
}
const rulesIn = ({ guard }: Candidate): readonly string[] => (guard === undefined ? [] : rulesOf(guard));

/** Where one event leads to different states: what must hold for this one and for no other. Passing on names its guard. */
function condition(candidate: Candidate, all: readonly Candidate[]): string {
  const { guard } = candidate;
  if (typeof guard === 'string') return readable(guard);
  if (isParameterized(guard)) return [readable(guard.type), ...Object.values(guard.params)].join(' ');
  if (new Set(all.map(({ target }) => target?.[0])).size < 2) return '';
  const others = new Set(all.filter((each) => each !== candidate).flatMap(rulesIn));
  const own = rulesIn(candidate).filter((rule) => !others.has(rule));
  return own.length === 0 ? '' : `(${own.join(', ')})`;
}

const isParameterized = (guard: unknown): guard is { type: string; params: Record<string, string> } =>
  typeof guard === 'object' && guard !== null && 'params' in guard;

/** Events that leave the state where it is and change only the context. */
function stayingEvents(node: AnyStateNode): string[] {
  return [...node.transitions]
    .filter(([, candidates]) => candidates.some(({ target }) => target === undefined))
    .map(([type]) => type);
}

/** `inSession` → "in session". */
const readable = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
