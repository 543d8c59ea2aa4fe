/** `npm run rebuild`: makes all projections anew from the transitions. */
import { readConfigOrExit } from '#src/config.ts';
import { collectionsOf } from '#src/store/collections.ts';
import { connectStore } from '#src/store/connect.ts';
import { differingProjections, rebuildProjections } from '#src/store/rebuild.ts';

const connection = await connectStore(readConfigOrExit().MONGODB_URI);
const collections = collectionsOf(connection);
const differing = await differingProjections(collections);
const count = await rebuildProjections(collections);
await connection.close();
process.stdout.write(`${count} rækker er genopbygget; ${differing.length} afveg fra transitionerne.\n`);
