/** The command that compares a packet with its manifest, run as people run it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Manifest, manifestFile } from '#src/packets/manifest.ts';
import { sha256 } from '#src/store/record.ts';
import { hash } from './documents.ts';

const run = promisify(execFile);
const MAIN = new URL('../../src/app/verify.ts', import.meta.url).pathname;
const bytesOf = (letter: string, length: number) => Buffer.alloc(length, letter);

const parts = [
  { what: 'Dagsorden', from: 1, pages: 4, bytes: bytesOf('a', 500) },
  { what: 'Bilag 1.1 Budget', from: 5, pages: 1, bytes: bytesOf('b', 300) },
  { what: 'Bilag 1.2 Kort', from: 6, pages: 3, bytes: bytesOf('c', 700) },
];
const file = Buffer.concat([bytesOf('h', 20), ...parts.map(({ bytes }) => bytes), bytesOf('t', 40)]);
function manifestOf(): Manifest {
  let from = 20;
  const placed = parts.map(({ bytes, ...part }) => {
    const place = { from, length: bytes.length, sha256: sha256(bytes) };
    from += bytes.length;
    return { ...part, bytes: place };
  });
  return {
    meeting: 'meeting-1',
    scope: { kind: 'all' },
    variant: 'members',
    edition: 2,
    inputs: [{ what: 'document', sha256: hash(1), recipe: 'packet-1', tools: {} }],
    parts: placed,
    pages: 8,
    size: file.length,
    sha256: sha256(file),
  };
}

describe('Verifying a packet with its manifest', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'verify-packet-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function verify(packet: Buffer, manifest: unknown, timeline?: unknown) {
    const paths = ['packet.pdf', 'manifest.json', 'timeline.json'].map((name) => join(folder, name));
    const [pdf = '', json = '', chain = ''] = paths;
    await writeFile(pdf, packet);
    await writeFile(json, JSON.stringify(manifest));
    if (timeline !== undefined) await writeFile(chain, JSON.stringify(timeline));
    const args = [MAIN, pdf, json, ...(timeline === undefined ? [] : [chain])];
    return run(process.execPath, args).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      ({ code, stderr }: { code: number; stderr: string }) => ({ code, text: stderr }),
    );
  }
  const good = manifestFile(manifestOf());

  it('finds nothing to say against the file that was built', async () => {
    const { code, text } = await verify(file, good);
    expect(text).toContain('Filen er udgave 2, som den blev lavet: 8 sider i 3 dele');
    expect(text).toContain(good.manifest);
    expect(code).toBe(0);
  });

  it('names the part and the pages in which a single byte has changed', async () => {
    const altered = Buffer.from(file);
    altered[20 + 500 + 300 + 5] = 0;
    const { code, text } = await verify(altered, good);
    expect(text).toContain('Bilag 1.2 Kort, side 6-8, er ikke, som den var.');
    expect(text).not.toContain('Bilag 1.1');
    expect(code).toBe(1);
  });

  it('names only the part into which something was put, and says that the file has another size', async () => {
    const at = 20 + 500 + 10;
    const longer = Buffer.concat([file.subarray(0, at), Buffer.from('SMUGLET IND'), file.subarray(at)]);
    const { text } = await verify(longer, good);
    expect(text).toContain(`Den fylder ${longer.length} bytes og skulle fylde ${file.length}.`);
    expect(text).toContain('Bilag 1.1 Budget, side 5, er ikke, som den var.');
    expect(text).not.toMatch(/Dagsorden, side|Bilag 1\.2/);
  });

  it('says that a file without any of the parts is another file, and that what follows the parts was changed', async () => {
    expect((await verify(bytesOf('x', file.length), good)).text).toContain('det er en anden fil');
    const tail = Buffer.concat([file, Buffer.from('%vedhæftet')]);
    expect((await verify(tail, good)).text).toContain('Alle dele er, som de var.');
  });

  it('finds a manifest that was altered, in a value, a field or its own hash', async () => {
    const altered = [
      { ...good, pages: 9 },
      { ...good, parts: good.parts.slice(1) },
      { ...good, manifest: hash(5) },
      { ...good, note: 'tilføjet' },
    ];
    for (const manifest of altered) {
      const { code, text } = await verify(file, manifest);
      expect([code, text]).toEqual([1, expect.stringContaining('Manifestet er ændret')]);
    }
  });

  it('finds a file and a manifest that were made anew together, because no chain names them', async () => {
    expect((await verify(file, good, { transitions: [] })).text).toContain('Der er ingen transitioner');
  });

  it('says what cannot be read, and what is no manifest', async () => {
    const { stderr } = await run(process.execPath, [MAIN, join(folder, 'none.pdf'), join(folder, 'none.json')]).catch(
      (error: { stderr: string }) => error,
    );
    expect(stderr).toContain('kan ikke læses (ENOENT)');
    expect((await verify(file, { transitions: [] })).text).toContain('er ikke et manifest');
  });
});
