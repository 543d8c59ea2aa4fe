import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { machines } from '#machines/run.ts';
import { hashOfVersion, Released, withImports } from './frozen-versions.ts';
import { ROOT } from './sources.ts';

const ENTRY = 'machines/agenda-item/machine.ts';
const copy = mkdtempSync(join(tmpdir(), 'sagsgang-machines-'));
cpSync(join(ROOT, 'machines'), join(copy, 'machines'), { recursive: true });
afterAll(() => rmSync(copy, { recursive: true }));

const changed = (file: string, change: (text: string) => string): string => {
  const path = join(copy, file);
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, change(before));
  const hash = hashOfVersion(copy, ENTRY);
  writeFileSync(path, before);
  return hash;
};

describe('Released versions of the machines', () => {
  const released = Released.parse(JSON.parse(readFileSync(join(ROOT, 'machines/released.json'), 'utf8')));

  it('are unchanged', () => {
    for (const { entry, hash, machine, version } of released) {
      expect(hashOfVersion(ROOT, entry), `${machine} ${version} is frozen: make a new version instead`).toBe(hash);
    }
  });

  it('are of machines that exist, each version once, none newer than the one that runs', () => {
    const running = Object.fromEntries(Object.values(machines).map(({ name, version }) => [name, version]));
    expect(released.filter(({ machine, version }) => version > (running[machine] ?? 0))).toEqual([]);
    expect(new Set(released.map(({ machine, version }) => `${machine} ${version}`)).size).toBe(released.length);
  });

  it('are hashed with everything they import: rules, changes, events and effects', () => {
    expect(withImports(ROOT, ENTRY)).toEqual(
      expect.arrayContaining([
        'machines/agenda-item/core/changes.ts',
        'machines/agenda-item/core/events.ts',
        'machines/agenda-item/rules.ts',
        'machines/agenda-item/core/effects.ts',
        'machines/agenda-item/parts/review.ts',
        'machines/needs.ts',
        'machines/primitives.ts',
      ]),
    );
  });

  it('have the same hash in another folder, and another one when any imported file changes by a letter', () => {
    const original = hashOfVersion(ROOT, ENTRY);
    expect(hashOfVersion(copy, ENTRY)).toBe(original);
    for (const file of withImports(ROOT, ENTRY)) {
      expect(
        changed(file, (text) => `${text}\n`),
        file,
      ).not.toBe(original);
    }
    expect(changed('machines/run.ts', (text) => `${text}\n`)).toBe(original);
  });
});
