/** Keeps what search reads true to the items: whatever has changed is read anew, and its rows are written. */
import { trusted } from 'mongoose';
import { authorsOf } from '#machines/agenda-item/context.ts';
import { hasTag } from '#machines/states.ts';
import { contentIn } from '#src/documents/decision.ts';
import { DraftBody } from '#src/documents/draft-body.ts';
import type { Bilag, ItemContent } from '#src/documents/item-content.ts';
import type { FileStore } from '#src/files/file-store.ts';
import { driverOf } from '#src/model.ts';
import type { DirectorySource } from '#src/people/directory.ts';
import { organName, personName } from '#src/people/names.ts';
import { officeKey, organKey } from '#src/readers/reader-keys.ts';
import { type Collections, ignoreDuplicates } from '#src/store/collections.ts';
import type { Contents } from '#src/store/contents.ts';
import type { Draft } from '#src/store/models/draft.ts';
import type { SearchRow } from '#src/store/models/search.ts';
import type { ItemRow } from '#src/store/projections.ts';
import { wantIndexedOfFile } from '#src/store/search-wants.ts';
import { bilagTexts, filesRead } from './bilag-texts.ts';
import { foldedText, sortKeyOf } from './fold.ts';
import { type Level, levelsOf } from './item-levels.ts';
import { countWords } from './search-words.ts';

export interface IndexDeps {
  collections: Pick<Collections, 'items' | 'drafts' | 'renditions' | 'searchRows' | 'searchWords'>;
  files: FileStore;
  contents: Pick<Contents, 'readMany'>;
  directory: Pick<DirectorySource, 'current'>;
}

/** Revisions of one draft within one transition; more there are not. */
const REVISIONS = 1_000_000;
const BATCH = 100;

/** Brings search up to date with the items that have changed. @param most so many of them @returns how many there were */
export async function indexChanged(deps: IndexDeps, most = BATCH): Promise<number> {
  const rows = await deps.collections.items
    // Compared with a number: not every engine reads a partial index to find what exists.
    .find({ toIndex: trusted({ $gt: Number.MIN_SAFE_INTEGER }) })
    .sort({ toIndex: 1 })
    .limit(most)
    .lean();
  if (rows.length > 0) await indexRows(deps, rows);
  return rows.length;
}

/** The same until none is left. @returns how many there were */
export async function indexAllChanged(deps: IndexDeps): Promise<number> {
  let count = 0;
  for (let found = BATCH; found === BATCH; count += found) found = await indexChanged(deps, BATCH);
  return count;
}

async function indexRows(deps: IndexDeps, rows: readonly ItemRow[]): Promise<void> {
  const { searchRows, items } = deps.collections;
  const ids = rows.map(({ _id }) => _id);
  const [{ made, unread }, before] = await Promise.all([
    searchRowsOf(deps, rows),
    searchRows.find({ item: trusted({ $in: ids }) }, { item: 1, stamp: 1, words: 1 }).lean(),
  ]);
  // The words first: a row whose words nobody knows would not be found by their beginnings.
  await countWords(deps.collections, made, before);
  await writeRows(searchRows, made, new Set(before.map(({ item }) => item)));
  await driverOf(items).bulkWrite(
    rows.map(({ _id, toIndex }) => ({ updateOne: { filter: { _id, toIndex }, update: { $unset: { toIndex: '' } } } })),
    { ordered: false },
  );
  // What was read while these rows were on their way found none of them to have read again.
  for (const file of await filesRead(deps, unread)) await wantIndexedOfFile(deps.collections, file);
}

/**
 * Puts rows in the place of older ones. Another process may be at the same item, and may have read less or more of it: the row that was
 * made of more stays, whoever comes last.
 * @param known the items that had rows when these were made
 */
