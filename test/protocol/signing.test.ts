import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recallProtocol } from '#src/commands/meeting/recall-protocol.ts';
import { recordAttendance } from '#src/commands/meeting/record-attendance.ts';
import { recordDecision } from '#src/commands/meeting/record-decision.ts';
import { refuseSignature } from '#src/commands/meeting/refuse.ts';
import { requestSignatures } from '#src/commands/meeting/request-signatures.ts';
import { signProtocol } from '#src/commands/meeting/sign.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { evidenceOf } from '#src/queries/evidence.ts';
import { createContents } from '#src/store/contents.ts';
import { openTown, type Town } from '../commands/town.ts';
import { endedMeetings, MINUTE, membersOf } from './ended-meetings.ts';

let town: Town;
let at: ReturnType<typeof endedMeetings>;
beforeAll(async () => {
  town = await openTown();
  at = endedMeetings(town);
});
afterAll(() => town.close());

const [first = '', second = '', third = ''] = membersOf('organ-oek');
const two = { members: [first, second] };
const refusedBy = (code: string, status: number) => ({ code, status });
const mailsOf = async (meeting: string, type: string) => {
  const record = await town.app.collections.transitions
    .findOne({ stream: meeting, 'event.type': type as never })
    .lean();
  return (record?.effects ?? []).flatMap((effect) => (effect.kind === 'mail' ? [effect.params] : []));
};

describe('who signs', () => {
  it('are all members who took part: not who was away, not who only visited', async () => {
    const { meeting } = await at.asked({ ...two, guests: ['Kim Bruun Nielsen'] });
    const { signers } = (await at.context(meeting)).signatures;
    expect(signers.map(({ person }) => person)).toEqual([first, second]);
    expect((await mailsOf(meeting, 'requestSignatures')).map(({ to }) => to)).toEqual([
      { person: first },
      { person: second },
    ]);
  });

  it('is the chair alone where the organ says so, and the protocol waits until somebody is noted as chair', async () => {
    const organs = town.app.connection.collection('organs');
    await organs.updateOne({ _id: 'organ-vpu' as never }, { $set: { signing: 'chair' } });
    await town.app.directory.refresh();
    const members = membersOf('organ-vpu');
    const { meeting } = await at.ended({ organ: 'organ-vpu', chair: null });
    await expect(at.run(requestSignatures.run, 'secretary', { meeting })).rejects.toMatchObject(
      refusedBy('somebody-signs', 409),
    );
    const attendance = { present: ['Dorte Ramskov (A)'], absences: [] };
    await at.run(recordAttendance.run, 'secretary', { meeting, basis: 1, attendance, members, chair: members[0] });
    await at.run(requestSignatures.run, 'secretary', { meeting });
    expect((await at.context(meeting)).signatures.signers).toEqual([{ person: members[0], answer: null }]);
    await at.sign(members[0] ?? '', meeting, await at.protocolIn(meeting));
    expect(await town.state(meeting)).toBe('signed');
  });

  it('is nobody where the organ says so: the meeting is signed when it ends, and its item is completed', async () => {
    const { meeting, item } = await at.ended({ organ: 'organ-hu' });
    expect(await town.state(meeting)).toBe('signed');
    expect(await town.state(item)).toBe('completed');
    await expect(at.run(requestSignatures.run, 'secretary', { meeting })).rejects.toMatchObject(
      refusedBy('not-in-this-state', 409),
    );
  });
});

