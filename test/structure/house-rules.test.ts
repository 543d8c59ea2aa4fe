/** Rules of the house that a linter does not know. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, sheetsAndTemplates, sourcesUnder, withoutComments } from './sources.ts';

const sources = sourcesUnder('machines', 'src', 'workers', 'test');

/** Functions that may be longer than 80 lines, each with its reason. */
const LONG_FUNCTIONS: Record<string, string> = {
  'src/browser/meeting/live-form.ts liveForm': 'the state of one form, which all its steps read and change',
  'src/browser/autosave.ts createAutosave': 'the state of one save at a time, which all its steps read and change',
};

/** Each function declared in a file with the number of its lines; formatted code closes one where it began. */
function functionsIn({ path, text }: { path: string; text: string }): { name: string; lines: number }[] {
  const lines = text.split('\n');
  return lines.flatMap((line, start) => {
    const found = /^( *)(?:export )?(?:async )?(?:function (\w+)|const (\w+) = (?:async )?[<(].*(?:=> \{|\()$)/.exec(
      line,
    );
    if (!found) return [];
    const [, indent = '', named, assigned] = found;
    const end = lines.findIndex((each, at) => at > start && (each === `${indent}}` || each === `${indent}};`));
    return [{ name: `${path} ${named ?? assigned}`, lines: end - start + 1 }];
  });
}

interface Package {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
}
const packageJson = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Package;

describe('The house', () => {
  it('has a fixed top level: what is not on the list goes into one of its folders', () => {
    const fixed = ['machines', 'src', 'workers', 'templates', 'test'];
    const files = ['docker-compose.yml', 'package.json', 'package-lock.json', 'tsconfig.json', 'README.md'];
    const dotfiles = ['.biome.json', '.ci', '.gitignore', '.npmrc', '.dockerignore', '.git'];
    const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8')
      .split('\n')
      .map((line) => line.replace(/\/$/, ''));
    const allowed = new Set([...fixed, ...files, ...dotfiles, ...ignored]);
    const found = readdirSync(ROOT).filter((name) => !name.endsWith('.log'));
    expect(found.filter((name) => !allowed.has(name))).toEqual([]);
    expect([...fixed, ...files].filter((name) => !found.includes(name))).toEqual([]);
  });

  it('pins every package to one version', () => {
    const all = { ...packageJson.dependencies, ...packageJson.devDependencies };
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('has no default exports but in the settings of vitest and a processor of BullMQ, which want one', () => {
    const exporting = sources.filter(({ text }) => /^export default\b/m.test(withoutComments(text)));
    expect(exporting.map(({ path }) => path)).toEqual([
      'src/app/packet-processor.ts',
      'test/vitest.config.ts',
      'test/vitest.slow.config.ts',
    ]);
  });

  it('has no file over 300 lines', () => {
    const sheets = sheetsAndTemplates();
    expect(sheets.filter(({ path }) => path.endsWith('.css')).length).toBeGreaterThan(10);
    const long = [...sources, ...sheets].filter(({ text }) => text.split('\n').length > 301).map(({ path }) => path);
    expect(long).toEqual([]);
  });

  it('has no function over 80 lines without a reason', () => {
    const inCode = sources.filter(({ path }) => !path.startsWith('test/')).flatMap(functionsIn);
    expect(inCode.length).toBeGreaterThan(1_000);
    const long = inCode.filter(({ lines }) => lines > 80).map(({ name }) => name);
    expect(long.filter((name) => LONG_FUNCTIONS[name] === undefined)).toEqual([]);
  });

  it('has scripts only for files that exist', () => {
    const named = Object.values(packageJson.scripts).flatMap((line) => line.match(/\S+\.m?[jt]s\b/g) ?? []);
    const known = new Set(sources.map(({ path }) => path));
    expect(named.filter((file) => !known.has(file))).toEqual([]);
  });
});
