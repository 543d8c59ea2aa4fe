/** What the tests of mailed links do: mail one, press it, see why it is refused. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { isRefusal } from '#src/errors.ts';
import { issueLink } from '#src/links/issue-link.ts';
import { mayUseLinkBy } from '#src/links/may-use-link.ts';
import { type RedeemDeps, redeemLink } from '#src/links/redeem-link.ts';
import { buildWorld, listsOf, PEOPLE, START, textOf, type World } from '../mail/world.ts';

export const days = (count: number) => new Date(START.getTime() + count * 86_400_000);
export const bettina = { person: PEOPLE.chief.id };

export async function refusalOf(work: Promise<unknown>) {
  const error = await work.then(
    () => expect.fail('not refused'),
    (caught: unknown) => caught,
  );
  if (!isRefusal(error)) throw error;
  const { code, status, details } = error;
  return { code, status, details };
}

/** @param use is given the world of the file, once it is there */
export function linkTests(use: (parts: { world: World; deps: RedeemDeps }) => void) {
  let world: World;
  let deps: RedeemDeps;
  beforeAll(async () => {
    world = await buildWorld();
    const isRecorded = async (stream: string, cause: string) =>
      (await world.collections.transitions.findOne({ stream, cause }).lean()) !== null;
    deps = { ...world.parts, mayUseLink: mayUseLinkBy(world.directory), isRecorded };
    use({ world, deps });
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.people = listsOf();
    world.clock.set(START);
  });

  /** An item that waits for the chief, and the raw token of the link she was mailed. */
  async function mailed(content = textOf()) {
    const { item, version, mail } = await world.submitted(content);
    const bound = { item, step: 'chief', round: 1, version, events: ['approve', 'correct', 'return'] as const };
    const purpose = {
      purpose: mail.key,
      person: PEOPLE.chief.id,
      ...bound,
      events: [...bound.events],
      level: 2 as const,
    };
    const issue = (at = START) => issueLink(world.parts, { ...purpose, expiresAt: days(30) }, at);
    const { id, url } = await issue();
    return { item, version, id, url, rawToken: url.split('/l/')[1] ?? '', issue, purpose };
  }
  const redeem = (
    rawToken: string,
    event: 'approve' | 'correct' | 'return' = 'approve',
    session: { person: string } | null = bettina,
  ) => redeemLink(deps, { rawToken, event, session });
  /** What the page does on a press: redeem, commit under the link's cause, mark the link. */
  async function press(rawToken: string, session = bettina) {
    const { item, link, cause, event, repeated } = await redeem(rawToken, 'approve', session);
    const done = await world.act(item, event, PEOPLE.chief, { cause });
    await world.links.markUsed(link._id, 'approve', await world.clock.now());
    return { ...done, repeated };
  }
  return { mailed, redeem, press };
}
