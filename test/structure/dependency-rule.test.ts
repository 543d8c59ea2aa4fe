/** machines <- src <- workers, and nothing the other way. */
import { describe, expect, it } from 'vitest';
import { fileOf, importsOf, type Source, sourcesUnder, withoutComments } from './sources.ts';

const machines = sourcesUnder('machines');
const src = sourcesUnder('src');
const workers = sourcesUnder('workers');

/** "file → what it imports" for every import of which `wrong` says so. */
const breaches = (sources: Source[], wrong: (specifier: string, file: string | null) => boolean): string[] =>
  sources.flatMap((source) =>
    importsOf(source)
      .filter((specifier) => wrong(specifier, fileOf(source, specifier)))
      .map((specifier) => `${source.path} → ${specifier}`),
  );
const using = (sources: Source[], words: RegExp): string[] =>
  sources.filter(({ text }) => words.test(withoutComments(text))).map(({ path }) => path);
const outside = (paths: string[], ...folders: string[]) =>
  paths.filter((path) => !folders.some((folder) => path.startsWith(folder)));

describe('The dependency rule', () => {
  it('finds the imports it judges', () => {
    expect(importsOf(machines.find(({ path }) => path === 'machines/run.ts') as Source)).toContain('xstate');
    expect(src.length).toBeGreaterThan(50);
  });

  it('machines import each other, xstate and zod, and nothing else', () => {
    expect(
      breaches(machines, (specifier, file) =>
        file === null ? !['xstate', 'zod'].includes(specifier) : !file.startsWith('machines/'),
      ),
    ).toEqual([]);
  });

  it('machines are pure: no clock, no chance, no environment, no input or output', () => {
    const impure =
      /\bDate\b|Math\.random|\bprocess\b|\bcrypto\b|\bconsole\b|\bsetTimeout\b|\bsetInterval\b|\bfetch\b|\bglobalThis\b|\bawait\b|\basync\b|\bperformance\b/;
    expect(using(machines, impure)).toEqual([]);
  });

  it('src imports neither workers nor tests', () => {
    expect(breaches(src, (_, file) => file !== null && /^(workers|test)\//.test(file))).toEqual([]);
  });

  it('workers import src only, and stay a few lines', () => {
    expect(breaches(workers, (_, file) => file !== null && !file.startsWith('src/'))).toEqual([]);
    expect(workers.filter(({ text }) => text.split('\n').length > 40).map(({ path }) => path)).toEqual([]);
  });

  it('nothing outside tests imports what only development has', () => {
    const development = /^(vitest|fast-check|supertest|playwright-core|@axe-core|axe-core)/;
    expect(breaches([...machines, ...src, ...workers], (specifier) => development.test(specifier))).toEqual([]);
  });

  it('templates are read by src/mail, src/http, src/pdf and src/words only', () => {
    const reading = using([...machines, ...src, ...workers], /['"`][^'"`\n]*\btemplates\/|['"`]templates['"`]/);
    expect(outside(reading, 'src/mail/', 'src/http/', 'src/pdf/', 'src/words/')).toEqual([]);
  });

  it('the web process sets no type: what it sends on paper was printed by a worker', () => {
    const compiler = /^src\/pdf\/(compiler|compile-worker)\.ts$/;
    const rendering = using(src, /\b(renderItem|renderDocument|compileShared|createPdfCompiler)\(/);
    expect(outside(rendering, 'src/pdf/', 'src/prints/', 'src/packets/', 'src/importer/', 'src/dev/')).toEqual([]);
    expect(
      outside(
        breaches(src, (_, file) => compiler.test(file ?? '')).map((line) => line.split(' ')[0] ?? ''),
        'src/pdf/',
        'src/packets/',
      ),
    ).toEqual([]);
  });

  it('the environment is read by the configuration, and by the set-up that fills it in', () => {
    expect(
      outside(using([...machines, ...src, ...workers], /\bprocess\.env\b/), 'src/config.ts', 'src/dev/services/'),
    ).toEqual([]);
  });

  it('the composition root is known to whoever starts or serves it, and to no other', () => {
    const composed = breaches(src, (_, file) => file?.startsWith('src/create-app.ts') === true);
    const importing = composed.map((line) => line.split(' ')[0] ?? '');
    expect(outside(importing, 'src/app/', 'src/dev/')).toEqual([]);
  });

  it('no file imports itself, however long the way round', () => {
    const all = new Map([...machines, ...src, ...workers].map((source) => [source.path, source]));
    const done = new Set<string>();
    const circleFrom = (path: string, way: readonly string[]): readonly string[] | null => {
      if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
      const source = all.get(path);
      if (source === undefined || done.has(path)) return null;
      for (const specifier of importsOf(source)) {
        const circle = circleFrom(fileOf(source, specifier) ?? '', [...way, path]);
        if (circle !== null) return circle;
      }
      done.add(path);
      return null;
    };
    expect([...all.keys()].flatMap((path) => circleFrom(path, []) ?? [])).toEqual([]);
  });

  it('imports within one folder are relative, imports across folders go by #src and #machines', () => {
    const across = breaches([...src, ...workers], (specifier, file) => {
      return file !== null && specifier.startsWith('../') && /^(\.\.\/)+(src|machines|workers)\//.test(specifier);
    });
    expect(across).toEqual([]);
  });
});
