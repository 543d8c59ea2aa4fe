import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerHearing } from '#src/commands/hearing/answer.ts';
import { cancelHearing } from '#src/commands/hearing/cancel.ts';
import { concludeHearing } from '#src/commands/hearing/conclude.ts';
import { declineHearing } from '#src/commands/hearing/decline.ts';
import { extendHearing } from '#src/commands/hearing/extend.ts';
import { inviteParties } from '#src/commands/hearing/invite.ts';
import { planHearing } from '#src/commands/hearing/plan.ts';
import { scheduleHearing } from '#src/commands/hearing/schedule.ts';
import { uninviteParty } from '#src/commands/hearing/uninvite.ts';
import { AnswerDocument, HearingNoteDocument } from '#src/documents/hearing.ts';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { hashJson } from '#src/store/record.ts';
import { refusalOf } from '../../store/processes.ts';
import { openTown, type Town, textOf } from '../town.ts';
import { EMAIL, hearingsIn } from './hearing-town.ts';

let town: Town;
let at: ReturnType<typeof hearingsIn>;
beforeAll(async () => {
  town = await openTown();
  at = hearingsIn(town);
});
afterAll(() => town.close());

const minutesBefore = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) - minutes * 60_000).toISOString();

/** A hearing whose deadline was three days ago, grace and all, and has been enforced. */
async function closed() {
  const hearing = await at.scheduled(-20, -3);
  await town.app.relay.flush();
  await sweepDeadlines(town.app);
  await sweepDeadlines(town.app);
  expect(await at.state(hearing)).toBe('closed');
  const { window } = await at.context(hearing);
  return { hearing, closes: window?.closesAt ?? '', graceEnds: window?.graceEndsAt ?? '' };
}

describe('a hearing is planned', () => {
  it('once for each time an item comes to its step, and hears the version that stands', async () => {
    const item = await at.waiting();
    const asked = await town.as('officer', 'plan');
    const planned = await planHearing(town.app, asked, { item, hearingType: 'general' });
    expect(await planHearing(town.app, asked, { item, hearingType: 'general' })).toMatchObject({ replayed: true });
    const { version } = await town.context(item);
    expect(await at.context(planned.stream)).toMatchObject({ item, version: version?.hash, openTo: 'invited' });
    const again = planHearing(town.app, await town.as('secretary'), { item, hearingType: 'public' });
    expect(await refusalOf(again)).toMatchObject({ code: 'hearing-not-planned', status: 409 });
  });

  it('only for an item that waits for one', async () => {
    const item = await town.draft();
    const refusal = await refusalOf(planHearing(town.app, await town.as('officer'), { item, hearingType: 'general' }));
    expect(refusal).toMatchObject({ code: 'not-in-this-state', status: 409 });
  });

  it('never for everybody where the item is closed or a party is heard about its own case', async () => {
    const closedItem = await at.waiting('general', { ...textOf(), openness: 'closed' });
    const rows = [
      { item: closedItem, hearingType: 'public' },
      { item: closedItem, hearingType: 'general', openTo: 'everyone' },
      { item: await at.waiting(), hearingType: 'parties', openTo: 'everyone' },
    ];
    for (const row of rows) {
      const refusal = await refusalOf(planHearing(town.app, await town.as('officer'), row));
      expect(refusal).toMatchObject({ code: 'hearing-not-public', status: 409 });
    }
  });
});

describe('parties', () => {
  it('are the same however often and by whomever their address is typed, and can be taken off before it opens', async () => {
    const hearing = await at.planned();
    await at.invite(hearing);
    expect(await refusalOf(at.invite(hearing, EMAIL.toUpperCase()))).toMatchObject({ code: 'party-new' });
    await uninviteParty.run(town.app, await town.as('officer'), { hearing, party: at.party(hearing) });
    expect((await at.context(hearing)).parties).toEqual([]);
  });

  it('are not in the chain by name or address, and not taken without an address', async () => {
    const hearing = await at.planned();
    await at.invite(hearing);
    expect(JSON.stringify(await town.app.readHead(hearing))).not.toMatch(/aeldreraad|Ældrerådet/);
    const nowhere = inviteParties.run(town.app, await town.as('officer'), {
      hearing,
      parties: [{ name: 'Ingen', email: 'ingen adresse' }],
    });
    expect(await refusalOf(nowhere)).toMatchObject({ code: 'bad-input', status: 400 });
  });
});

