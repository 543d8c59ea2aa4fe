/** `npm run bench -- NAME [--json]`: a benchmark on services of its own, each figure as a ratio to a baseline of the same run. */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readConfig } from '#src/config.ts';
import { benchCommit } from '#src/dev/bench/commit.ts';
import { benchDeadlines } from '#src/dev/bench/deadlines.ts';
import type { BenchReport, Figure } from '#src/dev/bench/figures.ts';
import { benchMail } from '#src/dev/bench/mail.ts';
import { benchPacket } from '#src/dev/bench/packet.ts';
import { benchPages } from '#src/dev/bench/pages.ts';
import { benchStart } from '#src/dev/bench/start.ts';
import { environment } from '#src/dev/services/environment.ts';
import { type Services, startServices } from '#src/dev/services/start-services.ts';
import { ensureTools, tools } from '#src/dev/services/system-packages.ts';

const DATA = fileURLToPath(new URL('../../.sagsgang/bench', import.meta.url));

type Say = (line: string) => void;
type Bench = (say: Say) => Promise<{ store: string; figures: Figure[] }>;

const benches: Record<string, Bench> = {
  commit: (say) => withServices(say, (services) => benchCommit(configFor(services), say)),
  deadlines: (say) => withServices(say, (services) => benchDeadlines(configFor(services), say)),
  async packet(say) {
    await ensureTools([tools.chromium, tools.qpdf, tools.poppler], say);
    return withServices(say, (services) => benchPacket(configFor(services), join(DATA, 'packet'), say));
  },
  mail: (say) => withServices(say, (services) => benchMail(configFor(services), say)),
  pages: (say) => withServices(say, (services) => benchPages(configFor(services), say)),
  start: async (say) => benchStart(say),
};

/** The benchmark's own services, unless the environment names some; they are stopped afterwards. */
async function withServices(say: Say, run: (services: Services) => Promise<Figure[]>) {
  const services = await startServices({
    dataDir: join(DATA, 'services'),
    log: say,
    given: {
      mongodbUri: environment.MONGODB_URI,
      redisUrl: environment.REDIS_URL,
      smtpUrl: environment.SMTP_URL,
    },
  });
  try {
    return { store: services.storeName, figures: await run(services) };
  } finally {
    await services.stop();
  }
}

const configFor = (services: Services) =>
  readConfig({
    MONGODB_URI: inDatabase(services.mongodbUri, 'sagsgang-bench'),
    REDIS_URL: services.redisUrl,
    SMTP_URL: services.smtpUrl,
    PUBLIC_URL: 'http://127.0.0.1',
    SERVER_KEY: '0'.repeat(64),
  });

/** The same server, another database: a benchmark empties the one it is given. */
function inDatabase(uri: string, name: string): string {
  const address = new URL(uri);
  address.pathname = `/${name}`;
  return address.href;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const [name = ''] = positionals;
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(`Brug: npm run bench -- NAVN [--json], hvor NAVN er ${Object.keys(benches).join(' eller ')}.\n`);
  process.exit(1);
}
const say: Say = (line) => void process.stderr.write(`${line}\n`);
const { store, figures } = await bench(say);
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`;
const report: BenchReport = { bench: name, store, machine, figures };
if (values.json) {
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} else {
  process.stdout.write(`${store}; ${machine}\n`);
  for (const { name: figure, value, unit, baseline, ratio } of figures) {
    process.stdout.write(`${figure}: ratio ${ratio.toFixed(2)} (${value.toFixed(0)} ${unit}; ${baseline})\n`);
  }
}
process.exit(0);
