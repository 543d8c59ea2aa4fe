/**
 * `npm run import -- FILE… [--json] [--out DIR]`: reads published agendas and items and says what it understood and what it is unsure
 * of. With `--json` nothing else goes to stdout; with `--out` each is also printed back to `DIR/<name>.pdf`. Exit code 1 when a file
 * could not be read.
 */
import { mkdir, open, writeFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isRefusal, Refusal } from '#src/errors.ts';
import { sentenceOf } from '#src/http/words.ts';
import { MAX_IMPORT_BYTES } from '#src/importer/decode-text.ts';
import type { Imported } from '#src/importer/imported.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { renderImported } from '#src/importer/render-imported.ts';
import { reportOf } from '#src/importer/report.ts';
import { closeItemRenderer } from '#src/packet/render-item.ts';

const USAGE = 'Brug: npm run import -- FIL… [--json] [--out MAPPE]';
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const note = (line: string): void => void process.stderr.write(`${line}\n`);

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
    return `${text} ${lift} (${error.code})`;
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
const read: Imported[] = [];
let failed = 0;
for (const path of files) {
  try {
    const imported = readAgenda(await bytesOf(path));
    read.push(imported);
    if (!json) say(reportOf(basename(path), imported));
    if (out !== undefined) {
      await mkdir(resolve(out), { recursive: true });
      const target = join(resolve(out), `${basename(path, extname(path))}.pdf`);
      await writeFile(target, await renderImported(imported, new Date()));
      if (!json) say(`  Gengivet i ${target}`);
    }
  } catch (error) {
    failed += 1;
    note(`${path}: ${whyNot(error)}`);
  }
}
await closeItemRenderer();
if (json) say(JSON.stringify(files.length === 1 ? (read[0] ?? null) : read, null, 2));
process.exit(failed > 0 ? 1 : 0);