describe('the window', () => {
  it('that is shorter than the law allows is refused with the first day that would do, and nothing is stored', async () => {
    const hearing = await at.planned('local-plan');
    const stored = await town.everything();
    const short = { hearing, opensOn: '2023-11-20', closesOn: '2023-12-17' };
    const refusal = await refusalOf(scheduleHearing.run(town.app, await town.as('officer'), short));
    expect(refusal).toMatchObject({
      code: 'window-not-below-minimum',
      details: { earliestClosing: '2023-12-18', hearing: 'Lokalplan' },
    });
    expect(await town.everything()).toEqual(stored);
    await scheduleHearing.run(town.app, await town.as('officer'), { ...short, closesOn: '2023-12-18' });
    expect((await at.context(hearing)).window?.closesAt).toBe('2023-12-18T23:00:00.000Z');
  });

  it('needs somebody to hear, days that exist, and an end after its beginning', async () => {
    const hearing = await at.planned();
    const set = async (opensOn: string, closesOn: string) =>
      refusalOf(scheduleHearing.run(town.app, await town.as('officer'), { hearing, opensOn, closesOn }));
    expect(await set(at.day(0), at.day(20))).toMatchObject({ code: 'somebody-to-hear' });
    await at.invite(hearing);
    expect(await set(at.day(5), at.day(4))).toMatchObject({ code: 'window-in-order' });
    expect(await set('2023-02-29', '2023-03-30')).toMatchObject({ code: 'bad-input' });
  });

  it('that begins later waits, and is set anew until then', async () => {
    const hearing = await at.scheduled(7, 30);
    expect(await at.state(hearing)).toBe('planned');
    await scheduleHearing.run(town.app, await town.as('officer'), {
      hearing,
      opensOn: at.day(0),
      closesOn: at.day(30),
    });
    expect(await at.state(hearing)).toBe('open');
    expect((await at.context(hearing)).window?.n).toBe(2);
  });

  it('is made longer with a reason, never shorter', async () => {
    const hearing = await at.scheduled(0, 21);
    const first = (await at.context(hearing)).window?.closesAt;
    const extend = async (closesOn: string) =>
      extendHearing.run(town.app, await town.as('secretary'), { hearing, closesOn, reason: 'Et bilag kom sent.' });
    expect(await refusalOf(extend(at.day(20)))).toMatchObject({ code: 'window-longer-than-before' });
    await extend(at.day(35));
    expect((await at.context(hearing)).formerClosings).toEqual([first]);
  });
});

