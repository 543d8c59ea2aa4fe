/** What a real ClamAV server says of uploaded files, and what becomes of them. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileScanner } from '#src/files/scan-file.ts';
import { address, type Browser, createWorld, type World } from '../http/world.ts';
import { MOST_BYTES, startClamd, VIRUS } from './clamd.ts';
import { inFolder, office, pdf, zip } from './make.ts';

let clamd: Awaited<ReturnType<typeof startClamd>>;
beforeAll(async () => {
  clamd = await startClamd();
});
afterAll(() => clamd.stop());

const scanned = (bytes: Buffer, url = clamd.url) =>
  inFolder(async (folder) => {
    await writeFile(join(folder, 'file'), bytes);
    return createFileScanner(url)(join(folder, 'file'));
  });
const refusedAs = (code: string) => expect.objectContaining({ code });
/** The first part of a zip file says that it is under a password. */
const underPassword = () => zip({ 'secret.txt': randomBytes(64) }, { flags: 1 });

describe('A file shown to the virus scanner', () => {
  it('passes when nothing is found in it', async () => {
    await expect(scanned(pdf())).resolves.toBeUndefined();
  });

  it('is refused with the name of what was found, also inside a Word document', async () => {
    for (const bytes of [
      Buffer.from(`Kære alle. ${VIRUS}`),
      office('docx', { 'word/media/image1.bin': Buffer.from(VIRUS) }),
    ])
      await expect(scanned(bytes)).rejects.toEqual(
        expect.objectContaining({
          code: 'file-infected',
          details: { signature: expect.stringContaining('Sagsgang-Test') },
        }),
      );
  });

  it('is refused where it cannot be looked through: too large for the scanner, or under a password', async () => {
    await expect(scanned(randomBytes(MOST_BYTES + 200_000))).rejects.toEqual(refusedAs('file-not-scanned'));
    await expect(scanned(underPassword())).rejects.toEqual(refusedAs('file-not-scanned'));
  });

  it('is not taken for clean where the scanner does not answer, or hangs up', async () => {
    await expect(scanned(pdf(), 'tcp://127.0.0.1:1')).rejects.toEqual(refusedAs('file-scan-unavailable'));
    const silent = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const { port } = silent.address() as { port: number };
    await expect(scanned(pdf(), `tcp://127.0.0.1:${port}`)).rejects.toEqual(refusedAs('file-scan-unavailable'));
    await new Promise((closed) => silent.close(closed));
  });

  it('is not asked about where there is no scanner', async () => {
    await expect(createFileScanner(undefined)('/no/such/file')).resolves.toBeUndefined();
  });
});

describe('A bilag', () => {
  let world: World;
  let officer: Browser;
  let item: string;
  beforeAll(async () => {
    world = await createWorld({ CLAMD_URL: clamd.url });
    officer = await world.signIn(address('sofie.brandt'));
    item = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
  });
  afterAll(() => world.close());

  const bring = (bytes: Buffer, name: string) =>
    officer.post(`/punkter/${item}/filer`).accept('application/json').attach('file', bytes, name);
  const stored = () => world.app.collections.files.countDocuments();

  it('is stored when it is clean', async () => {
    await bring(pdf('Rent'), 'rent.pdf').expect(201);
    expect(await stored()).toBe(1);
  });

  it('that is infected is refused by its name, and nothing of it is stored', async () => {
    const { body } = await bring(office('docx', { 'word/media/image1.bin': Buffer.from(VIRUS) }), 'syg.docx').expect(
      422,
    );
    expect(body).toMatchObject({ code: 'file-infected', name: 'syg.docx' });
    expect(await stored()).toBe(1);
  });

  it('is refused while the scanner is away, and taken when it is back', async () => {
    await clamd.stop();
    const { body } = await bring(pdf('Senere'), 'senere.pdf').expect(503);
    expect(body).toMatchObject({ code: 'file-scan-unavailable' });
    expect(await stored()).toBe(1);
    clamd = await startClamd(clamd.port);
    await bring(pdf('Senere'), 'senere.pdf').expect(201);
    expect(await stored()).toBe(2);
  });
});
