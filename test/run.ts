/**
 * `npm test`: types, lint and format, then the tests on real services. `npm run test:slow` (`--slow`): the tests that take minutes, and
 * nothing else. Arguments are handed to vitest. Ends with the line "N passed, N failed"; the type check and the lint count as one
 * each. Exit code 1 when anything failed.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { SetupError } from '#src/dev/services/setup-error.ts';
import { converters, ensureTools, tools } from '#src/dev/services/system-packages.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const report = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numFailedTestSuites: z.int() });

const CONFIG = 'test/vitest.config.ts';
const SLOW_CONFIG = 'test/vitest.slow.config.ts';

type Count = { readonly passed: number; readonly failed: number };

/** The program being run, for signals: they end it, and then this process. */
let current: ReturnType<typeof spawn> | undefined;

const run = (script: string, args: readonly string[]): Promise<number> =>
  new Promise((resolve) => {
    current = spawn(process.execPath, [join(ROOT, 'node_modules', script), ...args], { cwd: ROOT, stdio: 'inherit' });
    current.once('exit', (code) => resolve(code ?? 1));
  });

const check = async (name: string, script: string, args: readonly string[]): Promise<Count> => {
  const code = await run(script, args);
  console.log(`${code === 0 ? '✓' : '✗'} ${name}`);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
};

const vitest = async (config: string, args: readonly string[]): Promise<Count> => {
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-report-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run('vitest/vitest.mjs', ['run', '--config', config, ...reporters, ...args]);
  try {
    const counted = report.parse(JSON.parse(await readFile(file, 'utf8')));
    // A file that cannot be loaded, or an error outside any test, fails no test but fails the run.
    const failed =
      counted.numFailedTests > 0 || code === 0 ? counted.numFailedTests : Math.max(1, counted.numFailedTestSuites);
    return { passed: counted.numPassedTests, failed };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const main = async (): Promise<void> => {
  const given = process.argv.slice(2);
  const slow = given.includes('--slow');
  const args = given.filter((arg) => arg !== '--slow');
  await ensureTools([tools.chromium, tools.qpdf, tools.poppler, tools.python, tools.clamd, ...converters], (line) =>
    console.error(line),
  );
  const counts = slow
    ? [await vitest(SLOW_CONFIG, args)]
    : [
        await check('types', 'typescript/bin/tsc', ['--noEmit']),
        await check('lint and format', '@biomejs/biome/bin/biome', ['check']),
        await vitest(CONFIG, args),
      ];
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    current?.kill(signal);
    setTimeout(() => process.exit(1), 3_000).unref();
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof SetupError ? error.message : error);
  process.exit(1);
});