async function writeRows(
  searchRows: IndexDeps['collections']['searchRows'],
  made: readonly SearchRow[],
  known: ReadonlySet<string>,
): Promise<void> {
  const table = driverOf(searchRows);
  const fresh = made.filter(({ item }) => !known.has(item));
  let allFresh = true;
  if (fresh.length > 0) {
    const entered = table.insertMany([...fresh], { ordered: false }).catch((error: unknown) => {
      allFresh = false;
      throw error;
    });
    await ignoreDuplicates(entered);
  }
  // Where another process was at one of them in between, each is compared with what is there.
  const changed = allFresh ? made.filter(({ item }) => known.has(item)) : made;
  if (changed.length === 0) return;
  const replaced = changed.map((row) => ({
    replaceOne: { filter: { _id: row._id, stamp: { $lte: row.stamp } }, replacement: row, upsert: true },
  }));
  // An upsert beside a newer row is a second insert of its key.
  await ignoreDuplicates(table.bulkWrite(replaced, { ordered: false }));
  // Rows of readers that the item has no longer apart from others.
  const stamps = new Map(changed.map(({ item, stamp }) => [item, stamp]));
  await table.bulkWrite(
    [...stamps].map(([item, stamp]) => ({ deleteMany: { filter: { item, stamp: { $lt: stamp } } } })),
    { ordered: false },
  );
}

/** What search is to read of these items. */
async function searchRowsOf(
  deps: IndexDeps,
  rows: readonly ItemRow[],
): Promise<{ made: SearchRow[]; unread: string[] }> {
  const { collections, contents, directory } = deps;
  const [versions, drafts, everybody] = await Promise.all([
    contents.readMany(rows.flatMap(({ context }) => context.version?.hash ?? [])),
    collections.drafts.find({ _id: trusted({ $in: rows.map(({ _id }) => _id) }) }).lean(),
    directory.current(),
  ]);
  const draftOf = new Map(drafts.map((draft) => [draft._id, draft]));
  const texts = rows.map((row) => {
    const isDraft = hasTag('agenda-item', row.state, 'drafting') || row.context.version === null;
    const version = contentIn(versions.get(row.context.version?.hash ?? ''));
    return { row, version, draft: isDraft ? contentOfDraft(draftOf.get(row._id)) : null };
  });
  const files = texts.flatMap(({ version, draft }) => filesOf(version, draft));
  const read = await bilagTexts(deps, files);
  const made = texts.flatMap(({ row, version, draft }) => {
    const { _id, state, context } = row;
    const names = [
      ...authorsOf(context).map((author) => personName(everybody, author)),
      ...organsOn(row).map((organ) => organName(everybody, organ)),
    ];
    const textOf = ({ file }: Bilag) => read.get(file?.hash ?? '') ?? '';
    const levels = levelsOf({ value: state, context }, { version, draft, names, textOf });
    const more = { title: (draft ?? version)?.title ?? '', files: filesOf(version, draft) };
    return levels.map((level, n) => searchRow(row, draftOf.get(_id)?.rev ?? 0, more, level, n));
  });
  return { made, unread: files.filter((file) => !read.has(file)) };
}

const filesOf = (...contents: (ItemContent | null)[]): string[] => [
  ...new Set(contents.flatMap((content) => (content?.bilag ?? []).flatMap(({ file }) => file?.hash ?? []))),
];

const contentOfDraft = (draft: Draft | undefined) => DraftBody.safeParse(draft?.body).data?.content ?? null;

const organsOn = ({ context }: ItemRow): string[] => [
  ...new Set(context.route.flatMap((step) => (step.kind === 'organ' && step.organ !== null ? [step.organ] : []))),
];

/** Who has the item now, by the keys of office and organ. */
const holdersOf = ({ waitsForOffice, waitsForOrgan, context }: ItemRow): string[] => [
  ...(waitsForOffice === null ? [] : [officeKey(waitsForOffice)]),
  ...(waitsForOrgan === null ? [] : [organKey(waitsForOrgan)]),
  ...(context.listing === null ? [] : [organKey(context.listing.organ)]),
];

function searchRow(
  row: ItemRow,
  rev: number,
  { title, files }: { title: string; files: string[] },
  { readers, texts }: Level,
  n: number,
): SearchRow {
  const text = texts.map(foldedText).join('');
  return {
    _id: n === 0 ? row._id : `${row._id}.${n}`,
    item: row._id,
    stamp: row.seq * REVISIONS + rev,
    readers,
    at: row.at,
    state: row.state,
    owner: row.owner,
    holders: holdersOf(row),
    organs: organsOn(row),
    files,
    titleKey: sortKeyOf(title),
    words: [...new Set(text.split(' ').filter((word) => word !== ''))],
    text,
  };
}
