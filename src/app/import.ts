/**
 * `npm run import -- FILE… [--json] [--out DIR]`: reads published agendas and items and says what it understood and what it is unsure
 * of. With `--json` nothing else goes to stdout; with `--out` each is also printed back to `DIR/<name>.pdf`. Exit code 1 when a file
 * could not be read.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isOutcomeCode } from '#src/documents/outcomes.ts';
import { isRefusal, Refusal } from '#src/errors.ts';
import { MAX_IMPORT_BYTES } from '#src/importer/decode-text.ts';
import type { Imported } from '#src/importer/imported.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { createImportPrinter } from '#src/importer/render-imported.ts';
import { reportOf } from '#src/importer/report.ts';
import { sentenceOf, word } from '#src/words/words.ts';

const USAGE = 'Brug: npm run import -- FIL… [--json] [--out MAPPE]';
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const note = (line: string): void => void process.stderr.write(`${line}\n`);

/** The phrase that usually says it; codes that only published texts have are said as they are. */
const outcomeName = (code: string): string =>
  isOutcomeCode(code) ? word('outcomes', code) : code.toLowerCase().replaceAll('_', ' ');

/** A file that is too large is not read at all. @throws Refusal `import-too-large`; the system's error when it cannot be read */
async function bytesOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > MAX_IMPORT_BYTES) throw new Refusal('import-too-large', 413, { limit: MAX_IMPORT_BYTES });
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function whyNot(error: unknown): string {
  if (isRefusal(error)) {
    const { text, lift } = sentenceOf(error.code);
    const kind =
      typeof error.details.kind === 'string' && error.details.kind !== 'ukendt'
        ? ` Den ligner: ${error.details.kind}.`
        : '';
    return `${text}${kind} ${lift} (${error.code})`;
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return code === 'ENOENT' ? 'Filen findes ikke.' : `Filen kan ikke læses (${code}).`;
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, out: { type: 'string' } },
    });
    return positionals.length === 0 ? null : { ...values, files: positionals };
  } catch {
    return null;
  }
}

const asked = readArguments();
if (asked === null) {
  note(USAGE);
  process.exit(1);
}
const { files, json, out } = asked;
const printer = createImportPrinter();
/** What `--json` prints of one file: what was understood, and of which bytes. */
const read: (Imported & { source: { file: string; sha256: string } })[] = [];
const written = new Set<string>();
let failed = 0;

/** Two files may have one name in two folders. */
function pdfPath(folder: string, path: string): string {
  const name = basename(path, extname(path));
  let target = join(folder, `${name}.pdf`);
  for (let copy = 2; written.has(target); copy += 1) target = join(folder, `${name}-${copy}.pdf`);
  written.add(target);
  return target;
}

for (const path of files) {
  try {
    const bytes = await bytesOf(path);
    const imported = readAgenda(bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    read.push({ source: { file: basename(path), sha256 }, ...imported });
    if (!json) say(reportOf(basename(path), imported, outcomeName));
    if (out !== undefined) {
      await mkdir(resolve(out), { recursive: true });
      const target = pdfPath(resolve(out), path);
      await writeFile(target, await printer.print(imported, new Date()));
      if (!json) say(`  Gengivet i ${target}`);
    }
  } catch (error) {
    failed += 1;
    note(`${path}: ${whyNot(error)}`);
  }
}
await printer.close();
if (json) say(JSON.stringify(files.length === 1 ? (read[0] ?? null) : read, null, 2));
process.exitCode = failed > 0 ? 1 : 0;
