/** Files cleaned and written as a packet, and a search of all that is in it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanPdf } from '#src/pdf-merge/clean-pdf.ts';
import { openFragment } from '#src/pdf-merge/fragment-source.ts';
import { loadPdf } from '#src/pdf-merge/load-pdf.ts';
import { toFragment } from '#src/pdf-merge/to-fragment.ts';
import type { Note } from '#src/renditions/note.ts';
import type { Draft } from './make-pdf.ts';
import { bilag, decompressed, packetOf, writeChecked } from './packets.ts';

export interface CleaningFolder {
  /** The file cleaned and written as a packet: what the officer is told, and all that is in the packet, decompressed. */
  cleaned(made: Draft): Promise<{ notes: Note[]; path: string; links: number; text: string }>;
  remove(): Promise<void>;
}

export async function cleaningFolder(): Promise<CleaningFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-clean-'));
  return {
    async cleaned(made) {
      const doc = await loadPdf(await made.bytes());
      const notes = cleanPdf(doc);
      const fragment = await openFragment(Buffer.concat(toFragment(doc)));
      const path = await writeChecked(folder, packetOf([bilag('1.1', fragment)]));
      const links = fragment.index.pages[0]?.entries.match(/\{\d+\}/g)?.length ?? 0;
      return { notes, path, links, text: await decompressed(path) };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Whether the file holds the word, in any of the ways in which a PDF writes one. */
export function holds(text: string, word: string): boolean {
  const wide = Buffer.from(word, 'utf16le').swap16();
  const forms = [word, Buffer.from(word).toString('hex'), wide.toString('latin1'), wide.toString('hex')];
  return forms.some((form) => text.toLowerCase().includes(form.toLowerCase()));
}

/** How often each note was counted. */
export const counts = (notes: Note[]) => Object.fromEntries(notes.map(({ rule, details }) => [rule, details.count]));
