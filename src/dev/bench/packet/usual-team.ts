/**
 * The baseline: what a usual team builds. The agenda is HTML that Chromium prints, the bilag are read from the store, merged and
 * stamped by pdf-lib, and the result is stored. It has no page numbers in its contents, no outline, and loses the bilag's tags.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { PDFDocument, rgb, StandardFonts } from 'pdf-lib';
import type { FileStore } from '#src/files/file-store.ts';
import { tools } from '../../services/system-packages.ts';

export interface UsualItem {
  number: number;
  title: string;
  paragraphs: readonly string[];
  /** Hashes of the stored files. */
  bilag: readonly { hash: string; title: string }[];
}

/** @returns the packet's bytes; Chromium is started for each packet, as a job would */
export async function buildAsUsual(files: FileStore, items: readonly UsualItem[]): Promise<Uint8Array> {
  const packet = await PDFDocument.load(await printAgenda(items));
  const font = await packet.embedFont(StandardFonts.Helvetica);
  for (const { number, bilag } of items) {
    for (const [index, { hash }] of bilag.entries()) {
      const row = await files.find(hash);
      if (row === null) throw new Error(`${hash} is not stored`);
      const source = await PDFDocument.load(await buffer(files.open(row)));
      const pages = await packet.copyPages(source, source.getPageIndices());
      for (const [page, copied] of pages.entries()) {
        const label = `Bilag ${number}.${index + 1} - side ${page + 1} af ${pages.length}`;
        copied.drawText(label, { x: 20, y: 12, size: 8, font, color: rgb(0, 0, 0) });
        packet.addPage(copied);
      }
    }
  }
  return packet.save();
}

const run = promisify(execFile);

async function printAgenda(items: readonly UsualItem[]): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-bench-'));
  try {
    const [html, pdf] = [join(folder, 'agenda.html'), join(folder, 'agenda.pdf')];
    await writeFile(html, agendaHtml(items));
    const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', `--user-data-dir=${folder}`];
    await run(tools.chromium.program, [...args, `--print-to-pdf=${pdf}`, pathToFileURL(html).href]);
    return await readFile(pdf);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function agendaHtml(items: readonly UsualItem[]): string {
  const contents = items.map(({ number, title }) => `<li><a href="#p${number}">${number}. ${title}</a></li>`).join('');
  const body = items
    .map(({ number, title, paragraphs, bilag }) => {
      const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('');
      const rows = bilag.map(({ title: row }) => `<li>${row}</li>`).join('');
      return `<section id="p${number}"><h2>${number}. ${title}</h2>${text}<h3>Bilag</h3><ul>${rows}</ul></section>`;
    })
    .join('');
  return `<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Dagsorden</title></head><body><h1>Dagsorden</h1><ul>${contents}</ul>${body}</body></html>`;
}
