/** Commands on an item, its meeting and its hearing that come at the same time, or before one has been told what the other did. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { cancelHearing } from '#src/commands/hearing/cancel.ts';
import { inviteParties } from '#src/commands/hearing/invite.ts';
import { planHearing } from '#src/commands/hearing/plan.ts';
import { amendItem } from '#src/commands/item/amend.ts';
import { approveItem } from '#src/commands/item/approve.ts';
import { extendRoute } from '#src/commands/item/extend-route.ts';
import { listItem } from '#src/commands/item/list.ts';
import { regretApproval } from '#src/commands/item/regret.ts';
import { unlistItem } from '#src/commands/item/unlist.ts';
import { withdrawItem } from '#src/commands/item/withdraw.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { freezeAgenda } from '#src/commands/meeting/freeze.ts';
import { recordDecision } from '#src/commands/meeting/record-decision.ts';
import { strikeItem } from '#src/commands/meeting/strike.ts';
import { takeUpItem } from '#src/commands/meeting/take-up.ts';
import type { App } from '#src/context.ts';
import { createApp } from '#src/create-app.ts';
import { isRefusal } from '#src/errors.ts';
import { type Command, ORGANS_ONLY, REASON, type Situations, situationsIn } from './situations.ts';
import { openTown, type Town, type Who } from './town.ts';

let town: Town;
let at: Situations;
/** Another process on the same store. */
let other: App;
beforeAll(async () => {
  town = await openTown();
  at = situationsIn(town);
  other = await createApp(town.app.config);
});
afterAll(async () => {
  await other.close();
  await town.close();
});

/** The state that a command led to, or the rule that refused it. */
const answer = (work: Promise<unknown>): Promise<string> =>
  work.then(
    (done) => (done as { to: string }).to,
    (error: unknown) => {
      if (!isRefusal(error)) throw error;
      return error.code;
    },
  );
const by = (who: Who, command: Command, input: object, app: App = town.app) =>
  answer(town.as(who).then((asked) => command(app, asked, input)));
const withdraw = (item: string, app?: App) => by('officer', withdrawItem.run, { item, reason: REASON }, app);
const amend = async (item: string, app?: App) => {
  const { version } = await town.context(item);
  const change = { item, version: version?.hash, content: await town.respelt(item), weight: 'editorial' };
  return by('officer', amendItem.run, change, app);
};
const meetingOf = async (meeting: string) => (await town.app.readHead(meeting))?.state.context as MeetingContext;
const listedAt = async (meeting: string, item: string) =>
  (await meetingOf(meeting)).items.find((each) => each.item === item);

describe('what a meeting has done is true of its items before they are told', () => {
  it('an item is not withdrawn, sent further or put on another way once its decision is recorded', async () => {
    const { meeting, item } = await at.inSession();
    await at.run(recordDecision.run, 'secretary', at.decision({ meeting, item }));
    const stops = [{ organ: 'organ-hu', role: 'orienting' }];
    expect(await withdraw(item)).toBe('not-decided-at-meeting');
    expect(await by('officer', extendRoute.run, { item, stops, recommendation: null })).toBe('not-decided-at-meeting');
    await at.settle();
    expect(await town.state(item)).toBe('travelling.organ.treated');
  });

  it('a text is not changed that an agenda has just pinned', async () => {
    const { meeting, item } = await at.listed();
    await at.run(freezeAgenda.run, 'secretary', { meeting, part: 'agenda' });
    expect(await amend(item)).toBe('not-frozen');
    expect(await by('secretary', unlistItem.run, { item })).toBe('not-frozen');
    await at.run(dispatchAgenda.run, 'secretary', { meeting, part: 'agenda', lateReason: REASON });
    expect(await amend(item)).toBe('not-frozen');
  });

  it('an agenda that has been frozen takes no item, and says so at once', async () => {
    const { meeting } = await at.frozen();
    const item = await town.submitted(ORGANS_ONLY);
    expect(await by('secretary', listItem.run, { item, meeting })).toBe('part-open');
    expect(await town.state(item)).toBe('travelling.organ.waiting');
  });

  it('an item that one meeting has just taken up at the table is taken up by no other', async () => {
    const [one, two] = [await at.inSession(), await at.inSession()];
    const item = await town.submitted(ORGANS_ONLY);
    await at.run(takeUpItem.run, 'secretary', { meeting: one.meeting, item, reason: REASON });
    expect(await by('secretary', takeUpItem.run, { meeting: two.meeting, item, reason: REASON })).toBe('organ-of-step');
  });
});

