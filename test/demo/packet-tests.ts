/** What must hold for every packet that the demo leaves behind. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { DEMO_FILES } from '#src/dev/demo/bilag/files.ts';
import { CLOSED_SENTENCE } from '#src/dev/demo/bilag/stand-in.ts';
import { ManifestFile } from '#src/packets/manifest.ts';
import { verifyPacket } from '#src/packets/verify-packet.ts';
import { decompressed } from '../pdf-merge/packets.ts';
import { foundIn } from '../renditions/converting.ts';
import { qpdfCheck } from '../tools/pdf-tools.ts';
import { activeIn, targetsOf } from './packet-targets.ts';
import { npmRun } from './run-demo.ts';

const run = promisify(execFile);
/** A word of a few letters is found by chance in a picture. */
const HIDDEN = [...new Set(DEMO_FILES.flatMap(({ hidden }) => hidden))].filter((word) => word.length > 5);
/** As it is found where a line is broken within it. */
const CLOSED_WORDS = CLOSED_SENTENCE.split(' ').slice(0, 4).join(' ');

const isPublic = (path: string): boolean => path.endsWith('-offentlig.pdf');
const manifestOf = (path: string): string => path.replace(/\.pdf$/, '.manifest.json');
const readManifest = async (path: string) => ManifestFile.parse(JSON.parse(await readFile(manifestOf(path), 'utf8')));

/** Every packet in the folder of a run, by its path. */
export async function packetsIn(out: string, seeds: readonly string[]): Promise<string[]> {
  const folders = seeds.map(async (seed) => (await readdir(join(out, seed))).map((name) => join(out, seed, name)));
  return (await Promise.all(folders)).flat().filter((path) => /\/pakke-.*\.pdf$/.test(path));
}

/** The SHA-256 of each packet by its name. */
export async function packetHashes(out: string, seeds: readonly string[]): Promise<Record<string, string>> {
  const entries = (await packetsIn(out, seeds)).map(async (path) => {
    const hash = createHash('sha256').update(await readFile(path));
    return [path.slice(out.length + 1), hash.digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Whether a packet says that it conforms to PDF/UA. */
export const claimsUa = async (path: string): Promise<boolean> => (await readFile(path)).includes('pdfuaid:part');

/** What a packet says, on its pages and behind them. */
async function contentOf(path: string) {
  const [{ stdout: words }, bytes] = await Promise.all([
    run('pdftotext', ['-layout', path, '-'], { maxBuffer: 64_000_000 }),
    decompressed(path),
  ]);
  return { words: words.replace(/[^\S\n]+/g, ' '), bytes };
}

/** Registers the tests, within the suite of a run. @param folder where the run has left its results */
export function packetTests(folder: () => string, seeds: readonly string[]): void {
  const packets = () => packetsIn(folder(), seeds);

  it('writes for every meeting the packet of its members and that of the public, each a sound PDF', async () => {
    const paths = await packets();
    expect(paths.filter(isPublic)).toHaveLength(11);
    expect(paths).toHaveLength(22);
    for (const path of paths) await qpdfCheck(path);
  }, 120_000);

  it('puts a bilag of every kind into a packet', async () => {
    const [path = ''] = (await packets()).filter((each) => /\/pakke-DIR-2023-06-07\.pdf$/.test(each));
    const { inputs, parts } = await readManifest(path);
    const bilag = inputs.filter(({ original }) => original !== undefined);
    expect(bilag).toHaveLength(14);
    const made = await Promise.all(DEMO_FILES.map(({ make }) => make()));
    const hashes = made.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
    expect(bilag.map(({ original }) => original)).toEqual(expect.arrayContaining(hashes));
    expect(parts.filter(({ what }) => what.startsWith('Bilag '))).toHaveLength(14);
  });

  it('leads from every line of the outline and every link to a page of the same packet', async () => {
    for (const path of await packets()) {
      const { outline, links, faults } = await targetsOf(await readFile(path));
      expect(faults, path).toEqual([]);
      expect(outline, path).toBeGreaterThan(3);
      expect(links, path).toBeGreaterThan(0);
    }
  }, 120_000);

  it('leaves nothing in a packet that can run, that is embedded, or that its author had hidden', async () => {
    for (const path of await packets()) {
      expect((await run('pdfinfo', ['-js', path])).stdout, path).toBe('');
      expect((await run('pdfdetach', ['-list', path])).stdout, path).toBe('0 embedded files\n');
      const { words, bytes } = await contentOf(path);
      expect(foundIn({ words, bytes }, HIDDEN), path).toEqual([]);
      // What a camera notes.
      expect(bytes.includes('Exif\0\0'), path).toBe(false);
      expect(await activeIn(await readFile(path)), path).toEqual([]);
    }
  }, 240_000);

  it('gives the public not a word, name, page or hash of what is closed', async () => {
    let closed = 0;
    for (const path of (await packets()).filter(isPublic)) {
      const members = path.replace('-offentlig', '');
      const hidden = (await readManifest(members)).inputs.filter(({ openness }) => openness === 'closed');
      closed += hidden.length;
      const manifest = await readFile(manifestOf(path), 'utf8');
      for (const { what, sha256, original } of hidden) {
        const named = (await readManifest(members)).parts.find((part) => part.what.startsWith(`Bilag ${what} `));
        expect(named, `${members} ${what}`).toBeDefined();
        for (const word of [sha256, original ?? '', `Bilag ${what} `]) expect(manifest, path).not.toContain(word);
      }
      expect((await readManifest(path)).inputs.filter(({ openness }) => openness === 'closed')).toEqual([]);
      if (hidden.length === 0) continue;
      expect(foundIn(await contentOf(members), [CLOSED_WORDS]), members).toEqual([CLOSED_WORDS]);
      const secret = [CLOSED_WORDS, ...hidden.map(({ what }) => `Bilag ${what} `)];
      expect(foundIn(await contentOf(path), secret), path).toEqual([]);
    }
    expect(closed).toBe(7);
  }, 120_000);

  it('accounts for every byte of a packet in its manifest, which the chain of the meeting names', async () => {
    const paths = await packets();
    for (const path of paths) {
      expect(await verifyPacket(path, await readManifest(path)), path).toMatchObject({ whole: true });
      const bytes = await readFile(path);
      const at = Math.floor(bytes.length / 2);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      const changed = join(folder(), `changed-${basename(path)}`);
      await writeFile(changed, bytes);
      expect(await verifyPacket(changed, await readManifest(path)), path).toMatchObject({ whole: false });
    }
    const [path = ''] = paths;
    const timeline = join(folder(), 'timeline.json');
    const whole = await npmRun('verify', path, manifestOf(path), timeline);
    expect(whole).toMatchObject({ code: 0, stdout: expect.stringContaining('Kæden nævner manifestet.') });
    const forged = await npmRun('verify', join(folder(), `changed-${basename(path)}`), manifestOf(path), timeline);
    expect(forged).toMatchObject({ code: 1, stderr: expect.stringContaining('ikke den, som manifestet beskriver') });
  }, 120_000);
}
