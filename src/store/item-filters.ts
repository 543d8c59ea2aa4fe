/** Which rows of items are meant, for every query that asks for them. */
import { trusted } from 'mongoose';
import { statesWithout } from '#machines/states.ts';

/** Those that have not come to rest. The states are named one by one: an index finds them, and would not find all but some. */
export const UNFINISHED = { state: trusted({ $in: statesWithout('agenda-item', 'at-rest') }) };

/** Those that wait for one of the offices; a row says so only where it waits for an approval. */
export const atOffices = (offices: readonly string[]) => ({ waitsForOffice: trusted({ $in: [...offices] }) });
