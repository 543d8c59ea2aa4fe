import common from './vitest.config.ts';

/**
 * The tests that take a minute or more each (`npm run test:slow`). Their limits are wide: on a machine half as fast as usual, with
 * another file beside it, reading a scanned page took over a minute.
 */
export default {
  ...common,
  test: {
    ...common.test,
    include: ['test/**/*.slow.test.ts'],
    exclude: [],
    testTimeout: 240_000,
    hookTimeout: 300_000,
  },
};
