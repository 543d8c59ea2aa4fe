/** `npm run rebuild`: makes all projections anew from the transitions, and search from them. */
import { createFileStore } from '#src/files/file-store.ts';
import { createDirectory } from '#src/people/directory.ts';
import { rebuildSearch } from '#src/search/rebuild-search.ts';
import { collectionsOf } from '#src/store/collections.ts';
import { createContents } from '#src/store/contents.ts';
import { differingProjections, rebuildProjections } from '#src/store/rebuild.ts';
import { rebuildDeadlines } from '#src/store/rebuild-deadlines.ts';
import { operatorStore } from './operator-store.ts';

const connection = await operatorStore();
const collections = collectionsOf(connection);
const differing = await differingProjections(collections);
const count = await rebuildProjections(collections);
const deadlines = await rebuildDeadlines(collections);
const contents = createContents(collections);
const files = createFileStore({ connection, collections });
const searched = await rebuildSearch({ collections, contents, files, directory: createDirectory({ connection }) });
await connection.close();
process.stdout.write(
  `${count} rækker er genopbygget; ${differing.length} afveg fra transitionerne. ${deadlines} frister er på plads. ${searched} punkter kan søges i.\n`,
);
