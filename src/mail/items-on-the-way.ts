/** The items that are on their way to an organ, for mails to their officers. */
import { trusted } from 'mongoose';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { PlannedStep } from '#machines/agenda-item/steps.ts';
import { hasTag, statesWith } from '#machines/states.ts';
import { ItemVersionDocument } from '#src/documents/decision.ts';
import { DraftBody } from '#src/documents/draft-body.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { ItemHead } from '#src/links/status.ts';
import { readDraft } from '#src/store/drafts.ts';
import { readHead } from '#src/store/read-stream.ts';
import type { MailSources } from './mail-reader.ts';

export interface ItemOnTheWay {
  item: string;
  head: ItemHead;
  /** What the officer is writing, or the version that travels; undefined where the text has been erased. */
  content: ItemContent | undefined;
}

/**
 * Items that name the organ and that no agenda of its meetings has yet: drafts whose plan names it, and items under way whose current
 * step or a later one is the organ's. Which items may be meant is asked of the rows, and of each its stream.
 */
export async function itemsOnTheWay(sources: MailSources, organ: string): Promise<ItemOnTheWay[]> {
  const { items, drafts } = sources.collections;
  const [travelling, planned] = await Promise.all([
    items
      .find(
        { state: trusted({ $in: statesWith('agenda-item', 'on-route') }), 'context.route.organ': organ },
        { _id: 1 },
      )
      .sort({ _id: 1 })
      .lean(),
    drafts.find({ 'body.plan.organ': organ }, { _id: 1 }).sort({ _id: 1 }).lean(),
  ]);
  const ids = new Set([...travelling, ...planned].map(({ _id }) => _id));
  const found = await Promise.all([...ids].map((item) => onTheWay(sources, item, organ)));
  return found.filter((item) => item !== null);
}

async function onTheWay(
  { collections, contents }: MailSources,
  item: string,
  organ: string,
): Promise<ItemOnTheWay | null> {
  const record = await readHead(collections, item);
  if (record === null) return null;
  const head = { context: record.state.context as ItemContext, state: record.to };
  const names = (steps: readonly PlannedStep[]) => steps.some((step) => step.kind === 'organ' && step.organ === organ);
  if (hasTag('agenda-item', head.state, 'drafting')) {
    const draft = DraftBody.safeParse((await readDraft(collections, item))?.body);
    return draft.success && names(draft.data.plan) ? { item, head, content: draft.data.content } : null;
  }
  const { route, position, listing, version } = head.context;
  // A meeting that has the item is where its current step is dealt with: only what comes after that is still ahead.
  const ahead = route.slice(listing === null ? position : position + 1);
  if (!hasTag('agenda-item', head.state, 'on-route') || !names(ahead)) return null;
  const document = version === null ? undefined : await contents.read(version.hash);
  return { item, head, content: document === undefined ? undefined : ItemVersionDocument.parse(document).content };
}
