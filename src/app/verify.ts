/** `npm run verify -- FILE|ID`: is the hash chain whole? Exit code 0 when it is; else 1, and the first broken link on stderr. */
import { readFile } from 'node:fs/promises';
import { connectStore } from '#src/store/connect.ts';
import { readChain } from '#src/store/read-stream.ts';
import { firstBrokenEntry, Timeline } from '#src/store/timeline.ts';
import { NO_STORE, operatorStoreUri } from './operator-store.ts';

const USAGE = [
  'Brug: npm run verify -- FIL     en timeline.json, for eksempel fra npm run demo',
  '      npm run verify -- ID      et punkt (item-…), et møde (meeting-…) eller en høring (hearing-…)',
].join('\n');
const STREAM = /^(item|meeting|hearing)-[A-Za-z0-9-]{1,60}$/;

type Verdict = { whole: true; line: string } | { whole: false; line: string };
const no = (line: string): Verdict => ({ whole: false, line });

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

function judge(transitions: readonly unknown[]): Verdict {
  if (transitions.length === 0) return no('Der er ingen transitioner at kontrollere.');
  const broken = firstBrokenEntry(transitions);
  if (broken !== null) return no(`Brudt led: ${broken.stream}, nr. ${broken.seq}: ${broken.problem}.`);
  const streams = new Set(transitions.map((entry) => (entry as { stream: string }).stream)).size;
  const are = transitions.length === 1 ? 'er hel' : 'er hele';
  return {
    whole: true,
    line: `${counted(transitions.length, 'transition', 'transitioner')} i ${counted(streams, 'strøm', 'strømme')} ${are}.`,
  };
}

async function verifyFile(path: string): Promise<Verdict> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'ukendt fejl';
    return no(`${path} kan ikke læses (${code}).`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return no(`${path} er ikke JSON.`);
  }
  const timeline = Timeline.safeParse(json);
  return timeline.success ? judge(timeline.data.transitions) : no(`${path} har ingen liste "transitions".`);
}

async function verifyStream(stream: string): Promise<Verdict> {
  const uri = await operatorStoreUri();
  if (uri === null) return no(NO_STORE);
  const connection = await connectStore(uri);
  try {
    const records = await readChain(connection, stream);
    return records.length === 0 ? no(`${stream} findes ikke i lageret.`) : judge(records);
  } finally {
    await connection.close();
  }
}

async function main(): Promise<void> {
  const [asked, ...more] = process.argv.slice(2);
  const verdict =
    asked === undefined || asked.startsWith('-') || more.length > 0
      ? no(USAGE)
      : await (STREAM.test(asked) ? verifyStream(asked) : verifyFile(asked)).catch((error: unknown) =>
          no(`Kontrollen kunne ikke gennemføres: ${error instanceof Error ? error.message : String(error)}`),
        );
  if (verdict.whole) process.stdout.write(`${verdict.line}\n`);
  else process.stderr.write(`${verdict.line}\n`);
  process.exitCode = verdict.whole ? 0 : 1;
}

await main();