describe('a signature', () => {
  it('of all 27 councillors in the same second is taken, each once, and the item is completed', async () => {
    const council = membersOf('organ-kb');
    expect(council).toHaveLength(27);
    const { meeting, item, protocol } = await at.asked({ organ: 'organ-kb' });
    const signed = await Promise.all(council.map((person) => at.sign(person, meeting, protocol)));
    expect(new Set(signed.map(({ seq }) => seq)).size).toBe(27);
    expect(await town.state(meeting)).toBe('signed');
    await at.settle();
    expect(await town.state(item)).toBe('completed');
    const evidence = await evidenceOf(town.app, meeting);
    expect(evidence.signers.every(({ answer, level }) => answer === 'signed' && level === 3)).toBe(true);
    expect(evidence.broken).toBeNull();
  });

  it('needs a code that is at most fifteen minutes old', async () => {
    const { meeting, protocol } = await at.asked(two);
    const sign = async (age: number) => signProtocol.run(town.app, await at.signer(first, age), { meeting, protocol });
    const before = await town.everything();
    await expect(sign(16 * MINUTE)).rejects.toMatchObject(refusedBy('fresh-code-needed', 403));
    const never = { ...(await at.signer(first)), freshCodeAt: undefined };
    await expect(signProtocol.run(town.app, never, { meeting, protocol })).rejects.toMatchObject(
      refusedBy('fresh-code-needed', 403),
    );
    expect(await town.everything()).toEqual(before);
    await sign(14 * MINUTE);
  });

  it('is of the protocol that was shown, once, and by somebody who is asked', async () => {
    const { meeting, protocol } = await at.asked(two);
    await expect(at.sign(first, meeting, '0'.repeat(64))).rejects.toMatchObject(refusedBy('current-protocol', 412));
    await expect(at.sign(third, meeting, protocol)).rejects.toMatchObject(refusedBy('only-signers', 403));
    const asked = await at.signer(first, 0, 'one-intention');
    const once = await signProtocol.run(town.app, asked, { meeting, protocol });
    const again = await signProtocol.run(town.app, asked, { meeting, protocol });
    expect(again).toMatchObject({ seq: once.seq, replayed: true });
    await expect(at.sign(first, meeting, protocol)).rejects.toMatchObject(refusedBy('not-answered-yet', 409));
  });

  it('is nobody else to give: not the secretariat either', async () => {
    const { meeting, protocol } = await at.asked(two);
    const secretary = { ...(await town.as('secretary')), freshCodeAt: await town.app.clock.now() };
    await expect(signProtocol.run(town.app, secretary, { meeting, protocol })).rejects.toMatchObject(
      refusedBy('only-signers', 403),
    );
    const inTheirName = { meeting, protocol, person: first };
    await expect(signProtocol.run(town.app, secretary, inTheirName)).rejects.toMatchObject(refusedBy('bad-input', 400));
  });

  it('may come with a reservation, which is printed and counts as an answer', async () => {
    const { meeting, protocol } = await at.asked(two);
    await at.sign(first, meeting, protocol, 'Jeg stemte imod.');
    await at.sign(second, meeting, protocol);
    expect(await town.state(meeting)).toBe('signed');
    const [reserved, plain] = (await evidenceOf(town.app, meeting)).signers;
    expect(reserved).toMatchObject({ answer: 'reserved', words: 'Jeg stemte imod.', level: 3, notedBy: null });
    expect(reserved?.seat).toEqual({ title: null, party: expect.any(String), chair: true });
    expect(plain).toMatchObject({ answer: 'signed', words: null });
  });

  it('that is refused is an answer too: the secretariat is told, and the protocol can be finished', async () => {
    const { meeting, protocol } = await at.asked(two);
    const refuse = async (person: string | undefined, asked: ReturnType<typeof at.signer>) =>
      refuseSignature.run(town.app, await asked, {
        meeting,
        protocol,
        reason: 'Er flyttet.',
        ...(person && { person }),
      });
    await expect(refuse(second, at.signer(first))).rejects.toMatchObject(refusedBy('only-the-secretariat', 403));
    await refuse(undefined, at.signer(first));
    await refuse(second, town.as('secretary'));
    expect(await town.state(meeting)).toBe('signed');
    const { signers } = await evidenceOf(town.app, meeting);
    expect(signers).toMatchObject([
      { answer: 'refused', words: 'Er flyttet.', notedBy: null, level: 2 },
      { answer: 'refused', words: 'Er flyttet.', notedBy: 'Jonas Ravn Mikkelsen', level: null },
    ]);
    expect(await mailsOf(meeting, 'refuse')).toMatchObject([
      { template: 'signature-refused', to: { role: 'secretariat' } },
    ]);
  });
});

