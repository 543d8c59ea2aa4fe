/** Where what was looked for stands in the items of a page, as far as their reader may see it. */
import { hasTag } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { App } from '#src/context.ts';
import { contentIn } from '#src/documents/decision.ts';
import type { Bilag, ItemContent } from '#src/documents/item-content.ts';
import { plainText } from '#src/documents/plain-text.ts';
import { mayOpenBilag } from '#src/policies/bilag-policies.ts';
import { seesDraft } from '#src/policies/item-policies.ts';
import { bilagTexts } from '#src/search/bilag-texts.ts';
import { excerpt, type Marked, marked, type SearchTerm } from '#src/search/search-query.ts';
import type { ItemRow } from '#src/store/projections.ts';
import { draftOf } from './item.ts';
import { UNTITLED } from './item-titles.ts';

export interface ItemHits {
  title: Marked[];
  caseNumber: Marked[];
  /** The text around the first hit; null where there is none but in title, number and names. */
  text: Marked[] | null;
  /** Title of the attachment that the text is of; null where it is the item's own. */
  bilag: string | null;
}

type Deps = Pick<App, 'collections' | 'contents' | 'files'>;

/** @returns the hits by item; null where nothing was looked for */
export async function textsShown(
  deps: Deps,
  actor: Actor,
  rows: readonly ItemRow[],
  terms: readonly SearchTerm[],
): Promise<Map<string, ItemHits> | null> {
  if (terms.length === 0) return null;
  const versions = await deps.contents.readMany(rows.flatMap(({ context }) => context.version?.hash ?? []));
  const hits = rows.map(async (row): Promise<[string, ItemHits]> => {
    const state = { value: row.state, context: row.context };
    const isDraft = hasTag('agenda-item', row.state, 'drafting') || row.context.version === null;
    const draft = isDraft ? ((await draftOf(deps, row._id))?.body.content ?? null) : null;
    const version = contentIn(versions.get(row.context.version?.hash ?? ''));
    const shown = draft !== null && seesDraft(actor, { state }) ? draft : version;
    const { title = '', caseNumber = null } = draft ?? version ?? {};
    const opens = (bilag: Bilag) => mayOpenBilag(actor, { state, stepIsVacant: false }, bilag);
    return [
      row._id,
      {
        title: marked(title || UNTITLED.title, terms),
        caseNumber: marked(caseNumber ?? '', terms),
        ...(shown ? await hitIn(deps, shown, opens, terms) : NOWHERE),
      },
    ];
  });
  return new Map(await Promise.all(hits));
}

const NOWHERE = { text: null, bilag: null };

/** The first text of an item that has a hit: its own, the title of an attachment, or what its file says. */
async function hitIn(deps: Deps, content: ItemContent, opens: (bilag: Bilag) => boolean, terms: readonly SearchTerm[]) {
  const { sections, recommendation, subItems = [], bilag } = content;
  const own = [
    ...sections.flatMap(({ heading, body }) => [plainText(body), heading]),
    [recommendation?.lead ?? '', ...(recommendation?.clauses ?? [])].join(' '),
    ...subItems.flatMap(({ title, text, participants = [] }) => [
      title,
      text ? plainText(text) : '',
      participants.join(', '),
    ]),
  ];
  for (const text of own) {
    const found = excerpt(text, terms);
    if (found !== null) return { text: found, bilag: null };
  }
  const open = bilag.filter(opens);
  for (const { title } of open) {
    const found = excerpt(title, terms);
    if (found !== null) return { text: found, bilag: title };
  }
  // One after the other: most are found in the first.
  for (const { title, file } of open) {
    const text = file && (await bilagTexts(deps, [file.hash])).get(file.hash);
    const found = text ? excerpt(text, terms) : null;
    if (found !== null) return { text: found, bilag: title };
  }
  return NOWHERE;
}
