/** Bilag that are being prepared while the processes that do it, their workers, LibreOffice and the store are killed and Redis forgets. */
import { createFileStore } from '#src/files/file-store.ts';
import { renditionId, wantRenditions } from '#src/renditions/rendition-rows.ts';
import { connectStore } from '#src/store/connect.ts';
import { workRows } from '#src/store/work.ts';
import { leftBehind } from './processes.ts';
import { storeBilag } from './stored-bilag.ts';
import { strikeUntilDone } from './strike.ts';
import { diedOfThemselves, triesIn } from './tries.ts';
import { insist, type World } from './world.ts';

const BILAG = 50;
/** Of blows; the bilag are so many that no single one is likely to be met three times. */
const ROUNDS = 5;

/** @returns what is wrong at the end: bilag that are not prepared, and what was left behind */
export async function tryBilagFaults(world: World, say: (line: string) => void, bilag = BILAG): Promise<string[]> {
  const connection = await connectStore(world.services.mongodbUri);
  const store = createFileStore({ connection, collections: world.collections });
  const files = (await storeBilag(store, bilag, 'i uvejr', (n) => 20 + n * 10)).map(({ hash }) => hash);
  await connection.close();
  await insist(() => wantRenditions(world, 'prepare', files));
  const ids = files.flatMap((file) => [renditionId('prepare', file), renditionId('preview', file)]);
  const rows = async () => (await world.collections.renditions.find().lean()).filter(({ _id }) => ids.includes(_id));
  const { summary, killed, missed } = await strikeUntilDone(world, {
    rounds: Array.from({ length: ROUNDS }, () => workRows(world.collections.renditions)),
    mostDeaths: ROUNDS,
    // What has failed will not be done any more.
    isDone: async () => {
      const over = (await rows()).filter(({ state }) => state !== 'wanted');
      return over.length === ids.length || over.some(({ state }) => state === 'failed');
    },
  });
  const own = await insist(rows);
  const wrong = [
    ...ids
      .filter((id) => !own.some((row) => row._id === id && row.state === 'done'))
      .map((id) => `${id} is not done: ${JSON.stringify(own.find((row) => row._id === id)?.failure ?? null)}`),
    ...missed,
    ...diedOfThemselves(own, killed),
    ...(await leftBehind(world)),
  ];
  say(`${bilag} bilag prepared while ${summary}: ${triesIn(own)}, ${wrong.length} wrong`);
  return wrong;
}