describe('a protocol that is recalled', () => {
  it('voids what was signed, tells every signer why, and is signed anew in its next edition', async () => {
    const { meeting, protocol } = await at.asked(two);
    await at.sign(first, meeting, protocol);
    const recall = { meeting, reason: 'Ole var også til stede.' };
    await expect(at.run(recallProtocol.run, 'member', recall)).rejects.toMatchObject(
      refusedBy('only-the-secretariat', 403),
    );
    await at.run(recallProtocol.run, 'secretary', recall);
    expect((await mailsOf(meeting, 'recallProtocol')).map(({ template, to }) => [template, to])).toEqual([
      ['protocol-recalled', { person: first }],
      ['protocol-recalled', { person: second }],
    ]);
    await expect(at.sign(second, meeting, protocol)).rejects.toMatchObject(refusedBy('not-in-this-state', 409));

    const attendance = { present: ['Tre medlemmer'], absences: [] };
    await at.run(recordAttendance.run, 'secretary', {
      meeting,
      basis: 1,
      attendance,
      members: [first, second, third],
      chair: null,
    });
    await at.run(requestSignatures.run, 'secretary', { meeting });
    const next = await at.protocolIn(meeting);
    expect(next).not.toBe(protocol);
    await expect(at.sign(first, meeting, protocol)).rejects.toMatchObject(refusedBy('current-protocol', 412));
    for (const person of [first, second, third]) await at.sign(person, meeting, next);
    expect(await town.state(meeting)).toBe('signed');
    expect((await evidenceOf(town.app, meeting)).broken).toBeNull();
  });

  it('may have the wording of a decision put right, which reaches the item wherever it is; not what it leads to', async () => {
    const { meeting, item, protocol } = await at.asked(two);
    const put = async (text: string, effect: string) =>
      at.run(recordDecision.run, 'secretary', {
        meeting,
        item,
        basis: (await at.context(meeting)).items[0]?.decision?.hash,
        text: richTextOf(text),
        outcomes: [{ clause: 1, code: 'GODKENDT', effect }],
        absences: [],
      });
    await expect(put('Planen godkendes med ændringer.', 'END')).rejects.toMatchObject(
      refusedBy('not-in-this-state', 409),
    );
    await at.run(recallProtocol.run, 'secretary', { meeting, reason: 'Der manglede et ord.' });
    await expect(put('Planen sendes videre.', 'FWD')).rejects.toMatchObject(refusedBy('same-outcome', 409));
    await put('Planen godkendes med ændringer.', 'END');
    await at.settle();
    const decided = (await at.context(meeting)).items[0]?.decision;
    expect((await town.context(item)).treatments).toMatchObject([{ meeting, decision: decided }]);
    expect(await town.state(item)).toBe('signature');
    await at.run(requestSignatures.run, 'secretary', { meeting });
    const next = await at.protocolIn(meeting);
    expect(next).not.toBe(protocol);
    for (const person of [first, second]) await at.sign(person, meeting, next);
    await at.settle();
    expect(await town.state(item)).toBe('completed');
  });

  it('is not made from an attendance that is being corrected meanwhile', async () => {
    const { meeting } = await at.ended(two);
    const seq = (await town.app.readHead(meeting))?.seq ?? 0;
    const attendance = { present: ['Tre medlemmer'], absences: [] };
    await at.run(recordAttendance.run, 'secretary', {
      meeting,
      basis: 1,
      attendance,
      members: [first, second, third],
      chair: null,
    });
    await expect(
      requestSignatures.run(town.app, await town.as('secretary', 'late', seq), { meeting }),
    ).rejects.toMatchObject(refusedBy('changed-meanwhile', 412));
  });
});

describe('the evidence', () => {
  it('says when a signature was changed afterwards', async () => {
    const { meeting, protocol } = await at.asked(two);
    const { seq } = await at.sign(first, meeting, protocol, 'Jeg stemte imod.');
    const { transitions, contents } = town.app.collections;
    const { event } = (await transitions.findOne({ _id: `${meeting}.${seq}` }).lean()) ?? {};
    if (event?.type !== 'sign') throw new Error('that is no signature');
    const changed = { $set: { 'body.reservation': 'Jeg er helt enig.' } };
    await contents.updateOne({ _id: event.signature }, changed);
    // A process that has not read it yet.
    const parts = { ...town.app, contents: createContents(town.app.collections) };
    expect((await evidenceOf(parts, meeting)).broken).toContain('fingeraftryk');
    await transitions.updateOne({ _id: `${meeting}.${seq}` }, { $set: { 'event.reservation': null } });
    expect((await evidenceOf(parts, meeting)).broken).toContain(`Led ${seq}`);
  });

  it('is of no meeting that does not exist', async () => {
    await expect(evidenceOf(town.app, 'meeting-none')).rejects.toMatchObject({ status: 404 });
    await expect(evidenceOf(town.app, 'item-none')).rejects.toMatchObject({ status: 404 });
  });
});
