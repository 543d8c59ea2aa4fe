/** The paths that xstate/graph finds through the charts: to every state and every transition, each driven as the store would. */
import { describe, expect, it } from 'vitest';
import { type MachineName, machines } from '#machines/run.ts';
import { statesOf } from '#machines/states.ts';
import { pathToEach, transitionsOf, walk } from './graph.ts';

describe.each(Object.keys(machines) as MachineName[])('The graph of %s', (name) => {
  const paths = [...new Set(pathToEach(name).values())];

  it('has a path to every transition: each state, each event that is known there, each branch that its rules open', () => {
    const walked = new Set(paths.flatMap((path) => walk(name, path).transitions));
    expect([...walked].toSorted()).toEqual(transitionsOf(name).toSorted());
  });

  it('says where each path ends when it is driven, stored and restored at every step', () => {
    for (const path of paths) {
      expect(walk(name, path).transitions, path.events.map(({ type }) => type).join(' ')).toEqual(path.transitions);
    }
  });

  it('reaches every state in which the machine can rest', () => {
    const reached = paths.flatMap((path) => walk(name, path).reached);
    expect([...new Set(reached.map(({ state }) => state.value))].toSorted()).toEqual(statesOf(name).toSorted());
  });
});
