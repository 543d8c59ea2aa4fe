/**
 * What a packet costs: 40 items with 60 bilag of 600 pages, 120 of them scans, from the store to the store, as a ratio to what a usual
 * team builds of the same in the same run (packet/usual-team.ts). `first`: nothing is prepared yet. `warm`: every bilag is, and the
 * packet's own pages are set. `one-changed`: all bilag but one are, and the pages are set anew. `memory`: the most that the packet
 * worker and its processes hold at once, as a ratio to 600 MB.
 * `web-p95` and `web-delay`: what a page feels of a packet that is built meanwhile (packet/web.ts).
 */
import { trusted } from 'mongoose';
import type { Config } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { byteChunkModel, byteFileModel } from '#src/store/models/file.ts';
import { seedPeople } from '../demo/people.ts';
import { type Figure, median } from './figures.ts';
import { emptyStore, openApp } from './items.ts';
import { type BenchMeeting, benchMeeting, replaceBilag } from './packet/agenda.ts';
import { type BenchFile, benchBilag } from './packet/bilag.ts';
import { build } from './packet/build.ts';
import { peakPss } from './packet/memory.ts';
import { type BenchWorker, startBenchWorker } from './packet/processes.ts';
import { storePdf } from './packet/store-pdf.ts';
import { buildAsUsual } from './packet/usual-team.ts';
import { untilPrepared, warmUp } from './packet/warm-up.ts';
import { measureWeb, type WebRound, webFigures } from './packet/web.ts';

const ROUNDS = 3;
const MEMORY_MB = 600;

type Say = (line: string) => void;

interface Round {
  usual: number;
  first: number;
  warm: number;
  oneChanged: number;
  /** Bytes. */
  peak: number;
}

/** @param folder where the bilag are kept between runs */
export async function benchPacket(config: Config, folder: string, say: Say): Promise<Figure[]> {
  const files = await benchBilag(folder);
  const rounds: Round[] = [];
  const web: WebRound[] = [];
  for (let n = 1; n <= ROUNDS; n++) {
    const round = await measureRound(config, files);
    rounds.push(round);
    const pages = await measureWeb(config, files);
    web.push(pages);
    say(
      `${n}/${ROUNDS}: ${Object.entries({ ...round, ...pages })
        .map(([name, value]) => `${name} ${value.toFixed(0)}`)
        .join(', ')}`,
    );
  }
  return [...figuresOf(rounds), ...webFigures(web)];
}

/** On an empty store each time: what a round before has left there would be found again. */
async function measureRound(config: Config, files: readonly BenchFile[]): Promise<Round> {
  await emptyStore(config);
  const app = await openApp(config);
  await seedPeople({ connection: app.connection, at: new Date() });
  await app.directory.refresh();
  const agenda = await benchMeeting(app, files);
  const worker = await startBenchWorker(app, 'packet');
  try {
    await warmUp(app);
    const usual = await timed(() => buildAndStoreAsUsual(app, agenda));
    const { first, peak } = await firstBuild(app, agenda, worker);
    // The previews of the bilag follow the packet; they are not to run during the next figure.
    await untilPrepared(app);
    await forgetEdition(app, agenda);
    const warm = await timed(() => build(app, agenda));
    await replaceBilag(app, agenda, await changed(files[1] as BenchFile));
    await app.relay.flush();
    const oneChanged = await timed(() => build(app, agenda));
    return { usual, first, warm, oneChanged, peak };
  } finally {
    await worker.stop();
    await app.connection.dropDatabase();
    await app.close();
  }
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const before = performance.now();
  await work();
  return performance.now() - before;
};

async function firstBuild(app: App, agenda: BenchMeeting, { pid }: BenchWorker) {
  const { result: first, peak } = await peakPss(pid, () => timed(() => build(app, agenda)));
  return { first, peak };
}

async function buildAndStoreAsUsual({ files }: App, { items }: BenchMeeting): Promise<void> {
  await storePdf(files, await buildAsUsual(files, items));
}

/** Takes the packet away, row and bytes: with the bytes still there, storing them again would cost nothing. */
async function forgetEdition(app: App, { meeting }: BenchMeeting): Promise<void> {
  const editions = await app.collections.editions.find({ meeting }).lean();
  await app.collections.editions.deleteMany({ meeting });
  // Jobs that are over keep their ids, and a row that is made anew has the id of the one before.
  await app.queues.queue('packet').obliterate({ force: true });
  await forgetFiles(
    app,
    editions.flatMap(({ file }) => file ?? []),
  );
}

async function forgetFiles(app: App, hashes: readonly string[]): Promise<void> {
  const which = { _id: trusted({ $in: [...hashes] }) };
  const bytes = (await app.collections.files.find(which).lean()).map((file) => file.bytes);
  await app.collections.files.deleteMany(which);
  await byteChunkModel(app.connection).deleteMany({ files_id: trusted({ $in: bytes }) });
  await byteFileModel(app.connection).deleteMany({ _id: trusted({ $in: bytes }) });
}

/** Another file like it: a comment behind the header changes its bytes and nothing that is shown. */
async function changed({ bytes, ...file }: BenchFile): Promise<BenchFile> {
  return { ...file, bytes: Buffer.concat([bytes, Buffer.from('\n% another version\n')]) };
}

function figuresOf(rounds: readonly Round[]): Figure[] {
  const middle = (of: (round: Round) => number) => median(rounds.map(of));
  const usual = `Chromium, pdf-lib: ${middle((round) => round.usual).toFixed(0)} ms`;
  const time = (name: string, of: (round: Round) => number): Figure => ({
    name,
    value: middle(of),
    unit: 'ms',
    baseline: usual,
    ratio: middle((round) => of(round) / round.usual),
  });
  const megabytes = middle(({ peak }) => peak) / 2 ** 20;
  return [
    time('first', (round) => round.first),
    time('warm', (round) => round.warm),
    time('one-changed', (round) => round.oneChanged),
    { name: 'memory', value: megabytes, unit: 'MB', baseline: `${MEMORY_MB} MB`, ratio: megabytes / MEMORY_MB },
  ];
}