describe('what an item has done is true of its meeting before it is told', () => {
  it('nothing is decided on an item that has just been withdrawn: it is printed as "udgår"', async () => {
    const { meeting, item } = await at.inSession();
    expect(await withdraw(item)).toBe('withdrawn');
    expect(await by('secretary', recordDecision.run, at.decision({ meeting, item }))).toBe('item-on-agenda');
    expect(await by('secretary', strikeItem.run, { meeting, item, reason: REASON })).toBe('item-on-agenda');
    expect(await listedAt(meeting, item)).toMatchObject({ struck: true, decision: null });
  });

  it('an agenda is frozen with the items that have just come, and without those that have just gone', async () => {
    const { meeting, items } = await at.listed(2);
    const [gone = '', stays = ''] = items;
    const comes = await town.submitted(ORGANS_ONLY);
    await at.run(unlistItem.run, 'secretary', { item: gone });
    await at.run(listItem.run, 'secretary', { item: comes, meeting });
    await at.run(freezeAgenda.run, 'secretary', { meeting, part: 'agenda' });
    expect((await meetingOf(meeting)).items.map(({ item }) => item)).toEqual([stays, comes]);
  });
});

describe('an item and its hearing', () => {
  const PLAN = [
    { kind: 'approval', office: 'office-oekonomichef' },
    { kind: 'hearing', hearingType: 'general' },
    ...ORGANS_ONLY,
  ];
  async function heard() {
    const seen = await town.read(await town.submitted(PLAN));
    await at.run(approveItem.run, 'chief', seen);
    const { stream: hearing } = await at.run(planHearing, 'officer', { item: seen.item, hearingType: 'general' });
    return { ...seen, hearing };
  }
  const parties = [{ name: 'Ældrerådet', email: 'formand@aeldreraad.example' }];

  it('an approval is not taken back for which a hearing has just been planned', async () => {
    const { item, step } = await heard();
    expect(await by('chief', regretApproval.run, { item, step })).toBe('hearing-not-planned');
  });

  it('nobody is invited to a hearing that the item has just left', async () => {
    const { item, hearing } = await heard();
    expect(await withdraw(item)).toBe('withdrawn');
    expect(await by('officer', inviteParties.run, { hearing, parties })).toBe('not-in-this-state');
    expect(await by('officer', cancelHearing.run, { hearing, reason: REASON })).toBe('not-in-this-state');
  });

  it('an item whose hearing has just been called off is a draft again, and no other hearing is planned for it', async () => {
    const { item, hearing } = await heard();
    await at.run(cancelHearing.run, 'officer', { hearing, reason: REASON });
    expect(await by('officer', planHearing, { item, hearingType: 'general' })).toBe('not-in-this-state');
    expect(await town.state(item)).toBe('draft');
  });
});

describe('two processes at the same time', () => {
  it('never both withdraw an item and record its decision', async () => {
    const rounds = await Promise.all(Array.from({ length: 3 }, () => at.inSession()));
    for (const { meeting, item } of rounds) {
      const [left, decided] = await Promise.all([
        withdraw(item, other),
        by('secretary', recordDecision.run, at.decision({ meeting, item })),
      ]);
      const isWithdrawn = left === 'withdrawn';
      expect(isWithdrawn ? decided : left).toBe(isWithdrawn ? 'item-on-agenda' : 'not-decided-at-meeting');
      await at.settle();
      expect(await listedAt(meeting, item)).toMatchObject({ struck: isWithdrawn });
      expect(await town.state(item)).toBe(isWithdrawn ? 'withdrawn' : 'travelling.organ.treated');
    }
  });

  it('never change a text that the other one pins', async () => {
    for (let round = 0; round < 3; round++) {
      const { meeting, item } = await at.listed();
      const [amended] = await Promise.all([
        amend(item, other),
        by('secretary', freezeAgenda.run, { meeting, part: 'agenda' }),
      ]);
      const { version } = await town.context(item);
      expect(version?.n).toBe(amended === 'travelling.organ.listed' ? 2 : 1);
      expect((await listedAt(meeting, item))?.version).toBe(version?.hash);
      await at.settle();
      expect((await town.context(item)).version).toEqual(version);
    }
  });

  it('never both freeze an agenda without an item and put it there', async () => {
    for (let round = 0; round < 3; round++) {
      const { meeting } = await at.listed();
      const item = await town.submitted(ORGANS_ONLY);
      const [listed] = await Promise.all([
        by('secretary', listItem.run, { item, meeting }, other),
        by('secretary', freezeAgenda.run, { meeting, part: 'agenda' }),
      ]);
      expect(await listedAt(meeting, item)).toEqual(
        listed === 'travelling.organ.listed' ? expect.objectContaining({ number: 2 }) : undefined,
      );
    }
  });
});
