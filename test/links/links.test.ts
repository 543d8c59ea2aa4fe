import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { factsOf } from '#src/documents/facts.ts';
import { isRefusal } from '#src/errors.ts';
import { issueLink } from '#src/links/issue-link.ts';
import { mayUseLinkBy } from '#src/links/may-use-link.ts';
import { openLink } from '#src/links/open-link.ts';
import { type RedeemDeps, redeemLink } from '#src/links/redeem-link.ts';
import { linkIdOf, rawTokenOf } from '#src/links/token.ts';
import {
  buildWorld,
  CHIEF,
  DIRECTOR,
  delegationTo,
  listsOf,
  PEOPLE,
  SERVER_KEY,
  START,
  textOf,
  type World,
} from '../mail/world.ts';

let world: World;
let deps: RedeemDeps;
beforeAll(async () => {
  world = await buildWorld();
  const isRecorded = async (stream: string, cause: string) =>
    (await world.collections.transitions.findOne({ stream, cause }).lean()) !== null;
  deps = { ...world.parts, mayUseLink: mayUseLinkBy(world.directory), isRecorded };
});
afterAll(() => world.close());
beforeEach(() => {
  world.people = listsOf();
  world.clock.set(START);
});

const days = (count: number) => new Date(START.getTime() + count * 86_400_000);
const bettina = { person: PEOPLE.chief.id };

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
const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => expect.fail('not refused'),
    (caught: unknown) => caught,
  );
  if (!isRefusal(error)) throw error;
  const { code, status, details } = error;
  return { code, status, details };
};
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
const all = () => world.collections.transitions.countDocuments();

describe('a link', () => {
  it('is the same address in every resend, and another for another person or another request', async () => {
    const first = await mailed();
    expect(await first.issue(days(3))).toMatchObject({ id: first.id, url: first.url, expiresAt: days(30) });
    expect(linkIdOf('item-1.2-1', 'person-a')).not.toBe(linkIdOf('item-1.2-1', 'person-b'));
    expect(linkIdOf('item-1.2-1', 'person-a')).not.toBe(linkIdOf('item-1.3-1', 'person-a'));
    expect(first.url).toMatch(/^https:\/\/sagsgang\.example\/l\/link-[0-9a-f]{40}\.[A-Za-z0-9_-]{43}$/);
  });

  it('is made once when twenty make it at the same moment, and all give the same address', async () => {
    const { purpose } = await mailed();
    const same = { ...purpose, purpose: 'item-7.7-1' };
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, n) => issueLink(world.parts, { ...same, expiresAt: days(n + 1) }, START)),
    );
    expect(new Set(made.map(({ url, expiresAt }) => `${url} ${expiresAt.toISOString()}`)).size).toBe(1);
  });

  it('keeps its secret out of the store', async () => {
    const { id, rawToken } = await mailed();
    const token = rawToken.slice(id.length + 1);
    expect(JSON.stringify(await world.links.find(id))).not.toContain(token);
  });

  it('opens as often as anybody likes and nothing changes', async () => {
    const { id, rawToken } = await mailed();
    const before = JSON.stringify([await world.links.find(id), await all()]);
    for (let times = 0; times < 5; times++) expect((await openLink(deps, rawToken)).status).toBe('current');
    expect(JSON.stringify([await world.links.find(id), await all()])).toBe(before);
  });
});

