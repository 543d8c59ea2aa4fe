/** A copy of what is being typed, kept by the browser until the server has it: a crash or a dead network loses nothing. */
import type { DraftBody } from '#src/documents/draft-body.ts';

interface LocalCopy {
  rev: number;
  /** ISO instant, by the computer's clock. */
  at: string;
  draft: DraftBody;
}

export interface LocalCopies {
  read(): LocalCopy | null;
  write(copy: LocalCopy): void;
  clear(): void;
  /**
   * A copy left behind by an earlier visit, moved out of the way of what is typed from now on; it stays until `forgetFound`.
   * @param isStored whether the server has exactly this text already: then there is nothing to find
   */
  findLeftBehind(isStored: (copy: LocalCopy) => boolean): LocalCopy | null;
  forgetFound(): void;
  /** Puts a text aside that somebody chose not to keep: the choice can be regretted until the next one is put aside. */
  putAside(copy: LocalCopy): void;
}

/** @param person the copy is hers alone, also on a computer that several use */
export function localCopies(item: string, person: string, storage: Storage = localStorage): LocalCopies {
  const key = `sagsgang:${person}:${item}`;
  const set = (name: string, copy: LocalCopy) => {
    try {
      storage.setItem(name, JSON.stringify(copy));
    } catch {
      // Full or forbidden: saving to the server still works, and the page warns before it is left unsaved.
    }
  };
  const get = (name: string): LocalCopy | null => {
    try {
      const text = storage.getItem(name);
      return text === null ? null : (JSON.parse(text) as LocalCopy);
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
  const putAside = (copy: LocalCopy) => set(`${key}:lagt-til-side`, copy);
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
