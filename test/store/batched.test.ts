import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { batched } from '#src/store/batched.ts';

/** Doubles numbers, slowly; refuses odd ones one by one, and a request with a 13 as a whole. */
function doubling(betweenMs = 50) {
  const requests: { at: number; numbers: readonly number[] }[] = [];
  const double = batched(
    async (numbers: readonly number[]) => {
      requests.push({ at: performance.now(), numbers });
      await pause(20);
      if (numbers.includes(13)) throw new Error('the store is away');
      return numbers.map((number) => (number % 2 === 0 ? number * 2 : new Error(`${number} is odd`)));
    },
    { betweenMs },
  );
  return { double, requests };
}
const sizes = ({ requests }: ReturnType<typeof doubling>) => requests.map(({ numbers }) => numbers.length);

describe('what is asked for', () => {
  it('while a request is under way goes together in the next one, each with its own answer', async () => {
    const one = doubling(0);
    const first = one.double(2);
    await pause(5);
    const rest = [4, 6, 4].map((number) => one.double(number));
    expect(await Promise.all([first, ...rest])).toEqual([4, 8, 12, 8]);
    expect(sizes(one)).toEqual([1, 3]);
  });

  it('right after a request waits for what else comes', async () => {
    const one = doubling(200);
    await one.double(2);
    const second = one.double(4);
    await pause(50);
    await Promise.all([second, one.double(6)]);
    expect(sizes(one)).toEqual([1, 2]);
    const [first, next] = one.requests.map(({ at }) => at) as [number, number];
    expect(next - first).toBeGreaterThan(200);
  });

  it('more than a hundred times at once goes in several requests, and none is forgotten', async () => {
    const one = doubling(0);
    const numbers = Array.from({ length: 250 }, (_, n) => 2 * n);
    expect(await Promise.all(numbers.map(one.double))).toEqual(numbers.map((number) => 2 * number));
    expect(Math.max(...sizes(one))).toBeLessThanOrEqual(100);
  });

  it('and fails, fails alone; a request that fails as a whole fails for all in it, and the next one is made', async () => {
    const one = doubling(0);
    const some = await Promise.allSettled([one.double(2), one.double(3)]);
    expect(some).toMatchObject([{ value: 4 }, { reason: { message: '3 is odd' } }]);
    const all = await Promise.allSettled([one.double(2), one.double(13)]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await one.double(8)).toBe(16);
  });
});
