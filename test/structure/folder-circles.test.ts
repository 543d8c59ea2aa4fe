/** No two folders of src import each other, directly or by way of others: each can be read and changed with what is below it. */
import { describe, expect, it } from 'vitest';
import { fileOf, importsOf, sourcesUnder } from './sources.ts';

/** A folder directly below src, or a file that lies there itself. */
const partOf = (path: string): string => path.split('/').slice(0, 2).join('/');

/** Which parts of src each part imports, types included. */
const graph = new Map<string, Set<string>>();
for (const source of sourcesUnder('src')) {
  const own = graph.get(partOf(source.path)) ?? new Set();
  graph.set(partOf(source.path), own);
  for (const specifier of importsOf(source)) {
    const file = fileOf(source, specifier);
    if (file?.startsWith('src/') && partOf(file) !== partOf(source.path)) own.add(partOf(file));
  }
}

/** Every part that a part reaches, over any number of others; itself only where it stands in a circle. */
function reach(edges: ReadonlyMap<string, ReadonlySet<string>>, from: string): Set<string> {
  const found = new Set<string>();
  const next = [...(edges.get(from) ?? [])];
  for (let part = next.pop(); part !== undefined; part = next.pop()) {
    if (found.has(part)) continue;
    found.add(part);
    next.push(...(edges.get(part) ?? []));
  }
  return found;
}

describe('the folders of src', () => {
  it('are seen with what they import', () => {
    expect([...(graph.get('src/http') ?? [])]).toContain('src/queries');
    expect(reach(graph, 'src/http')).toContain('src/store');
    const circle = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c'])],
      ['c', new Set(['a'])],
    ]);
    expect(reach(circle, 'a')).toContain('a');
  });

  it('import each other in no circle', () => {
    expect([...graph.keys()].filter((part) => reach(graph, part).has(part))).toEqual([]);
  });
});
