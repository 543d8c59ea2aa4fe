/** The hearings of the items that a person may read: those without a window first, then the one that closes last on top. */
import { trusted } from 'mongoose';
import { z } from 'zod';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import { readableBy } from './readable-items.ts';

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
  const readable = (closesAt: object | null) =>
    collections.hearings
      .find({ ...readableBy(actor), closesAt })
      .sort({ closesAt: -1, _id: -1 })
      .limit(LIMIT)
      .lean();
  const mine = (await Promise.all([readable(null), readable(trusted({ $ne: null }))])).flat().slice(0, LIMIT);
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
