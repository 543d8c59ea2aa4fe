/** Setting a packet's own pages is a step of its own: what is stored is found again as long as the same would be printed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileStore } from '#src/files/file-store.ts';
import { pagesInput } from '#src/packets/content/packet-pages.ts';
import type { PacketDocument } from '#src/packets/document.ts';
import { makeOwnPages } from '#src/packets/own-pages.ts';
import { createPdfCompiler, type PdfCompiler } from '#src/pdf/compiler.ts';
import { collectionsOf } from '#src/store/collections.ts';
import { inFolder } from '../files/make.ts';
import { openStore } from '../people/parts.ts';
import { item, packet } from './documents.ts';

let store: Awaited<ReturnType<typeof openStore>>;
const typesetter = createPdfCompiler();
beforeAll(async () => {
  store = await openStore();
});
afterAll(async () => {
  await typesetter.close();
  await store.close();
});

let times = 0;
const compiler: PdfCompiler = {
  ...typesetter,
  compile(job) {
    times += 1;
    return typesetter.compile(job);
  },
};

/** As a process of its own would make them. */
const made = (document: PacketDocument, edition: number) =>
  inFolder(async (folder) => {
    const collections = collectionsOf(store.connection);
    const files = createFileStore({ connection: store.connection, collections });
    const input = pagesInput(document, { edition, bilag: new Map() });
    const { held: _, stored, ...pages } = await makeOwnPages({ collections, files, compiler, folder }, input);
    await stored;
    expect(await files.find(pages.fragment)).not.toBeNull();
    return pages;
  });

describe('A packet’s own pages', () => {
  it('are set once for all who build the same edition, and anew for another', async () => {
    const document = packet([item('1'), item('2')]);
    const first = await made(document, 1);
    expect(await made(document, 1)).toEqual(first);
    expect(times).toBe(1);
    const next = await made(document, 2);
    expect(times).toBe(2);
    expect(next.fragment).not.toBe(first.fragment);
    expect(next).toEqual({ ...first, fragment: next.fragment });
  });
});
