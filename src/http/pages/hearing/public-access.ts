/** What strangers may see and do of hearings that are open to all. */

import { trusted } from 'mongoose';
import { hasTag, statesWith } from '#machines/states.ts';
import { createCounters, perDay, perQuarter } from '#src/auth/counters.ts';
import { networkOf } from '#src/auth/network.ts';
import { keyedHash } from '#src/auth/secrets.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import type { App } from '#src/context.ts';
import { contentIn } from '#src/documents/decision.ts';
import { notFound } from '#src/errors.ts';
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
const ANSWERS = { all: perQuarter(120), each: perQuarter(30), eachDaily: perDay(300) };
/** In the demo all come from one. */
const DEMO_ANSWERS = { all: perQuarter(100_000), each: perQuarter(10_000), eachDaily: perDay(100_000) };

/** @returns a function that counts an answer to a hearing from an IP address; throws Refusal `answers-too-often` (429) */
export function answerLimits({ connection, config }: App): (hearing: string, ip: string) => Promise<void> {
  const counters = createCounters(connection);
  const { all, each, eachDaily } = config.DEMO ? DEMO_ANSWERS : ANSWERS;
  return async (hearing, ip) => {
    const network = networkOf(ip);
    const key = keyedHash(config.SERVER_KEY, 'hearing-public', `${hearing} ${network}`);
    await counters.count(`answers ${network}`, all, 'answers-too-often');
    await counters.count(`answers-each ${key}`, each, 'answers-too-often');
    await counters.count(`answers-each-daily ${key}`, eachDaily, 'answers-too-often');
  };
}