describe('a token that is not right', () => {
  it("gets the same answer whether it is malformed, truncated, forged, unknown or another link's", async () => {
    const { id, rawToken } = await mailed();
    const other = await mailed();
    const last = rawToken.at(-1) === 'A' ? 'B' : 'A';
    const wrong = [
      '',
      'x',
      id,
      `${id}.`,
      rawToken.slice(0, -1),
      `${rawToken.slice(0, -5)}${last}${rawToken.slice(-4)}`,
      `${rawToken}A`,
      `${id}.${other.rawToken.slice(other.id.length + 1)}`,
      rawTokenOf('b2'.repeat(32), id),
      rawTokenOf(SERVER_KEY, linkIdOf('item-9.9-9', 'person-x')),
      rawToken.toUpperCase(),
      `${rawToken}\n`,
      `${id}.${'é'.repeat(43)}`,
      'x'.repeat(100_000),
    ];
    for (const token of wrong) {
      const expected = { code: 'not-found', status: 404, details: { what: 'link' } };
      expect(await refusalOf(openLink(deps, token)), token.slice(0, 120)).toEqual(expected);
      expect(await refusalOf(redeem(token)), token.slice(0, 120)).toEqual(expected);
    }
  });

  it('is one whose hash is not the stored one, even if the server once made it', async () => {
    const { id, rawToken } = await mailed();
    const link = await world.links.find(id);
    if (link) await world.links.keep({ ...link, tokenHash: '0'.repeat(64) });
    expect(await refusalOf(openLink(deps, rawToken))).toMatchObject({ code: 'not-found' });
  });

  it("is every token that was mailed before the server's key changed; a resend carries the new one", async () => {
    const { rawToken, purpose } = await mailed();
    const changed = { ...deps, serverKey: 'c3'.repeat(32) };
    expect(await refusalOf(openLink(changed, rawToken))).toMatchObject({ code: 'not-found' });
    const { url } = await issueLink({ ...world.parts, ...changed }, { ...purpose, expiresAt: days(30) }, START);
    expect((await openLink(changed, url.split('/l/')[1] ?? '')).status).toBe('current');
  });
});

describe('a press', () => {
  it('by the recipient gives the event, bound to what was mailed, and a cause of its own', async () => {
    const { item, version, id, rawToken } = await mailed();
    expect(await redeem(rawToken)).toMatchObject({
      item,
      cause: `${id}-approve`,
      event: {
        type: 'approve',
        step: 'chief',
        round: 1,
        version,
        by: { person: 'person-bettina', office: 'office-chief', onBehalfOf: null },
      },
      repeated: false,
    });
  });

  it('a second time is answered with the recorded result and decides nothing more', async () => {
    const { item, rawToken } = await mailed();
    const first = await press(rawToken);
    world.clock.set(days(1));
    const second = await press(rawToken);
    expect((await openLink(deps, rawToken)).link).toMatchObject({ usedAt: START, usedFor: 'approve' });
    expect(second).toMatchObject({ seq: first.seq, at: first.at, replayed: true, repeated: true });
    expect((await world.reader.item(item))?.context.approvals).toHaveLength(1);
    expect((await openLink(deps, rawToken)).status).toBe('acted');
  });

  it('twice at once is one approval', async () => {
    const { item, rawToken } = await mailed();
    const results = await Promise.all([press(rawToken), press(rawToken), press(rawToken)]);
    expect(new Set(results.map(({ seq }) => seq)).size).toBe(1);
    expect((await world.reader.item(item))?.context.approvals).toHaveLength(1);
  });

  it('whose reply was lost before the link was marked is still known by its cause', async () => {
    const { item, rawToken } = await mailed();
    const { cause, event } = await redeem(rawToken);
    await world.act(item, event, PEOPLE.chief, { cause });
    expect(await redeem(rawToken)).toMatchObject({ cause, repeated: true });
    expect(await refusalOf(redeem(rawToken, 'return'))).toMatchObject({ code: 'link-acted', status: 409 });
  });

  it('by nobody who is signed in is asked to sign in', async () => {
    const { rawToken } = await mailed();
    expect(await refusalOf(redeem(rawToken, 'approve', null))).toMatchObject({ code: 'sign-in-needed', status: 401 });
  });

  it('by somebody else is refused, another approver or the officer included', async () => {
    const { rawToken } = await mailed();
    for (const { id } of [PEOPLE.director, PEOPLE.officer, PEOPLE.secretary, PEOPLE.delegate]) {
      expect(await refusalOf(redeem(rawToken, 'approve', { person: id }))).toMatchObject({
        code: 'link-other-person',
        status: 403,
      });
    }
  });

  it('by another holder of the same office is refused: each has a link of their own', async () => {
    const { rawToken } = await mailed();
    const second = { ...PEOPLE.director, id: 'person-anna', email: 'anna@norddjurs.example' };
    const shared = {
      ...CHIEF,
      holders: [...CHIEF.holders, { person: second.id, kind: 'holder' as const, from: '2022-01-01', to: null }],
    };
    world.people = listsOf({ people: [...Object.values(PEOPLE), second], offices: [shared, DIRECTOR] });
    expect(await refusalOf(redeem(rawToken, 'approve', { person: second.id }))).toMatchObject({
      code: 'link-other-person',
    });
  });

  it('by a recorded delegate counts within the delegation, and both names are kept', async () => {
    const { rawToken } = await mailed();
    world.people = listsOf({ delegations: [delegationTo(PEOPLE.delegate, ['approve'])] });
    const session = { person: PEOPLE.delegate.id };
    const by = { person: 'person-dorte', office: 'office-chief', onBehalfOf: 'person-bettina' };
    expect((await redeem(rawToken, 'approve', session)).event.by).toEqual(by);
    expect(await refusalOf(redeem(rawToken, 'return', session))).toMatchObject({ code: 'link-not-delegated' });
    world.clock.set(new Date('2024-01-01T12:00:00Z'));
    expect(await refusalOf(redeem(rawToken, 'approve', session))).toMatchObject({ code: 'link-other-person' });
  });

  it('by a recipient who has left the office since is refused', async () => {
    const { rawToken } = await mailed();
    world.people = listsOf({ offices: [{ ...CHIEF, holders: [] }, DIRECTOR] });
    expect(await refusalOf(redeem(rawToken))).toMatchObject({ code: 'link-office-left', status: 403 });
  });

  it('for something the link does not allow is refused', async () => {
    const { purpose } = await mailed();
    const bound = { ...purpose, purpose: 'item-1.1-1', events: ['return' as const], expiresAt: days(30) };
    const { url } = await issueLink(world.parts, bound, START);
    expect(await refusalOf(redeem(url.split('/l/')[1] ?? ''))).toMatchObject({ code: 'link-other-event', status: 403 });
  });
});

