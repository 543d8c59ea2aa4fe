/** What strangers may see and do of hearings that are open to all. */

import { trusted } from 'mongoose';
import { hasTag, statesWith } from '#machines/states.ts';
import { createSignInLimits, DEFAULT_LIMITS, DEMO_LIMITS } from '#src/auth/limits.ts';
import { keyedHash } from '#src/auth/secrets.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import type { App } from '#src/context.ts';
import { contentIn } from '#src/documents/decision.ts';
import { isRefusal, notFound, Refusal } from '#src/errors.ts';
import { type HearingHistory, loadHearing } from '#src/queries/hearing.ts';
import { isClosedItem } from './answer-page.ts';

export interface PublicHearing {
  id: string;
  title: string;
  hearingType: string;
  typeName: string;
  /** ISO instant. */
  closesAt: string | null;
}

/** The open hearings that anybody may answer, the one that closes first on top. */
export async function publicHearings({ collections, contents }: App): Promise<PublicHearing[]> {
  const rows = await collections.hearings
    .find({ state: trusted({ $in: statesWith('hearing', 'asks-for-answers') }), 'context.openTo': 'everyone' })
    .sort({ closesAt: 1 })
    .lean();
  const [texts, items] = await Promise.all([
    contents.readMany(rows.map(({ context }) => context.version)),
    collections.items.find({ _id: trusted({ $in: rows.map(({ item }) => item) }) }).lean(),
  ]);
  const closedItems = new Set(items.filter(({ context }) => context.openness === 'closed').map(({ _id }) => _id));
  return rows.flatMap(({ _id, item, context, closesAt }) => {
    const content = contentIn(texts.get(context.version));
    if (content === null || content.openness === 'closed' || closedItems.has(item)) return [];
    const { title } = content;
    const { hearingType: kind } = context;
    return [{ id: _id, title, hearingType: kind, typeName: hearingType(kind)?.name ?? 'Høring', closesAt }];
  });
}

/** @throws Refusal `not-found` for a hearing that is not open to all, has not begun, or is about a closed item */
export async function publicStory(app: App, id: string): Promise<HearingHistory> {
  const history = await loadHearing(app, id);
  const { context, state } = history;
  if (context.openTo !== 'everyone' || hasTag('hearing', state.value, 'being-planned') || isClosedItem(history))
    throw notFound('hearing');
  return history;
}

/** Answers from one place: a library or a school may have one address for all. */
const ANSWERS = {
  ...DEFAULT_LIMITS,
  perAddress: { times: 30, seconds: 15 * 60 },
  perAddressDaily: { times: 300, seconds: 24 * 3_600 },
};

/** @returns a function that counts an answer to a hearing from an IP address; throws Refusal `answers-too-often` (429) */
export function answerLimits({ connection, config }: App): (hearing: string, ip: string) => Promise<void> {
  const limits = createSignInLimits(connection, config.DEMO ? DEMO_LIMITS : ANSWERS);
  return async (hearing, ip) => {
    const key = keyedHash(config.SERVER_KEY, 'hearing-public', `${hearing} ${ip}`);
    await limits.countRequest(key, `answers ${ip}`).catch((error: unknown) => {
      throw isRefusal(error) && error.status === 429 ? new Refusal('answers-too-often', 429, error.details) : error;
    });
  };
}
