import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, actorOf } from '#src/auth/actor.ts';
import { endMeeting } from '#src/commands/meeting/end.ts';
import { recordDecision } from '#src/commands/meeting/record-decision.ts';
import { requestSignatures } from '#src/commands/meeting/request-signatures.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { meetingPrint } from '#src/queries/meeting-print.ts';
import { readProtocol } from '#src/queries/protocol.ts';
import { headOf } from '#src/store/read-stream.ts';
import { situationsIn } from '../commands/situations.ts';
import { openTown, type Town, type Who } from '../commands/town.ts';
import { endedMeetings, membersOf } from './ended-meetings.ts';

let town: Town;
let at: ReturnType<typeof endedMeetings>;
let closed: { meeting: string; item: string; protocol: string };
beforeAll(async () => {
  town = await openTown();
  at = endedMeetings(town);
  const [, ...others] = membersOf('organ-oek');
  closed = await at.asked({ members: others, openness: 'closed' });
});
afterAll(() => town.close());

const read = async (actor: Actor) => readProtocol(town.app, actor, closed.meeting);
const as = async (who: Who) => (await town.as(who)).actor;

describe('the protocol', () => {
  it('shows the very text and decision whose hashes are signed', async () => {
    const { hash, document, entries, present } = await read(await as('member'));
    expect(hash).toBe(closed.protocol);
    expect(document.items).toMatchObject([{ item: closed.item, number: 1, struck: false }]);
    expect(entries).toMatchObject([{ title: 'Udbud af varmeværket', isClosed: true, readable: true }]);
    expect(JSON.stringify(entries[0]?.decision?.text)).toContain('Planen godkendes.');
    expect(present.some((name) => name.startsWith('Birthe Lindhardt ('))).toBe(true);
  });

  it('is read whole by a signer who has left the organ since', async () => {
    const actor = await as('member');
    const { entries } = await read({ ...actor, organs: [] });
    expect(entries[0]?.readable).toBe(true);
  });

  it('is read whole by a member of the organ who was away and does not sign', async () => {
    const directory = await town.app.directory.current();
    const away = actorOf(directory, membersOf('organ-oek')[0] ?? '', await town.app.clock.now());
    if (away === null) throw new Error('nobody');
    expect((await read(away)).entries[0]?.readable).toBe(true);
  });

  it('keeps a closed item from whoever may not read it, title and decision alike', async () => {
    const { entries } = await read(await as('admin'));
    expect(entries).toMatchObject([{ readable: false, title: null, decision: null, recommendation: null }]);
    expect(JSON.stringify(entries)).not.toContain('varmeværket');
  });

  it('is no business of the members of another organ', async () => {
    const directory = await town.app.directory.current();
    const other = actorOf(directory, membersOf('organ-vpu')[0] ?? '', await town.app.clock.now());
    if (other === null) throw new Error('nobody');
    await expect(read(other)).rejects.toMatchObject({ code: 'not-for-your-eyes', status: 403 });
  });

  it('is not there before the meeting has begun', async () => {
    const { meeting } = await at.dispatched();
    await expect(readProtocol(town.app, await as('member'), meeting)).rejects.toMatchObject({
      code: 'no-protocol-yet',
      status: 409,
    });
  });
});

describe('the protocol on paper', () => {
  const words = {
    momentOf: (moment: string) => moment,
    answer: (answer: string) => answer,
    closedItem: 'Lukket punkt',
  };
  const printed = async (meeting: string) =>
    JSON.stringify(await meetingPrint(town.app, (await town.as('secretary')).actor, meeting, 'protocol', words));
  const shown = async (meeting: string) =>
    JSON.stringify(await readProtocol(town.app, (await town.as('secretary')).actor, meeting));

  it('has the decisions that are signed, whatever the items have been told of them', async () => {
    const here = situationsIn(town);
    const { meeting, item } = await here.inSession();
    const decide = async (text: string) => {
      const { items } = (await headOf(town.app.collections, 'meeting', meeting)).state.context;
      const basis = items.find((each) => each.item === item)?.decision?.hash ?? null;
      const decision = { ...here.decision({ meeting, item }), basis, text: richTextOf(text) };
      return here.run(recordDecision.run, 'secretary', decision);
    };
    await decide('Udsættes til næste møde.');
    for (const paper of [printed, shown]) expect(await paper(meeting)).toContain('Udsættes til næste møde.');
    await here.run(endMeeting.run, 'secretary', { meeting });
    await here.settle();
    await decide('Udsættes til mødet i juni.');
    await here.run(requestSignatures.run, 'secretary', { meeting });
    for (const paper of [printed, shown]) {
      expect(await paper(meeting)).toContain('Udsættes til mødet i juni.');
      expect(await paper(meeting)).not.toContain('Udsættes til næste møde.');
    }
  });

  it('has the name that the organ had when the protocol was made, as what is signed has', async () => {
    const { meeting } = await at.asked({});
    const organs = town.app.connection.collection('organs');
    const before = await organs.findOne({ _id: 'organ-oek' as never });
    await organs.updateOne({ _id: 'organ-oek' as never }, { $set: { name: 'Udvalget for Økonomi og Vækst' } });
    await town.app.directory.refresh();
    const paper = await printed(meeting);
    await organs.updateOne({ _id: 'organ-oek' as never }, { $set: { name: before?.name } });
    await town.app.directory.refresh();
    expect(paper).not.toContain('Udvalget for Økonomi og Vækst');
  });
});
