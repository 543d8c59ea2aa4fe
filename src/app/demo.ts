/**
 * `npm run demo -- --out FOLDER [--fresh]`: carries four published agendas from draft to signed protocol, over HTTP and mail alone, on
 * the demo's clock. A run that was interrupted goes on where it was; `--fresh` starts over. Exit code 0 when the outcome is whole;
 * else 1.
 */
import { realpath, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ConfigError } from '#src/config.ts';
import { createCatcher } from '#src/dev/demo/catcher.ts';
import { drive, instantOf } from '#src/dev/demo/drive.ts';
import { createDriverClient } from '#src/dev/demo/driver-client.ts';
import { formatTransition } from '#src/dev/demo/format-transition.ts';
import { checkDemoAllowed, type Installation, startInstallation } from '#src/dev/demo/installation.ts';
import { createPeople } from '#src/dev/demo/page-driver.ts';
import { writePapers } from '#src/dev/demo/papers.ts';
import { DEMO_OFFICES, DEMO_ORGANS, DEMO_PEOPLE } from '#src/dev/demo/people-data.ts';
import { faultsOf, timelineFile, writeResults } from '#src/dev/demo/results.ts';
import { readScenario, type Scenario } from '#src/dev/demo/scenario.ts';
import { itemsOf, namesIn, stepsOf } from '#src/dev/demo/scenario-steps.ts';
import type { Step } from '#src/dev/demo/steps.ts';
import { claim } from '#src/dev/services/claim.ts';
import { SetupError } from '#src/dev/services/setup-error.ts';
import { AlreadyRunning } from '#src/dev/services/start-services.ts';
import { directoryOf } from '#src/people/directory.ts';
import { createEnding } from './ending.ts';

const USAGE = 'Brug: npm run demo -- --out MAPPE [--fresh]';
const FIXTURES = fileURLToPath(new URL('../../test/fixtures', import.meta.url));
const SEEDS = ['000', '001', '002', '004'] as const;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const note = (line: string): void => void process.stderr.write(`${line}\n`);

function readArguments(): { out: string; fresh: boolean } | null {
  try {
    const { values } = parseArgs({ options: { out: { type: 'string' }, fresh: { type: 'boolean' } } });
    return values.out ? { out: resolve(values.out), fresh: values.fresh ?? false } : null;
  } catch {
    return null;
  }
}

/** @throws AlreadyRunning when a run is using the folder */
async function startOver(dataDir: string): Promise<void> {
  const there = await realpath(dataDir).catch(() => null);
  if (there === null) return;
  const held = await claim(`data ${there}`);
  if ('heldBy' in held) throw new AlreadyRunning(dataDir, held.heldBy);
  await rm(dataDir, { recursive: true, force: true });
  await held.claim.release();
}

/** All scenarios' steps in the order of the demo's clock; of one instant, each scenario's in the order in which it has them. */
const stepsOfAll = (plays: readonly Scenario[], out: string): Step[] =>
  plays.flatMap((scenario) => stepsOf(scenario, out)).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

/** @returns whether the outcome is whole */
async function scenario(out: string, plays: readonly Scenario[], installation: Installation): Promise<boolean> {
  const directory = directoryOf({ people: DEMO_PEOPLE, offices: DEMO_OFFICES, organs: DEMO_ORGANS });
  const catcher = createCatcher(installation.catcherUrl);
  const driver = createDriverClient(installation.origin, installation.driverKey);
  const emailOf = (person: string) => directory.people.get(person)?.email ?? '';
  const people = createPeople({ origin: installation.origin, catcher, emailOf });
  const history = formatTransition(directory, new Map(plays.flatMap((each) => [...namesIn(each)])));
  say(
    `Dagsordenerne ${plays.map(({ seed }) => seed).join(', ')}. Tekst, offentliggjorte beslutninger og afbud er læst af kilderne.`,
  );
  say('Alt andet er opfundet til demoen og står i test/fixtures/demo.');
  say('');
  const { record, resumed } = await drive({ driver, people }, stepsOfAll(plays, out), (entry) =>
    say(history.line(entry)),
  );
  const nameOf = (organ: string) => directory.organs.get(organ)?.abbreviation ?? organ;
  for (const each of plays) await writePapers(join(out, each.seed), each, { people, record, nameOf });
  await driver.rest();
  const [recorded, received] = [await driver.record(), await catcher.mails()];
  const timeline = timelineFile(recorded, received);
  await writeResults(out, { timeline, received }, catcher);
  const items = plays.flatMap((each) => itemsOf(each, record));
  const { faults, remarks } = faultsOf({ timeline, received }, { items, resumed });
  say('');
  const streams = new Set(timeline.transitions.map(({ stream }) => stream)).size;
  say(
    `${timeline.transitions.length} transitioner i ${streams} strømme, ${timeline.deadlines.length} frister; ${received.length} mails sendt og modtaget.`,
  );
  for (const { seed } of plays) say(`  ${join(out, seed, 'gengivelse.pdf')}`);
  say(`  ${join(out, 'mails')}`);
  say(`  ${join(out, 'timeline.json')}`);
  for (const remark of remarks) note(remark);
  for (const fault of faults) note(`FEJL: ${fault}`);
  if (faults.length === 0) say('Alle punkter er afsluttet; kæden er hel, og regnskabet stemmer.');
  return faults.length === 0;
}

function explain(error: unknown, dataDir: string): void {
  if (error instanceof AlreadyRunning) note('Demoen kører allerede i den mappe.');
  else if (error instanceof SetupError || error instanceof ConfigError) note(error.message);
  else {
    note(`Demoen gik i stå: ${error instanceof Error ? error.message : String(error)}`);
    note(
      `Processernes log ligger i ${join(dataDir, 'logs')}. Kør kommandoen igen for at fortsætte, eller med --fresh.`,
    );
  }
}

async function main(): Promise<void> {
  const asked = readArguments();
  if (asked === null) {
    note(USAGE);
    process.exit(1);
  }
  const dataDir = join(asked.out, '.sagsgang');
  let installation: Installation | null = null;
  const ending = createEnding(
    async () => installation?.stop(),
    () => {
      note('Stopper; kør kommandoen igen for at fortsætte.');
      return 1;
    },
  );
  try {
    checkDemoAllowed();
    if (asked.fresh) {
      await startOver(dataDir);
      for (const seed of SEEDS) await rm(join(asked.out, seed), { recursive: true, force: true });
    }
    const plays = await Promise.all(SEEDS.map((seed) => readScenario(FIXTURES, seed)));
    const [first] = stepsOfAll(plays, asked.out);
    installation = await startInstallation(dataDir, instantOf(first?.at ?? ''), note);
    ending.end((await scenario(asked.out, plays, installation)) ? 0 : 1);
  } catch (error) {
    if (ending.hasBegun()) return;
    explain(error, dataDir);
    ending.end(1);
  }
}

await main();
