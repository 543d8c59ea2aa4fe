/** What stands beside the PDF of an edition, from the store alone: the web page with the bilag's text, and the ZIP. */
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWorker } from '#src/app/worker.ts';
import { editionHtml, editionZip } from '#src/packets/edition-files.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { sha256 } from '#src/store/record.ts';
import { openTown, type Town } from '../commands/town.ts';
import { pdf } from '../files/make.ts';
import { qpdfCheck, rawText, withFile } from '../tools/pdf-tools.ts';
import { unpack } from './unpack.ts';
import { type PacketWorld, packetWorld } from './world.ts';

const comes = { timeout: 90_000, interval: 200 };
let town: Town;
let world: PacketWorld;
let worker: Awaited<ReturnType<typeof startWorker>>;
const editions: Partial<Record<'members' | 'public', Edition>> = {};
const original = pdf('Budget', 3);

beforeAll(async () => {
  town = await openTown();
  world = packetWorld(town);
  worker = await startWorker(town.app, ['packet']);
  const meeting = await world.meeting();
  await world.listed(meeting, [
    { title: 'Budget', bytes: original },
    { title: 'Hemmeligt notat', bytes: pdf('Hemmeligt', 2), openness: 'closed' },
    { title: 'Ødelagt', bytes: Buffer.from('%PDF-1.7 afbrudt') },
  ]);
  await world.freeze(meeting);
  await world.check(meeting);
  for (const variant of ['members', 'public'] as const) {
    editions[variant] = await vi.waitFor(async () => {
      const newest = await world.newest(meeting, variant);
      if (newest?.state !== 'done') throw new Error(`the edition is ${newest?.state}`);
      return newest;
    }, comes);
  }
}, 120_000);
afterAll(async () => {
  await worker.stop();
  await town.close();
});
const edition = (variant: 'members' | 'public') => editions[variant] as Edition;
const page = async (variant: 'members' | 'public') => text(await editionHtml(town.app, edition(variant), null));

describe('Beside the PDF of an edition', () => {
  it('there is a web page with the text of each page of its bilag, as soon as it has been read', async () => {
    await expect.poll(() => page('members'), comes).toContain('Hemmeligt 2');
    await expect.poll(() => page('members'), comes).toContain('Budget 3');
    const members = await page('members');
    expect(members).toMatch(/Side 3 af 3<\/h4>\s*<div class="text"><p>Budget 3/);
    expect(members).toContain('Bilaget kunne ikke gengives');
    const open = await page('public');
    expect(open).toContain('Budget 3');
    expect(open).not.toContain('Hemmeligt');
  });

  it('there is a ZIP: for members with the files as they were brought', async () => {
    const files = await unpack(await buffer(await editionZip(town.app, edition('members'))));
    expect([...files.keys()]).toEqual([
      'bilag/1.1 Budget.pdf',
      'bilag/1.2 Hemmeligt notat.pdf',
      'bilag/1.3 Ødelagt.pdf',
      'meeting.json',
    ]);
    expect(files.get('bilag/1.1 Budget.pdf')?.equals(original)).toBe(true);
  });

  it('for the public with what is seen of them, cleaned, and leaves nothing behind on the disk', async () => {
    const zip = await buffer(await editionZip(town.app, edition('public')));
    const files = await unpack(zip);
    expect([...files.keys()]).toEqual(['bilag/1.1 Budget.pdf', 'meeting.json']);
    const clean = files.get('bilag/1.1 Budget.pdf') ?? Buffer.alloc(0);
    expect(clean.equals(original)).toBe(false);
    await withFile(clean, 'clean.pdf', async (path) => {
      await qpdfCheck(path);
      expect(await rawText(path)).toContain('Budget 3');
    });
    const meeting = JSON.parse(files.get('meeting.json')?.toString() ?? '');
    expect(meeting.items[0].bilag[0].file).toEqual({ path: 'bilag/1.1 Budget.pdf', sha256: sha256(clean) });
    expect(JSON.stringify(meeting)).not.toMatch(/Hemmeligt/);
    expect((await buffer(await editionZip(town.app, edition('public')))).equals(zip)).toBe(true);
    await expect
      .poll(async () => (await readdir(tmpdir())).filter((name) => name.startsWith(`sagsgang-zip-${process.pid}-`)))
      .toEqual([]);
  });
});
