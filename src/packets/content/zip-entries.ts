/**
 * A meeting as files: `meeting.json`, which a program can read, and the bilag. Members get the files as they were brought; the public
 * gets their renditions, never an original: office files have led what nobody sees on their pages out to the public (domain § 5.2).
 */
import { endingOf } from '#src/files/file-name.ts';
import type { PacketBilag, PacketDocument, PacketItem, Variant } from '../document.ts';
import { onceEach, safeName } from './zip-names.ts';

/** A bilag in the ZIP. */
export interface ZipBilag {
  /** The bilag's key in the packet. */
  key: string;
  /** With `/` between folders. */
  path: string;
  /** The stored file as it was brought, or the stored fragment that its PDF is written from. */
  source: { file: string } | { fragment: string };
}

const FOLDER = 'bilag';

/**
 * The bilag that go into the ZIP, in their order.
 * @param fragments by the bilag's key: the SHA-256 of the stored fragment; none where no PDF could be made
 */
export function zipBilag({ variant, items }: PacketDocument, fragments: ReadonlyMap<string, string>): ZipBilag[] {
  const once = onceEach();
  return items
    .flatMap(({ bilag }) => bilag)
    .flatMap((row) => {
      const source = sourceOf(variant, row, fragments);
      if (source === null) return [];
      const ending = 'file' in source ? endingOf(row.file?.name ?? '') : 'pdf';
      return [{ key: row.key, path: `${FOLDER}/${once(safeName(`${row.label} ${row.title}`, ending))}`, source }];
    });
}

function sourceOf(variant: Variant, { key, file }: PacketBilag, fragments: ReadonlyMap<string, string>) {
  if (variant !== 'public') return file && { file: file.hash };
  const fragment = fragments.get(key);
  return fragment === undefined ? null : { fragment };
}

/** The form of `meeting.json`; it grows by new fields alone, and counts up where one changes its meaning. */
const FORMAT = { name: 'sagsgang-meeting', version: 1 };

/** A file that has been written into the ZIP, with the SHA-256 of its bytes. */
export interface Written {
  path: string;
  sha256: string;
}

/** @param written by the bilag's key, once all of them are @returns the text of `meeting.json` */
export function meetingJson(document: PacketDocument, edition: number, written: ReadonlyMap<string, Written>): string {
  const { kind: _, items, ...meeting } = document;
  const json = { format: FORMAT, edition, ...meeting, items: items.map((item) => itemJson(item, written)) };
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** The rows of `document.bilag` are what is printed; `bilag` are those that have a file or will have one. */
const itemJson = ({ bilag, ...item }: PacketItem, written: ReadonlyMap<string, Written>) => ({
  ...item,
  bilag: bilag.map(({ key, file: _, ...row }) => ({ ...row, file: written.get(key) ?? null })),
});
