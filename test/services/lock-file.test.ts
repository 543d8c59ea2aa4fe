import { expect, it } from 'vitest';
import { missingOptional, readLock } from '../setup/complete-lock.ts';

it('package-lock.json has an entry for every platform package, or npm ci refuses it (node test/setup/complete-lock.ts)', async () => {
  expect(missingOptional(await readLock())).toEqual([]);
});
