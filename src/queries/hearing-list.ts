/** The hearings of the items that a person may read, the one that closes last on top. */
import { trusted } from 'mongoose';
import { z } from 'zod';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import { mayRead } from './readable-items.ts';

export interface ListedHearing {
  id: string;
  item: string;
  title: string;
  hearingType: string;
  state: string;
  /** ISO instant; null while there is no window. */
  closesAt: string | null;
  answers: number;
  late: number;
  invited: number;
}

const LIMIT = 200;

export async function hearingList(
  { collections, contents }: Pick<CommandDeps, 'collections' | 'contents'>,
  actor: Actor,
): Promise<ListedHearing[]> {
  const rows = await collections.hearings.find({}).sort({ closesAt: -1 }).limit(LIMIT).lean();
  const items = await collections.items.find({ _id: trusted({ $in: rows.map(({ item }) => item) }) }).lean();
  const readable = new Set(items.filter((row) => mayRead(actor, row)).map(({ _id }) => _id));
  const mine = rows.filter(({ item }) => readable.has(item));
  const texts = await contents.readMany(mine.map(({ context }) => context.version));
  return mine.map(({ _id: id, item, context, state, closesAt }) => ({
    id,
    item,
    title: titleIn(texts.get(context.version)),
    hearingType: context.hearingType,
    state,
    closesAt,
    answers: context.answers,
    late: context.lateAnswers,
    invited: context.parties.length,
  }));
}

const titleIn = (document: unknown): string => {
  const parsed = z.object({ content: z.object({ title: z.string() }) }).safeParse(document);
  return parsed.success ? parsed.data.content.title : 'Et punkt';
};
