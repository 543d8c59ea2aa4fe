/**
 * Files that are being sent, kept by the browser until the server has them: a page that is loaded anew, or a computer that was switched
 * off, goes on with them without asking for them again. Where the browser keeps nothing, they must be chosen again.
 */

export interface UnsentFile {
  id: string;
  /** For whom: the person (several may use a computer), and the item. */
  owner: string;
  /** The row's title, by which it is found again. */
  title: string;
  file: File;
}

export interface UnsentFiles {
  /** @param kept what was left behind, where this goes on with it */
  keep(row: Element, file: File, title: string, kept?: UnsentFile): void;
  rename(row: Element, title: string): void;
  forget(row: Element): void;
  /** What an earlier page did not get sent, and no other window is sending. */
  leftBehind(): Promise<UnsentFile[]>;
}

export function unsentFiles(owner: string): UnsentFiles {
  const kept = new WeakMap<Element, UnsentFile>();
  return {
    keep(row, file, title, left) {
      const entry = left ?? { id: `${Date.now()}-${Math.random()}`, owner, title, file };
      kept.set(row, entry);
      if (!left) void take(entry.id).then(() => (kept.get(row) === entry ? write(entry) : undefined));
    },
    rename(row, title) {
      const entry = kept.get(row);
      if (!entry) return;
      entry.title = title;
      void write(entry);
    },
    forget(row) {
      const entry = kept.get(row);
      kept.delete(row);
      if (entry) void run('readwrite', (store) => store.delete(entry.id)).catch(() => {});
    },
    async leftBehind() {
      const all = await run<UnsentFile[]>('readonly', (store) => store.getAll()).catch(() => []);
      const own = all.filter((entry) => entry.owner === owner);
      const free = await Promise.all(own.map(({ id }) => take(id)));
      return own.filter((_entry, n) => free[n]);
    },
  };
}

let last: Promise<unknown> = Promise.resolve();
/** One after the other: what is forgotten must not be written afterwards. */
function inTurn<T>(job: () => Promise<T>): Promise<T> {
  const done = last.then(job, job);
  last = done.catch(() => {});
  return done;
}

/** Full or forbidden: the sending goes on without. */
const write = (entry: UnsentFile): Promise<unknown> => run('readwrite', (store) => store.put(entry)).catch(() => {});

/** Of several windows one sends a file, for as long as it is open. @returns whether it is this one */
function take(id: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(`sagsgang-fil-${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    });
  });
}

const DATABASE = 'sagsgang-filer';
const STORE = 'unsent';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const run = <T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
  inTurn(() => transact(mode, ask));

async function transact<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}
