/**
 * `npm run demo -- --out FOLDER [--fresh]`: carries the agenda item of test/fixtures/agenda-004.json from draft to its protocols
 * awaiting signature, over HTTP and mail alone, on the demo's clock. A run that was interrupted goes on where it was; `--fresh`
 * starts over. Exit code 0 when the outcome is whole; else 1.
 */
import { realpath, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ConfigError } from '#src/config.ts';
import { readAgenda } from '#src/demo/agenda.ts';
import { createCatcher } from '#src/demo/catcher.ts';
import { drive, instantOf } from '#src/demo/drive.ts';
import { createDriverClient } from '#src/demo/driver-client.ts';
import { createPeople } from '#src/demo/hands.ts';
import { checkDemoAllowed, type Installation, startInstallation } from '#src/demo/installation.ts';
import { DEMO_OFFICES, DEMO_ORGANS, DEMO_PEOPLE } from '#src/demo/people-data.ts';
import { faultsOf, timelineFile, writeResults } from '#src/demo/results.ts';
import { itemOf, stepsOf } from '#src/demo/steps.ts';
import { createStory } from '#src/demo/story.ts';
import { directoryOf } from '#src/people/directory.ts';
import { claim } from '#src/services/claim.ts';
import { SetupError } from '#src/services/setup-error.ts';
import { AlreadyRunning } from '#src/services/start-services.ts';

const USAGE = 'Brug: npm run demo -- --out MAPPE [--fresh]';
const FIXTURES = fileURLToPath(new URL('../../test/fixtures', import.meta.url));
const AGENDA = '004';
/** A stop may take this long; what is left then is ended by the kernel together with this process. */
const STOP_LIMIT_MS = 4_500;

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

/** @returns whether the outcome is whole */
async function play(out: string, installation: Installation): Promise<boolean> {
  const agenda = await readAgenda(FIXTURES, AGENDA);
  const directory = directoryOf({ people: DEMO_PEOPLE, offices: DEMO_OFFICES, organs: DEMO_ORGANS });
  const catcher = createCatcher(installation.catcherUrl);
  const driver = createDriverClient(installation.origin, installation.driverKey);
  const emailOf = (person: string) => directory.people.get(person)?.email ?? '';
  const people = createPeople({ origin: installation.origin, catcher, emailOf });
  const story = createStory(directory, agenda.content.caseNumber ?? '');
  say(`${agenda.content.title} (${agenda.content.caseNumber}). Tekst, beslutninger og afbud er de offentliggjorte.`);
  say('Sagsbehandler, godkendere, sekretær og tidspunkter er opfundet til demoen.');
  say('');
  const { record, resumed } = await drive({ driver, people }, stepsOf(agenda), (entry) => say(story.line(entry)));
  const item = itemOf(agenda, record);
  const pdf = await (await people.signedIn(agenda.secretary.person)).download(`/punkter/${item}/punkt.pdf`);
  await driver.rest();
  const [recorded, received] = [await driver.record(), await catcher.mails()];
  const timeline = timelineFile(recorded, received);
  await writeResults(out, AGENDA, { pdf, timeline, received }, catcher);
  const { faults, remarks } = faultsOf({ timeline, received }, { item, resumed });
  say('');
  const streams = new Set(timeline.transitions.map(({ stream }) => stream)).size;
  say(`${timeline.transitions.length} transitioner i ${streams} strømme; ${received.length} mails sendt og modtaget.`);
  say(`  ${join(out, AGENDA, 'gengivelse.pdf')}`);
  say(`  ${join(out, 'mails')}`);
  say(`  ${join(out, 'timeline.json')}`);
  for (const remark of remarks) note(remark);
  for (const fault of faults) note(`FEJL: ${fault}`);
  if (faults.length === 0) say('Punktet venter på underskrift af protokollerne; kæden er hel, og regnskabet stemmer.');
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
  let stopping = false;
  const end = (code: number): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(code), STOP_LIMIT_MS).unref();
    (installation?.stop() ?? Promise.resolve()).then(
      () => process.exit(code),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!stopping) note('Stopper; kør kommandoen igen for at fortsætte.');
      end(1);
    });
  }
  try {
    checkDemoAllowed();
    if (asked.fresh) await startOver(dataDir);
    const agenda = await readAgenda(FIXTURES, AGENDA);
    installation = await startInstallation(dataDir, instantOf(stepsOf(agenda)[0]?.at ?? ''), note);
    end((await play(asked.out, installation)) ? 0 : 1);
  } catch (error) {
    if (stopping) return;
    explain(error, dataDir);
    end(1);
  }
}

await main();
