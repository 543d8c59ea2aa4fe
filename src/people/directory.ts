/** Everybody there is, held in the process for at most a second, so that a command does not cost a read. */
import type { Connection } from 'mongoose';
import { closureModel, delegationModel, fromRow, officeModel, organModel, personModel } from './models.ts';
import type { Closure, Delegation, Office, Organ, Person } from './types.ts';

/** Everybody at one moment. Never changed: a newer one takes its place. */
export interface Directory {
  readonly people: ReadonlyMap<string, Person>;
  readonly offices: ReadonlyMap<string, Office>;
  readonly organs: ReadonlyMap<string, Organ>;
  readonly delegations: readonly Delegation[];
  readonly closures: readonly Closure[];
}

export interface DirectorySource {
  /** A directory that was read at most a second ago; costs no read while there is one. Rejects when the store does not answer. */
  current(): Promise<Directory>;
  /** Reads again: after a write, and before a refusal ("a cached state may only say yes", design § 4). */
  refresh(): Promise<Directory>;
}

/** No answer rests on anything older, in milliseconds. */
const MAX_AGE = 1_000;
/** From this age on the next reading starts, while the present one still answers, so that nobody waits for it. */
const RENEW_AGE = 500;

/** Builds a directory from plain lists: for tests, and for what is not stored yet. */
export function directoryOf(lists: {
  people?: readonly Person[];
  offices?: readonly Office[];
  organs?: readonly Organ[];
  delegations?: readonly Delegation[];
  closures?: readonly Closure[];
}): Directory {
  const byId = <T extends { id: string }>(list: readonly T[] = []) => new Map(list.map((one) => [one.id, one]));
  return Object.freeze({
    people: byId(lists.people),
    offices: byId(lists.offices),
    organs: byId(lists.organs),
    delegations: Object.freeze([...(lists.delegations ?? [])]),
    closures: Object.freeze([...(lists.closures ?? [])]),
  });
}

/** What a directory is made of. The store's collections, and the addresses of the API, have the same names. */
export type PeopleTable = keyof Directory;

export const rowsOf = (directory: Directory, table: PeopleTable): { id: string }[] => [...directory[table].values()];

/** The directory as it would be with one row more, or another in the place of the one with its id. */
export function directoryWith(directory: Directory, table: PeopleTable, row: { id: string }): Directory {
  const { people, offices, organs, delegations, closures } = directory;
  return directoryOf({
    people: [...people.values()],
    offices: [...offices.values()],
    organs: [...organs.values()],
    delegations,
    closures,
    [table]: [...rowsOf(directory, table).filter(({ id }) => id !== row.id), row],
  });
}

async function readDirectory(connection: Connection): Promise<Directory> {
  const [people, offices, organs, delegations, closures] = await Promise.all([
    personModel(connection).find().lean().exec(),
    officeModel(connection).find().lean().exec(),
    organModel(connection).find().lean().exec(),
    delegationModel(connection).find().sort({ _id: 1 }).lean().exec(),
    closureModel(connection).find().sort({ from: 1, _id: 1 }).lean().exec(),
  ]);
  return directoryOf({
    people: people.map((row) => fromRow<Person>(row)),
    offices: offices.map((row) => fromRow<Office>(row)),
    organs: organs.map((row) => fromRow<Organ>(row)),
    delegations: delegations.map((row) => fromRow<Delegation>(row)),
    closures: closures.map((row) => fromRow<Closure>(row)),
  });
}

/**
 * The directory of one process.
 * @param deps.elapsed milliseconds on a clock that never jumps. How old a reading is, is a matter of this process and not of
 *   the service's clock, which the demo moves by months.
 */
export function createDirectory(deps: { connection: Connection; elapsed?: () => number }): DirectorySource {
  const elapsed = deps.elapsed ?? (() => performance.now());
  let held: { startedAt: number; directory: Promise<Directory> } | undefined;
  let coming: { startedAt: number; directory: Promise<Directory> } | undefined;

  function read(): Promise<Directory> {
    const startedAt = elapsed();
    const directory = readDirectory(deps.connection);
    const reading = { startedAt, directory };
    coming = reading;
    directory.then(
      () => {
        if (!held || held.startedAt <= startedAt) held = reading;
        if (coming === reading) coming = undefined;
      },
      () => {
        if (coming === reading) coming = undefined;
      },
    );
    return directory;
  }

  return {
    current() {
      const now = elapsed();
      const pending = coming && now - coming.startedAt <= MAX_AGE ? coming.directory : undefined;
      if (!held || now - held.startedAt > MAX_AGE) return pending ?? read();
      // A failure here is met by whoever asks once the held reading is too old.
      if (!pending && now - held.startedAt > RENEW_AGE) read().catch(() => undefined);
      return held.directory;
    },
    refresh: read,
  };
}
