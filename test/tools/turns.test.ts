/** Turns: a few jobs at once, each sender behind himself, and a line that has an end. */
import { describe, expect, it } from 'vitest';
import { createTurns, type TurnLimits } from '#src/tools/turns.ts';

const LIMITS: TurnLimits = { atOnce: 2, atOnceEach: 1, waiting: 5, waitingEach: 3 };

/** Jobs that end when they are told to; `started` names them in the order in which their turns came. */
function atWork(limits: Partial<TurnLimits> = {}) {
  const turns = createTurns({ ...LIMITS, ...limits }, () => new Error('busy'));
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const bring = (name: string, from: string, purpose = 'bilag') =>
    turns.run({ purpose, from }, () => {
      started.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
  /** Ends a job, and lets those come that its end makes room for. */
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { bring, end, started, turns };
}

describe('turns', () => {
  it('come to so many jobs at once, and hand on what a job returns', async () => {
    const { bring, end, started } = atWork();
    const [one] = [bring('a', 'A', 'answer'), bring('b', 'B', 'bilag'), bring('c', 'C', 'mail')];
    await new Promise(setImmediate);
    expect(started).toEqual(['a', 'b']);
    await end('a');
    expect(await one).toBe('a');
    expect(started).toEqual(['a', 'b', 'c']);
  });

  it('go around: who has brought many waits behind who has brought one', async () => {
    const { bring, end, started } = atWork({ atOnce: 1 });
    for (const name of ['a1', 'a2', 'a3']) void bring(name, 'A');
    void bring('b1', 'B');
    void bring('c1', 'C');
    await new Promise(setImmediate);
    for (const name of ['a1', 'a2', 'b1', 'c1', 'a3']) await end(name);
    expect(started).toEqual(['a1', 'a2', 'b1', 'c1', 'a3']);
  });

  it('leave a place free where one sender, or one purpose, has had its share', async () => {
    const { bring, started } = atWork({ atOnce: 3, atOnceFor: { answer: 1 } });
    for (const name of ['a1', 'a2']) void bring(name, 'A', 'answer');
    void bring('b1', 'B', 'answer');
    for (const name of ['c1', 'c2']) void bring(name, 'C');
    void bring('d1', 'D');
    await new Promise(setImmediate);
    expect(started).toEqual(['a1', 'c1', 'd1']);
  });

  it('are refused to a sender behind whom too many of his own wait, and to nobody else', async () => {
    const { bring } = atWork();
    for (const name of ['a1', 'a2', 'a3', 'a4']) void bring(name, 'A');
    await expect(bring('a5', 'A')).rejects.toThrow('busy');
    const other = bring('b1', 'B');
    await expect(Promise.race([other, new Promise((resolve) => setImmediate(resolve, 'taken'))])).resolves.toBe(
      'taken',
    );
  });

  it('are refused to all where too many wait together, and given again once there is room', async () => {
    const { bring, end, started } = atWork();
    for (const from of ['A', 'B', 'C', 'D', 'E', 'F', 'G']) void bring(from, from);
    await new Promise(setImmediate);
    await expect(bring('H', 'H')).rejects.toThrow('busy');
    await end('A');
    void bring('H', 'H');
    for (const name of ['B', 'C', 'D', 'E', 'F', 'G']) await end(name);
    expect(started.at(-1)).toBe('H');
  });

  it('go on after a job that fails', async () => {
    const { bring, started, turns } = atWork({ atOnce: 1 });
    const failing = turns.run({ purpose: 'bilag', from: 'A' }, () => Promise.reject(new Error('broken')));
    void bring('b', 'B');
    await expect(failing).rejects.toThrow('broken');
    await new Promise(setImmediate);
    expect(started).toEqual(['b']);
  });
});
