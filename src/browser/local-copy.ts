/** A copy of what is being typed, kept by the browser until the server has it: a crash or a dead network loses nothing. */

/** @typeParam Rev what names the stored text that it was written from @typeParam Draft what is typed */
export interface LocalCopy<Rev, Draft> {
  rev: Rev;
  /** ISO instant, by the computer's clock. */
  at: string;
  draft: Draft;
}

export interface LocalCopies<Rev, Draft> {
  read(): LocalCopy<Rev, Draft> | null;
  /** @returns whether there was room for it */
  write(copy: LocalCopy<Rev, Draft>): boolean;
  clear(): void;
  /**
   * A copy left behind by an earlier visit, moved out of the way of what is typed from now on; it stays until `forgetFound`.
   * @param isStored whether the server has exactly this text already: then there is nothing to find
   */
  findLeftBehind(isStored: (copy: LocalCopy<Rev, Draft>) => boolean): LocalCopy<Rev, Draft> | null;
  forgetFound(): void;
  /** Puts a text aside that somebody chose not to keep: the choice can be regretted until the next one is put aside. */
  putAside(copy: LocalCopy<Rev, Draft>): void;
}

/**
 * @param text which text it is a copy of
 * @param person the copy is hers alone, also on a computer that several use
 */
export function localCopies<Rev, Draft>(
  text: string,
  person: string,
  storage: Storage = localStorage,
): LocalCopies<Rev, Draft> {
  type Copy = LocalCopy<Rev, Draft>;
  const key = `sagsgang:${person}:${text}`;
  const set = (name: string, copy: Copy) => {
    try {
      storage.setItem(name, JSON.stringify(copy));
      return true;
    } catch {
      // Full or forbidden: saving to the server still works, and the page warns before it is left unsaved.
      return false;
    }
  };
  const get = (name: string): Copy | null => {
    try {
      const kept = storage.getItem(name);
      return kept === null ? null : (JSON.parse(kept) as Copy);
    } catch {
      return null;
    }
  };
  const remove = (name: string) => {
    try {
      storage.removeItem(name);
    } catch {
      // Nothing was kept either.
    }
  };
  const found = `${key}:fundet`;
  const putAside = (copy: Copy) => void set(`${key}:lagt-til-side`, copy);
  return {
    read: () => get(key),
    write: (copy) => set(key, copy),
    clear: () => remove(key),
    findLeftBehind(isStored) {
      const earlier = get(found);
      const latest = get(key);
      remove(key);
      if (latest === null || isStored(latest)) return earlier;
      if (earlier) putAside(earlier);
      set(found, latest);
      return latest;
    },
    forgetFound: () => remove(found),
    putAside,
  };
}
