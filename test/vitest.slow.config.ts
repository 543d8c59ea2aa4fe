import common from './vitest.config.ts';

/** The tests that take a minute or more each (`npm run test:slow`). */
export default { ...common, test: { ...common.test, include: ['test/**/*.slow.test.ts'], exclude: [] } };
