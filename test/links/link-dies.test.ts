import { describe, expect, it } from 'vitest';
import { factsOf } from '#src/documents/facts.ts';
import { openLink } from '#src/links/open-link.ts';
import type { RedeemDeps } from '#src/links/redeem-link.ts';
import { linkIdOf } from '#src/links/token.ts';
import { CHIEF, PEOPLE, textOf, type World } from '../mail/world.ts';
import { days, linkTests, refusalOf } from './link-tests.ts';

let world: World;
let deps: RedeemDeps;
const { mailed, redeem, press } = linkTests((parts) => {
  ({ world, deps } = parts);
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
    expect((await openLink(deps, rawToken)).status).toBe('recalled');
    expect(await refusalOf(redeem(rawToken))).toMatchObject({ code: 'request-recalled', status: 409 });
    await world.submit(item, textOf());
    expect((await openLink(deps, rawToken)).status).toBe('changed');
    expect(await refusalOf(redeem(rawToken))).toMatchObject({ details: { roundMailed: 1, round: 2 } });
  });

  it('when somebody else has dealt with the step, or it was skipped', async () => {
    const approved = await mailed();
    const by = { person: PEOPLE.deputy.id, office: CHIEF.id, onBehalfOf: null };
    const reading = { step: 'chief', round: 1, version: approved.version, by };
    await world.act(approved.item, { type: 'approve', ...reading }, PEOPLE.deputy);
    expect((await openLink(deps, approved.rawToken)).status).toBe('decided-by-other');
    expect(await refusalOf(redeem(approved.rawToken))).toMatchObject({ code: 'request-decided-by-other', status: 409 });

    const skipped = await mailed();
    const reason = await world.contents.put({ kind: 'reason', text: 'Ferie' });
    await world.act(skipped.item, { type: 'skip', step: 'chief', reason }, PEOPLE.secretary);
    expect((await openLink(deps, skipped.rawToken)).status).toBe('moved-on');
    expect(await refusalOf(redeem(skipped.rawToken))).toMatchObject({ code: 'request-moved-on', status: 409 });
  });

  it('when it was used, also after the approver has regretted: a new link is mailed for a new decision', async () => {
    const { item, rawToken } = await mailed();
    await press(rawToken);
    const { mail } = await world.act(item, { type: 'regret', step: 'chief' }, PEOPLE.chief);
    expect((await openLink(deps, rawToken)).status).toBe('acted');
    expect(linkIdOf(mail.key, PEOPLE.chief.id)).not.toBe(rawToken.split('.')[0]);
  });
});