describe('a link dies', () => {
  it('when it expires', async () => {
    const { rawToken } = await mailed();
    world.clock.set(new Date(days(30).getTime() - 1));
    expect((await openLink(deps, rawToken)).status).toBe('current');
    world.clock.set(days(30));
    expect((await openLink(deps, rawToken)).status).toBe('expired');
    expect(await refusalOf(redeem(rawToken))).toMatchObject({ code: 'link-expired', status: 409 });
  });

  it('when the text changes, and says from which version to which', async () => {
    const { item, version, rawToken } = await mailed();
    const changed = textOf({ title: 'Udmøntningsplan, ny udgave' });
    const hash = await world.putText(changed);
    const content = factsOf(changed, hash);
    await world.act(item, { type: 'amend', version, content, weight: 'editorial' });
    const opened = await openLink(deps, rawToken);
    expect([opened.status, opened.link.version, opened.head.context.version?.hash]).toEqual(['changed', version, hash]);
    expect(await refusalOf(redeem(rawToken))).toMatchObject({
      code: 'link-changed',
      status: 412,
      details: { versionMailed: version, version: hash },
    });
  });

  it('when the round changes, even to the same text', async () => {
    const { item, rawToken } = await mailed();
    await world.act(item, { type: 'recall' });
    expect((await openLink(deps, rawToken)).status).toBe('changed');
    await world.submit(item, textOf());
    expect((await openLink(deps, rawToken)).status).toBe('changed');
    expect(await refusalOf(redeem(rawToken))).toMatchObject({ details: { roundMailed: 1, round: 2 } });
  });

  it('when somebody else has dealt with the step, or it was skipped', async () => {
    const approved = await mailed();
    const by = { person: PEOPLE.deputy.id, office: CHIEF.id, onBehalfOf: null };
    const reading = { step: 'chief', round: 1, version: approved.version, by };
    await world.act(approved.item, { type: 'approve', ...reading }, PEOPLE.deputy);
    expect((await openLink(deps, approved.rawToken)).status).toBe('acted');
    expect(await refusalOf(redeem(approved.rawToken))).toMatchObject({ code: 'link-acted' });

    const skipped = await mailed();
    const reason = await world.contents.put({ kind: 'reason', text: 'Ferie' });
    await world.act(skipped.item, { type: 'skip', step: 'chief', reason }, PEOPLE.secretary);
    expect((await openLink(deps, skipped.rawToken)).status).toBe('acted');
  });

  it('when it was used, also after the approver has regretted: a new link is mailed for a new decision', async () => {
    const { item, rawToken } = await mailed();
    await press(rawToken);
    const { mail } = await world.act(item, { type: 'regret', step: 'chief' }, PEOPLE.chief);
    expect((await openLink(deps, rawToken)).status).toBe('acted');
    expect(linkIdOf(mail.key, PEOPLE.chief.id)).not.toBe(rawToken.split('.')[0]);
  });
});
