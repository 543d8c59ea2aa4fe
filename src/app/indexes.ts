/** `npm run indexes`: makes the indexes that are missing. */
import { applyIndexes } from '#src/indexes.ts';
import { operatorStore } from './operator-store.ts';

const connection = await operatorStore();
const count = await applyIndexes(connection);
await connection.close();
process.stdout.write(`${count} indekser er på plads.\n`);
