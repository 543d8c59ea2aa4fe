/**
 * `npm run verify -- FILE|ID`: is the hash chain whole? `npm run verify -- PACKET MANIFEST [TIMELINE]`: is the packet what was built, and
 * does the meeting's stream name it? Exit code 0 when it is so; else 1, and what is wrong on stderr.
 */

import { readFile } from 'node:fs/promises';
import { isManifest, verifyPacket } from '#src/packets/verify-packet.ts';
import { connectStore } from '#src/store/connect.ts';
import { readChain } from '#src/store/read-stream.ts';
import { firstBrokenEntry, Timeline } from '#src/store/timeline.ts';
import { counted } from '#src/words/counted.ts';
import { NO_STORE, operatorStoreUri } from './operator-store.ts';

const USAGE = [
  'Brug: npm run verify -- FIL     en timeline.json, for eksempel fra npm run demo',
  '      npm run verify -- ID      et punkt (item-…), et møde (meeting-…) eller en høring (hearing-…)',
  '      npm run verify -- PAKKE.pdf MANIFEST.json [TIMELINE.json]      en samlet fil med dens manifest og mødets kæde',
].join('\n');
const STREAM = /^(item|meeting|hearing)-[A-Za-z0-9-]{1,60}$/;

type Verdict = { whole: true; line: string } | { whole: false; line: string };
const no = (line: string): Verdict => ({ whole: false, line });

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

/** @throws Unreadable */
async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new Unreadable(`${path} kan ikke læses (${codeOf(error)}).`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(`${path} er ikke JSON.`);
  }
}
/** A file that cannot be judged; its message is for the person who asked. */
class Unreadable extends Error {}
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'ukendt fejl';

async function verifyFile(path: string): Promise<Verdict> {
  const json = await readJson(path);
  if (isManifest(json)) return no(`${path} er et manifest. Skriv også pakken: npm run verify -- PAKKE.pdf ${path}`);
  const timeline = Timeline.safeParse(json);
  return timeline.success ? judge(timeline.data.transitions) : no(`${path} har ingen liste "transitions".`);
}

async function verifyWithManifest(packet: string, manifestPath: string, timelinePath?: string): Promise<Verdict> {
  const json = await readJson(manifestPath);
  if (!isManifest(json)) return no(`${manifestPath} er ikke et manifest.`);
  const verdict = await verifyPacket(packet, json).catch((error: unknown) => {
    throw new Unreadable(`${packet} kan ikke læses (${codeOf(error)}).`);
  });
  if (!verdict.whole) return no(verdict.lines.join('\n'));
  if (timelinePath === undefined)
    return { whole: true, line: `${verdict.line}\nManifestets hash: ${verdict.manifest}` };
  const chain = await verifyFile(timelinePath);
  if (!chain.whole) return chain;
  return Timeline.parse(await readJson(timelinePath)).transitions.some((entry) => names(entry, verdict.manifest))
    ? { whole: true, line: `${verdict.line}\n${chain.line} Kæden nævner manifestet.` }
    : no(`Kæden i ${timelinePath} nævner ikke manifestet ${verdict.manifest}.`);
}

/** Whether the transition took an edition with this manifest down. */
function names(entry: unknown, manifest: string): boolean {
  const { event } = entry as { event: { manifest?: unknown; packets?: { manifest: unknown }[] } };
  return event.manifest === manifest || (event.packets ?? []).some((each) => each.manifest === manifest);
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

function verify([asked, ...more]: readonly string[]): Promise<Verdict> | Verdict {
  if (asked === undefined || asked.startsWith('-') || more.length > 2) return no(USAGE);
  const [manifest, timeline] = more;
  if (manifest !== undefined) return verifyWithManifest(asked, manifest, timeline);
  return STREAM.test(asked) ? verifyStream(asked) : verifyFile(asked);
}

async function main(): Promise<void> {
  const verdict = await Promise.resolve(verify(process.argv.slice(2))).catch((error: unknown) =>
    no(
      error instanceof Unreadable
        ? error.message
        : `Kontrollen kunne ikke gennemføres: ${error instanceof Error ? error.message : String(error)}`,
    ),
  );
  if (verdict.whole) process.stdout.write(`${verdict.line}\n`);
  else process.stderr.write(`${verdict.line}\n`);
  process.exitCode = verdict.whole ? 0 : 1;
}

await main();
