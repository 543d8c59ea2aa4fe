/** What the machines are made of, read from their configuration. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { rulesOf } from '#machines/needs.ts';
import { type Definition, type MachineName, machines } from '#machines/run.ts';
import { walkEverything } from './graph.ts';

interface Node {
  [key: string]: unknown;
  on?: Record<string, unknown>;
  always?: unknown;
  entry?: unknown;
  exit?: unknown;
  type?: string;
  states?: Record<string, Node>;
}
interface Found {
  path: string;
  node: Node;
}

const config = (definition: Definition): Node => definition.machine.config as unknown as Node;
const nodesOf = (node: Node, path = ''): Found[] => [
  { path, node },
  ...Object.entries(node.states ?? {}).flatMap(([name, child]) =>
    nodesOf(child, path === '' ? name : `${path}.${name}`),
  ),
];
const list = (value: unknown): unknown[] => (value === undefined ? [] : [value].flat());
/** A step that is left in the same instant it is entered is never stored. */
const restsIn = ({ node }: Found) =>
  node.states === undefined && !list(node.always).some((candidate) => !(candidate as { guard?: unknown }).guard);
const literalsOf = (union: z.ZodType): string[] =>
  (union as unknown as { options: { shape: { type: { value: string } } }[] }).options.map(
    ({ shape }) => shape.type.value,
  );
const actionsOf = ({ node }: Found): { type: string; params?: unknown }[] => {
  const transitions = [...Object.values(node.on ?? {}).flatMap(list), ...list(node.always)];
  const taken = transitions.flatMap((each) => list((each as { actions?: unknown }).actions).flat());
  return [...taken, ...list(node.entry)] as { type: string; params?: unknown }[];
};

const reached = walkEverything();

describe.each(Object.keys(machines) as MachineName[])('The machine %s', (name) => {
  const definition = machines[name];
  const nodes = nodesOf(config(definition));
  const mine = reached.filter(({ machine }) => machine === name);

  it('has no timer, no invoked work, no wildcard, no final state, no history, no parallel region and no exit actions', () => {
    for (const { path, node } of nodes) {
      const allowed = ['id', 'schemas', 'context', 'initial', 'states', 'on', 'always', 'entry', 'tags', 'meta'];
      expect(
        Object.keys(node).filter((key) => !allowed.includes(key)),
        path,
      ).toEqual([]);
      expect(Object.keys(node.on ?? {}).filter((type) => type.includes('*') || type.startsWith('xstate.'))).toEqual([]);
    }
  });

  it('knows no event outside its two vocabularies, and every event of them somewhere', () => {
    const known = new Set(nodes.flatMap(({ node }) => Object.keys(node.on ?? {})));
    const spoken = [...literalsOf(definition.fromPeople), ...literalsOf(definition.fromSystem)];
    expect([...known].toSorted()).toEqual(spoken.toSorted());
  });

  it('reaches every state in which it can rest in the journeys of these tests', () => {
    const states = nodes.filter(restsIn).map(({ path }) => path);
    expect([...new Set(mine.map(({ state }) => state.value))].toSorted()).toEqual(states.toSorted());
  });

  it('reaches every event in the journeys of these tests', () => {
    const events = [...literalsOf(definition.fromPeople), ...literalsOf(definition.fromSystem)];
    const births = ['create', 'plan'];
    const seen = [...new Set(mine.map(({ event }) => event))].filter((type) => !births.includes(type));
    expect(seen.toSorted()).toEqual(events.toSorted());
  });

  it('has one action beside assignments, whose params make its effects', () => {
    const actions = nodes.flatMap(actionsOf);
    expect(new Set(actions.map(({ type }) => type))).toEqual(new Set(['effects', 'xstate.assign']));
    const asking = actions.filter(({ type }) => type === 'effects');
    expect(asking.filter(({ params }) => typeof params !== 'function')).toEqual([]);
  });

  it('names only rules that exist, and none in vain', () => {
    const guards = nodes
      .flatMap(({ node }) => Object.values(node.on ?? {}).flatMap(list))
      .flatMap((each) => rulesOf((each as { guard?: unknown }).guard ?? {}));
    expect([...new Set(guards)].toSorted()).toEqual(Object.keys(definition.rules).toSorted());
  });

  it('has a Danish sentence for every rule that can refuse', () => {
    const words = JSON.parse(readFileSync(new URL('../../templates/da.json', import.meta.url), 'utf8')) as {
      rules: Record<string, { text: string }>;
    };
    expect(Object.keys(definition.rules).filter((rule) => !words.rules[rule]?.text)).toEqual([]);
  });
});
