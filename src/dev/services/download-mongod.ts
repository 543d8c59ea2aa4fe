/**
 * Run as a process of its own (so that it can be given up): prints the path of the mongod that mongodb-memory-server offers for
 * this system, downloaded into the folder given as the argument. Exit code 1 when it is not to be had.
 */
import { MongoBinary } from 'mongodb-memory-server-core/lib/util/MongoBinary.js';
import { MongoBinaryDownloadUrl } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js';
import { DEFAULT_VERSION } from 'mongodb-memory-server-core/lib/util/resolveConfig.js';

/** How long the download's server may take to say that it has the file, in milliseconds. */
const ANSWER_LIMIT_MS = 4_000;

const main = async (folder: string): Promise<void> => {
  const url = await new MongoBinaryDownloadUrl({
    version: DEFAULT_VERSION,
    platform: process.platform,
    arch: process.arch,
  }).getDownloadUrl();
  const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  console.log('downloading');
  console.log(`path ${await MongoBinary.getPath({ version: DEFAULT_VERSION, downloadDir: folder })}`);
};

main(process.argv[2] ?? '.').catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
