import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { writeModuleLists } from '../src/dev/registries/write-module-lists.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
// Also where vitest is run by itself: what is tested reads these lists.
await writeModuleLists(root);

export default defineConfig({
  root,
  test: {
    include: ['test/**/*.test.ts'],
    // Run by vitest.slow.config.ts.
    exclude: ['test/**/*.slow.test.ts'],
    globalSetup: ['test/setup/global.ts'],
    // One process a file: the tests start and kill real programs.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
