/**
 * A meeting as files: `meeting.json`, which a program can read, and the bilag. Members get the files as they were brought; the public
 * gets their renditions, never an original: office files have led what nobody sees on their pages out to the public (domain § 5.2).
 */
import { endingOf } from '#src/files/file-name.ts';
import type { PacketBilag, PacketDocument, PacketItem } from '../document.ts';
import { onceEach, safeName } from './zip-names.ts';

export interface ZipEntry {
  /** With `/` between folders. */
  path: string;
  /** What it says, or the stored file whose bytes it is. */
  content: { text: string } | { file: string };
}

export interface ZipGiven {
  edition: number;
  /** By the bilag's key: the SHA-256 of its rendition as a PDF; none where there is none. */
  renditions: ReadonlyMap<string, string>;
}

const FOLDER = 'bilag';

/** The entries in their order, `meeting.json` first. */
export function zipEntries(document: PacketDocument, given: ZipGiven): ZipEntry[] {
  const once = onceEach();
  const files = new Map<string, StoredEntry>();
  for (const row of document.items.flatMap(({ bilag }) => bilag)) {
    const stored = storedOf(document, row, given);
    if (stored === null) continue;
    files.set(row.key, { ...stored, path: `${FOLDER}/${once(safeName(`${row.label} ${row.title}`, stored.ending))}` });
  }
  return [
    { path: 'meeting.json', content: { text: `${JSON.stringify(meetingJson(document, given, files), null, 2)}\n` } },
    ...[...files.values()].map(({ path, sha256 }) => ({ path, content: { file: sha256 } })),
  ];
}

interface StoredEntry {
  path: string;
  ending: string;
  sha256: string;
}

function storedOf(
  { variant }: PacketDocument,
  { key, file }: PacketBilag,
  { renditions }: ZipGiven,
): Omit<StoredEntry, 'path'> | null {
  const rendition = renditions.get(key);
  if (variant === 'public') return rendition === undefined ? null : { ending: 'pdf', sha256: rendition };
  return file && { ending: endingOf(file.name), sha256: file.hash };
}

/** The form of `meeting.json`; it grows by new fields alone, and counts up where one changes its meaning. */
const FORMAT = { name: 'sagsgang-meeting', version: 1 };

function meetingJson(document: PacketDocument, { edition }: ZipGiven, files: ReadonlyMap<string, StoredEntry>) {
  const { kind: _, items, ...meeting } = document;
  return { format: FORMAT, edition, ...meeting, items: items.map((item) => itemJson(item, files)) };
}

/** The rows of `document.bilag` are what is printed; `bilag` are those that have a file or will have one. */
function itemJson({ bilag, ...item }: PacketItem, files: ReadonlyMap<string, StoredEntry>) {
  return {
    ...item,
    bilag: bilag.map(({ key, file: _, ...row }) => {
      const entry = files.get(key);
      return { ...row, file: entry ? { path: entry.path, sha256: entry.sha256 } : null };
    }),
  };
}
