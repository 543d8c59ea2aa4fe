/** What README says that can be checked. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigSchema } from '#src/config.ts';
import { withDiagrams } from '#src/dev/diagram/readme.ts';
import { ROOT } from './sources.ts';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const rowsUnder = (heading: string): string[][] => {
  const [, section = ''] = readme.split(`\n## ${heading}\n`);
  const lines = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};
const code = (text: string) => `\`${text}\``;

describe('README', () => {
  it('shows the machines as they are: `npm run diagram` draws them anew', () => {
    expect(withDiagrams(readme)).toBe(readme);
  });

  it('names every setting with its default, and no other', () => {
    const settings = Object.entries(ConfigSchema.shape).map(([name, schema]) => {
      const absent = schema.safeParse(undefined);
      if (!absent.success) return [code(name), 'required'];
      return [code(name), absent.data === undefined ? 'none' : code(String(absent.data))];
    });
    expect(rowsUnder('Configuration').map(([name, value]) => [name, value])).toEqual(settings);
  });

  it('names every command there is', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const commands = rowsUnder('Commands')
      .map(([command]) => command)
      .join(' ');
    const spoken = (name: string) => (['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`);
    expect(Object.keys(scripts).filter((name) => !commands.includes(spoken(name)))).toEqual([]);
  });

  it('gives the picture and the two commands on its first screen', () => {
    const first = readme.split('\n').slice(0, 20).join('\n');
    for (const part of ['](test/pictures/', 'npm start', 'npm test']) expect(first).toContain(part);
  });

  it('names every folder: those of the dependency rule, and all of src', () => {
    for (const folder of ['machines', 'src', 'workers', 'templates', 'test']) {
      expect(readme).toMatch(new RegExp(`^${folder}/ `, 'm'));
    }
    const inside = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(inside.filter(({ name }) => !readme.includes(` ${name}/ `)).map(({ name }) => name)).toEqual([]);
  });
});