describe('an answer', () => {
  it('counts by the time at which the server received it, to the millisecond, however late it is carried out', async () => {
    const { hearing, closes } = await closed();
    await at.answer(hearing, 'I sidste øjeblik.', { receivedAt: minutesBefore(closes, 1 / 60_000) });
    expect((await at.context(hearing)).parties[0]).toMatchObject({ state: 'answered', late: false });
    await at.answer(hearing, 'For sent.', { receivedAt: closes });
    expect(await at.context(hearing)).toMatchObject({ answers: 2, lateAnswers: 1 });
  });

  it('counts in the grace where its form was opened before the deadline, and only there', async () => {
    const { hearing, closes, graceEnds } = await closed();
    const late = async () => (await at.context(hearing)).lateAnswers;
    await at.answer(hearing, 'Ét.', {
      receivedAt: minutesBefore(graceEnds, 1),
      formOpenedAt: minutesBefore(closes, 1),
    });
    expect(await late()).toBe(0);
    await at.answer(hearing, 'To.', { receivedAt: minutesBefore(graceEnds, 1), formOpenedAt: closes });
    await at.answer(hearing, 'Tre.', { receivedAt: graceEnds, formOpenedAt: minutesBefore(closes, 1) });
    await at.answer(hearing, 'Fire.', { receivedAt: minutesBefore(graceEnds, 1), formOpenedAt: null });
    expect(await late()).toBe(3);
  });

  it('that is late is kept, told to its sender, and laid on the secretariat\u2019s desk', async () => {
    const { hearing } = await closed();
    await at.answer(hearing, 'For sent.');
    const head = await town.app.readHead(hearing);
    const templates = head?.effects.flatMap(({ params }) => ('template' in params ? [params.template] : []));
    expect(templates).toEqual(['hearing-late', 'hearing-late-notice']);
  });

  it('is one answer however often it is sent, and a second one counts as the party\u2019s last word while both are kept', async () => {
    const hearing = await at.scheduled();
    const once = { cause: 'form-1' };
    expect(await at.answer(hearing, 'Ja.', once)).toMatchObject({ replayed: false });
    expect(await at.answer(hearing, 'Ja.', once)).toMatchObject({ replayed: true });
    await at.answer(hearing, 'Nej.');
    expect(await at.context(hearing)).toMatchObject({ answers: 2 });
  });

  it('says something, has a sender, and comes from somebody who may answer', async () => {
    const hearing = await at.scheduled();
    const stored = await town.everything();
    const fields = { hearing, name: 'X', organisation: '', email: null, text: '', noRemarks: false, files: [] };
    const send = (given: object, party: string | null = at.party(hearing)) =>
      refusalOf(
        answerHearing.run(
          town.app,
          { party, cause: 'bad', receivedAt: new Date().toISOString(), formOpenedAt: null },
          { ...fields, ...given },
        ),
      );
    expect(await send({})).toMatchObject({ code: 'bad-input' });
    expect(await send({ name: ' ', text: 'Hej' })).toMatchObject({ code: 'bad-input' });
    expect(await send({ text: 'x'.repeat(100_001) })).toMatchObject({ code: 'bad-input' });
    expect(await send({ text: 'Hej' }, null)).toMatchObject({ code: 'may-answer' });
    expect(await send({ text: 'Hej' }, 'party-of-another-hearing')).toMatchObject({ code: 'may-answer' });
    expect(await send({ text: 'Hej', hearing: 'hearing-none' })).toMatchObject({ status: 404 });
    expect(await town.everything()).toEqual(stored);
  });

  it('keeps its words in a document beside the chain, line breaks and all', async () => {
    const hearing = await at.scheduled();
    const text = 'Første linje.\n\n  Anden linje med æ, ø og å.';
    await at.answer(hearing, text);
    const head = await town.app.readHead(hearing);
    const hash = head?.event.type === 'answer' ? head.event.answer : '';
    const document = AnswerDocument.parse((await town.app.contents.readMany([hash])).get(hash));
    expect(document.text).toBe(text);
    expect(hashJson(document)).toBe(hash);
    expect(JSON.stringify(head)).not.toMatch(/Første linje|Grete/);
  });

  it('is not needed: a party declines, and may still change its mind', async () => {
    const hearing = await at.scheduled();
    const decline = (cause: string) => declineHearing.run(town.app, { party: at.party(hearing), cause }, { hearing });
    await decline('no-1');
    expect((await at.context(hearing)).parties[0]?.state).toBe('declined');
    await at.answer(hearing, 'Alligevel.');
    expect((await at.context(hearing)).parties[0]?.state).toBe('answered');
    expect(await refusalOf(decline('no-2'))).toMatchObject({ code: 'party-not-answered' });
  });
});

describe('the end', () => {
  it('is a note with the answers it is about, once nobody can answer in time any more, and the item goes on', async () => {
    const open = await at.scheduled();
    const conclude = async (hearing: string) =>
      concludeHearing.run(town.app, await town.as('officer'), { hearing, note: 'Ældrerådet støtter planen.' });
    expect(await refusalOf(conclude(open))).toMatchObject({ code: 'not-in-this-state' });
    const { hearing } = await closed();
    await at.answer(hearing, 'Vi støtter planen.');
    await conclude(hearing);
    const { note } = await at.context(hearing);
    const document = HearingNoteDocument.parse((await town.app.contents.readMany([note ?? ''])).get(note ?? ''));
    expect(document.answers).toHaveLength(1);
    expect(await refusalOf(at.answer(hearing, 'Mere.'))).toMatchObject({ code: 'not-in-this-state' });
  });

  it('may be a cancellation with its reason', async () => {
    const hearing = await at.scheduled();
    const cancel = async (reason: string) => cancelHearing.run(town.app, await town.as('officer'), { hearing, reason });
    expect(await refusalOf(cancel(''))).toMatchObject({ code: 'bad-input' });
    await cancel('Sagen er trukket tilbage.');
    expect(await at.state(hearing)).toBe('cancelled');
    expect(await refusalOf(at.answer(hearing, 'Hej.'))).toMatchObject({ code: 'not-in-this-state' });
  });
});
