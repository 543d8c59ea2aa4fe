import { describe, expect, it } from 'vitest';
import { issueLink } from '#src/links/issue-link.ts';
import { openLink } from '#src/links/open-link.ts';
import type { RedeemDeps } from '#src/links/redeem-link.ts';
import { linkIdOf, rawTokenOf } from '#src/links/token.ts';
import { CHIEF, DIRECTOR, delegationTo, listsOf, PEOPLE, SERVER_KEY, START, type World } from '../mail/world.ts';
import { days, linkTests, refusalOf } from './link-tests.ts';

let world: World;
let deps: RedeemDeps;
const { mailed, redeem, press } = linkTests((parts) => {
  ({ world, deps } = parts);
});
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
