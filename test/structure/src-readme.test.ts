/** The annotated tree in src/README.md: every folder has a line, and what the examples name exists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './sources.ts';

const text = readFileSync(join(ROOT, 'src/README.md'), 'utf8');
const entries = readdirSync(join(ROOT, 'src'), { withFileTypes: true });

describe('src/README.md', () => {
  it('has a line for every folder', () => {
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(folders.filter((name) => !new RegExp(`^${name}/ +\\S`, 'm').test(text))).toEqual([]);
  });

  it('names every file beside the folders', () => {
    const files = entries.filter(({ name }) => name.endsWith('.ts')).map(({ name }) => name);
    expect(files.filter((name) => !text.includes(name))).toEqual([]);
  });

  it('sends nobody to a file that does not exist', () => {
    const named = [...text.matchAll(/`((?:src|machines|templates)\/[^`<>*]+\.\w+)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
