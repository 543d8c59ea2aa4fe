/** A disk that is full: said in words that blame no file, and tried again until there is room. */
import { writeFile } from 'node:fs/promises';
import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '#src/http/problems.ts';
import { failureClassOf } from '#src/queue/backoff.ts';
import { isOutOfSpace } from '#src/store/out-of-space.ts';
import { runWhole } from '#src/tools/run-whole.ts';
import { sentenceOf } from '#src/words/words.ts';
import { inFolder } from '../files/make.ts';

const LIMITS = { memoryMb: 100, cpuSeconds: 5, wallMs: 10_000, outputMb: 1 };
const thrownBy = (job: Promise<unknown>): Promise<unknown> =>
  job.then(
    () => expect.fail('there was room'),
    (error: unknown) => error,
  );

describe('No room', () => {
  it('is known where this process writes, and where a program does', async () => {
    // The system's own device that is always full (full(4)).
    const own = await thrownBy(writeFile('/dev/full', 'x'));
    const args = ['if=/dev/zero', 'of=/dev/full', 'count=1'];
    const programs = await thrownBy(inFolder((folder) => runWhole({ file: 'dd', args, folder, limits: LIMITS })));
    for (const error of [own, programs]) {
      expect(isOutOfSpace(error)).toBe(true);
      expect(failureClassOf(error)).toBe('store');
      expect(refusalOf(error)).toMatchObject({ code: 'no-room', status: 507 });
    }
  });

  it('is known where the store says so, in the words of each', () => {
    const { MongoServerError } = mongoose.mongo;
    const words = 'could not extend file "base/16384/2619": No space left on device';
    expect(isOutOfSpace(new MongoServerError({ code: 14031, message: 'OutOfDiskSpace' }))).toBe(true);
    expect(isOutOfSpace(new MongoServerError({ code: 1, message: words }))).toBe(true);
    expect(isOutOfSpace(new MongoServerError({ code: 1, message: 'connection refused' }))).toBe(false);
    expect(isOutOfSpace(new Error('No space left on device'))).toBe(false);
    expect(isOutOfSpace('ENOSPC')).toBe(false);
  });

  it('is said with whom to tell', () => {
    expect(sentenceOf('no-room').lift).toContain('driften');
  });
});
