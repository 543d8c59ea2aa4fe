/** `npm run indexes`: makes the indexes that are missing. */
import { readConfigOrExit } from '#src/config.ts';
import { connectStore } from '#src/store/connect.ts';
import { applyIndexes } from '#src/store/indexes.ts';

const connection = await connectStore(readConfigOrExit().MONGODB_URI);
const count = await applyIndexes(connection);
await connection.close();
process.stdout.write(`${count} indekser er på plads.\n`);
