/** Work that is done a few at a time: whoever sends much of it waits behind himself, and nobody waits in a line without an end. */

/** Whose work it is, and for what. */
export interface Place {
  purpose: string;
  from: string;
}

export interface TurnLimits {
  /** Jobs at the same time. */
  atOnce: number;
  /** Of a purpose; `atOnce` of one that is not named. */
  atOnceFor?: Readonly<Record<string, number>>;
  /** Of one sender, for one purpose. */
  atOnceEach: number;
  /** Jobs that wait, all together. */
  waiting: number;
  /** Of one sender, for one purpose. */
  waitingEach: number;
}

export interface Turns {
  /** @returns what the job returns, once its turn has come @throws as the job, and `busy` where too many wait */
  run<T>(place: Place, job: () => Promise<T>): Promise<T>;
}

type Waiting = { place: Place; go: () => void };

const keyOf = ({ purpose, from }: Place): string => JSON.stringify([purpose, from]);

/** @param busy makes the error for a job that may not wait. @returns turns by senders, one after the other, and of each in their order */
export function createTurns(limits: TurnLimits, busy: () => Error): Turns {
  const running = new Set<Place>();
  /** By sender and purpose; whose turn is next stands first. */
  const lines = new Map<string, Waiting[]>();

  const countOf = (isIt: (place: Place) => boolean): number => [...running].filter(isIt).length;
  const mayStart = (place: Place): boolean =>
    running.size < limits.atOnce &&
    countOf(({ purpose }) => purpose === place.purpose) < (limits.atOnceFor?.[place.purpose] ?? limits.atOnce) &&
    countOf((each) => keyOf(each) === keyOf(place)) < limits.atOnceEach;

  function startNext(): void {
    for (const [key, [first, ...others]] of lines) {
      if (first === undefined || !mayStart(first.place)) continue;
      lines.delete(key);
      if (others.length > 0) lines.set(key, others);
      running.add(first.place);
      first.go();
    }
  }

  function wait(place: Place): Promise<void> {
    const line = lines.get(keyOf(place)) ?? [];
    const waiting = [...lines.values()].reduce((sum, { length }) => sum + length, 0);
    const startsAtOnce = line.length === 0 && mayStart(place);
    if (!startsAtOnce && (line.length >= limits.waitingEach || waiting >= limits.waiting)) throw busy();
    return new Promise((go) => {
      lines.set(keyOf(place), [...line, { place, go }]);
      startNext();
    });
  }

  return {
    async run({ purpose, from }, job) {
      const place = { purpose, from };
      await wait(place);
      try {
        return await job();
      } finally {
        running.delete(place);
        startNext();
      }
    },
  };
}
