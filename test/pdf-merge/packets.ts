/** Small packets for the tests: fragments of made PDFs, written to a file with stamps as the service stamps. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cleanPdf } from '#src/pdf-merge/clean-pdf.ts';
import { type FragmentSource, openFragment } from '#src/pdf-merge/fragment-source.ts';
import { loadPdf } from '#src/pdf-merge/load-pdf.ts';
import type { PacketInput, PacketPart, PacketSource } from '#src/pdf-merge/packet-input.ts';
import { toFragment } from '#src/pdf-merge/to-fragment.ts';
import { writePdf, writePdfFile } from '#src/pdf-merge/write-pdf.ts';

const run = promisify(execFile);

/** A file from outside as it enters a packet. */
export async function bilagFragment(bytes: Uint8Array): Promise<FragmentSource> {
  const doc = await loadPdf(bytes);
  cleanPdf(doc);
  return openFragment(Buffer.concat(toFragment(doc)));
}

/** Our own pages as they enter a packet. */
export async function ownFragment(bytes: Uint8Array): Promise<FragmentSource> {
  return openFragment(Buffer.concat(toFragment(await loadPdf(bytes), { ownPages: true })));
}

export const bilag = (key: string, fragment: FragmentSource, title = `Bilag ${key}`): PacketSource => ({
  key,
  fragment,
  kind: 'bilag',
  title,
});
export const own = (fragment: FragmentSource): PacketSource => ({ key: 'own', fragment, kind: 'own', title: '' });

type Run = { source: string; from: number; to: number };

/** Stamps every page, labels bilag with their key and lists each source once in the outline. */
export function packetOf(sources: PacketSource[], runs?: Run[], changes: Partial<PacketInput> = {}): PacketInput {
  const all = runs ?? sources.map(({ key, fragment }) => ({ source: key, from: 1, to: fragment.index.pages.length }));
  const total = all.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  let at = 0;
  const parts: PacketPart[] = all.map(({ source, from, to }) => {
    const isOwn = sources.find(({ key }) => key === source)?.kind === 'own';
    const pages = to - from + 1;
    const stamps = Array.from({ length: pages }, (_, i) => {
      at += 1;
      return { left: isOwn ? '' : `Bilag ${source} · side ${i + 1} af ${pages}`, right: `Side ${at} af ${total}` };
    });
    return { source, from, to, stamps, labelPrefix: isOwn ? null : `${source}-` };
  });
  return {
    title: 'Dagsorden for Økonomiudvalget',
    language: 'da-DK',
    sources,
    parts,
    outline: sources.map(({ key, title, kind }) => ({
      title: title || 'Dagsorden',
      level: kind === 'own' ? 1 : 2,
      source: key,
      page: 1,
      ownBelow: kind === 'bilag',
    })),
    watermark: null,
    foot: null,
    createdAt: new Date('2026-01-02T03:04:05Z'),
    pdfUa: false,
    ...changes,
  };
}

export async function bytesOf(input: PacketInput): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const { bytes } of writePdf(input)) pieces.push(bytes);
  return Buffer.concat(pieces);
}

/** Writes the packet into the folder and has qpdf check it; throws with qpdf's words where it has a fault or a doubt. */
export async function writeChecked(folder: string, input: PacketInput, called = 'packet.pdf'): Promise<string> {
  const path = join(folder, called);
  await writePdfFile(path, input);
  await run('qpdf', ['--check', path]);
  return path;
}

/** The file with every stream decompressed and each object on lines of its own, as Latin-1. */
export async function decompressed(path: string): Promise<string> {
  const args = ['--qdf', '--object-streams=disable', '--no-original-object-ids', path, '-'];
  const { stdout } = await run('qpdf', args, { maxBuffer: 256_000_000, encoding: 'latin1' });
  return stdout;
}

/** The text of one page (from 1) as it is seen, words apart. */
export async function pageText(path: string, page: number): Promise<string> {
  const args = ['-f', String(page), '-l', String(page), '-enc', 'UTF-8', '-cropbox', path, '-'];
  const { stdout } = await run('pdftotext', args, { maxBuffer: 64_000_000 });
  return stdout.replace(/\s+/g, ' ').trim();
}

/** Where each word of a page stands, in points from its upper left corner as it is shown. */
export async function wordsOf(path: string, page: number) {
  const args = ['-f', String(page), '-l', String(page), '-bbox', path, '-'];
  const { stdout } = await run('pdftotext', args, { maxBuffer: 64_000_000 });
  const size = /<page width="([\d.]+)" height="([\d.]+)"/.exec(stdout);
  const word = /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</g;
  const words = [...stdout.matchAll(word)].map(([, left, top, right, bottom, text = '']) => ({
    text,
    left: Number(left),
    top: Number(top),
    right: Number(right),
    bottom: Number(bottom),
  }));
  // The words are placed on the page as it is shown, its size is given as it lies.
  const { stdout: info } = await run('pdfinfo', ['-f', String(page), '-l', String(page), path]);
  const turned = /rot:\s+(90|270)$/m.test(info);
  const [across, up] = [Number(size?.[1]), Number(size?.[2])];
  return { width: turned ? up : across, height: turned ? across : up, words };
}

/** How many dark points each row of a page's picture has, at 72 points an inch. */
export async function darkRows(path: string, page: number): Promise<number[]> {
  const args = ['-f', String(page), '-l', String(page), '-gray', '-r', '72', path];
  const { stdout } = await run('pdftoppm', args, { encoding: 'buffer', maxBuffer: 64_000_000 });
  const [, header = '', width = '0', height = '0'] =
    /^(P5\s+(\d+)\s+(\d+)\s+255\s)/.exec(stdout.toString('latin1')) ?? [];
  const wide = Number(width);
  return Array.from({ length: Number(height) }, (_, row) => {
    const from = header.length + row * wide;
    return stdout.subarray(from, from + wide).filter((shade) => shade < 128).length;
  });
}
