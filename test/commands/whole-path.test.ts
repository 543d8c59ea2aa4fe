import { trusted } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { type RunningWorker, startWorker } from '#src/app/worker.ts';
import { approveItem } from '#src/commands/item/approve.ts';
import { extendRoute } from '#src/commands/item/extend-route.ts';
import { listItem } from '#src/commands/item/list.ts';
import { beginMeeting } from '#src/commands/meeting/begin.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { endMeeting } from '#src/commands/meeting/end.ts';
import { freezeAgenda } from '#src/commands/meeting/freeze.ts';
import { recordAttendance } from '#src/commands/meeting/record-attendance.ts';
import { recordDecision } from '#src/commands/meeting/record-decision.ts';
import { requestSignatures } from '#src/commands/meeting/request-signatures.ts';
import { signProtocol } from '#src/commands/meeting/sign.ts';
import { evidenceOf } from '#src/queries/evidence.ts';
import { differingProjections } from '#src/store/rebuild.ts';
import { firstBrokenLink } from '#src/store/verify.ts';
import { type Catcher, startCatcher } from '../mail/smtp-servers.ts';
import { REASON, type Situations, situationsIn } from './situations.ts';
import { openTown, PEOPLE, type Town } from './town.ts';

let server: Catcher;
let town: Town;
let at: Situations;
let worker: RunningWorker;
beforeAll(async () => {
  server = await startCatcher();
  town = await openTown({ smtpUrl: server.url });
  at = situationsIn(town);
  worker = await startWorker(town.app);
});
afterAll(async () => {
  await worker.stop();
  await town.close();
  await server.stop();
});

const contextOf = async (meeting: string): Promise<MeetingContext> => {
  const head = await town.app.readHead(meeting);
  if (head === null) throw new Error(`${meeting} is not there`);
  return head.state.context as MeetingContext;
};
const comesTo = (stream: string, state: string) =>
  expect.poll(() => town.state(stream), { timeout: 30_000, message: `${stream} comes to ${state}` }).toBe(state);

/** A meeting treats the item from listing to end; a worker carries the news between the two. */
async function treat(item: string, organ: string, code: string, effect: string): Promise<string> {
  const meeting = await at.meeting(organ);
  await at.run(listItem.run, 'secretary', { item, meeting });
  const hasIt = async () =>
    ((await town.app.readHead(meeting))?.state.context as MeetingContext | undefined)?.items.length;
  await expect.poll(hasIt, { timeout: 30_000 }).toBe(1);
  await at.run(freezeAgenda.run, 'secretary', { meeting, part: 'agenda' });
  await at.run(dispatchAgenda.run, 'secretary', { meeting, part: 'agenda', lateReason: REASON });
  await comesTo(item, 'travelling.organ.dispatched');
  await at.run(beginMeeting.run, 'secretary', { meeting });
  await at.run(recordAttendance.run, 'secretary', {
    meeting,
    attendance: { present: ['Kirsten Vestergaard Holm'], absences: [{ label: 'Afbud:', people: ['Ole Gjerrild'] }] },
    members: [PEOPLE.member],
  });
  const outcomes = [{ clause: 1, code, effect }];
  await at.run(recordDecision.run, 'secretary', { ...at.decision({ meeting, item }), outcomes });
  await comesTo(item, 'travelling.organ.treated');
  await at.run(endMeeting.run, 'secretary', { meeting });
  return meeting;
}

describe('an item', () => {
  it('goes from draft up the ladder, through two organs and one added after the decision, to the signatures and its completion', async () => {
    const item = await town.submitted();
    for (const who of ['chief', 'director'] as const) {
      const recipient = `${PEOPLE[who].replace('person-', '').replace('-', '.')}@norddjurs.example`;
      const asked = () => server.mails.some(({ recipients }) => recipients.includes(recipient));
      await expect.poll(asked, { timeout: 30_000 }).toBe(true);
      await at.run(approveItem.run, who, await town.read(item));
    }
    expect(await town.state(item)).toBe('travelling.organ.waiting');
    const first = await treat(item, 'organ-oek', 'ANBEFALET', 'FWD');
    await comesTo(item, 'travelling.organ.waiting');
    const second = await treat(item, 'organ-kb', 'GODKENDT', 'END');
    await comesTo(item, 'signature');
    const stops = [{ organ: 'organ-hu', role: 'orienting' }];
    await at.run(extendRoute.run, 'officer', {
      item,
      stops,
      recommendation: { lead: 'Til orientering.', clauses: [] },
    });
    const third = await treat(item, 'organ-hu', 'TAGET_TIL_ORIENTERING', 'END');
    // HU needs no signatures, so that meeting is signed at once; the two others still wait for theirs.
    await comesTo(third, 'signed');
    await comesTo(item, 'signature');
    expect((await town.context(item)).treatments.map(({ meeting, organ }) => [meeting, organ])).toEqual([
      [first, 'organ-oek'],
      [second, 'organ-kb'],
      [third, 'organ-hu'],
    ]);

    for (const meeting of [first, second]) {
      await at.run(requestSignatures.run, 'secretary', { meeting });
      const { protocol } = (await contextOf(meeting)).signatures;
      const stale = { ...(await town.as('member')), freshCodeAt: new Date(Date.now() - 16 * 60_000) };
      await expect(signProtocol.run(town.app, stale, { meeting, protocol })).rejects.toMatchObject({
        code: 'fresh-code-needed',
      });
      const fresh = { ...stale, freshCodeAt: new Date() };
      const other = { meeting, protocol: '0'.repeat(64) };
      await expect(signProtocol.run(town.app, fresh, other)).rejects.toMatchObject({
        code: 'current-protocol',
        status: 412,
      });
      await signProtocol.run(town.app, fresh, {
        meeting,
        protocol,
        reservation: meeting === first ? 'Enig i det meste.' : null,
      });
      await comesTo(meeting, 'signed');
    }
    await comesTo(item, 'completed');
    const evidence = await evidenceOf(town.app, first);
    expect(evidence.signers).toMatchObject([
      { person: PEOPLE.member, answer: 'reserved', words: 'Enig i det meste.', notedBy: null },
    ]);
    expect(evidence.document?.items).toMatchObject([{ item, number: 1, struck: false }]);

    const { deliveries, transitions } = town.app.collections;
    // In this order: what is pending may still enter the ledger.
    await expect
      .poll(() => transitions.countDocuments({ pending: trusted({ $exists: true }) }), { timeout: 30_000 })
      .toBe(0);
    await expect.poll(() => deliveries.countDocuments({ state: 'open' }), { timeout: 30_000 }).toBe(0);
    expect(firstBrokenLink(await transitions.find().lean())).toBeNull();
    expect(await differingProjections(town.app.collections)).toEqual([]);
    // Every mail of the ledger was received, and none twice: two requests, three decisions.
    const noted = (await deliveries.find().lean()).flatMap(({ messages }) => messages.map((mail) => mail.messageId));
    expect(server.mails.map(({ parsed }) => parsed.messageId).toSorted()).toEqual(noted.toSorted());
    expect(new Set(noted).size).toBe(noted.length);
    const templates = (await deliveries.find().lean()).flatMap(({ messages }) => messages.map((mail) => mail.template));
    expect(templates.filter((template) => template === 'decided')).toHaveLength(3);
    expect(templates.filter((template) => template === 'approval-request').length).toBeGreaterThanOrEqual(2);
  });
});
