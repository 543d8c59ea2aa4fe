/** What a meeting refuses by name, and what a decision on it leads to: nothing is stored by a refusal. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { amendItem } from '#src/commands/item/amend.ts';
import { changeRoute } from '#src/commands/item/change-route.ts';
import { listItem } from '#src/commands/item/list.ts';
import { spinOffItem } from '#src/commands/item/spin-off.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { endMeeting } from '#src/commands/meeting/end.ts';
import { planMeeting } from '#src/commands/meeting/plan.ts';
import { recordAttendance } from '#src/commands/meeting/record-attendance.ts';
import { recordDecision } from '#src/commands/meeting/record-decision.ts';
import { rescheduleMeeting } from '#src/commands/meeting/reschedule.ts';
import { takeUpItem } from '#src/commands/meeting/take-up.ts';
import { DraftBody } from '#src/documents/draft-body.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { documentOf, loadItem, versionContent } from '#src/queries/item.ts';
import { refusalOf } from '../store/processes.ts';
import { withSubItems } from './item-route-rows.ts';
import { ORGANS_ONLY, REASON, type Situations, situationsIn } from './situations.ts';
import { openTown, PEOPLE, type Town, textOf } from './town.ts';

let town: Town;
let at: Situations;
/** The time it is, where a test says so. */
let now: Date | null = null;
beforeAll(async () => {
  town = await openTown({ clock: { now: async () => now ?? new Date() } });
  at = situationsIn(town);
});
afterAll(() => town.close());

const meetingOf = async (meeting: string) => (await town.app.readHead(meeting))?.state.context as MeetingContext;
async function refused(ask: () => Promise<unknown>): Promise<string> {
  const before = await town.everything();
  const { code } = (await refusalOf(ask())) as { code: string };
  expect(await town.everything()).toEqual(before);
  return code;
}

describe('an edit that is called editorial', () => {
  it('leaves title, at-clauses, openness and sums alone, and says which of them it touched', async () => {
    const seen = await at.read();
    const text = textOf();
    const cost = [{ heading: 'Økonomi', body: richTextOf('Planen koster 250.000 kr.') }];
    const clauses = { lead: 'Kommunaldirektøren indstiller, at', clauses: ['planen afvises.'] };
    for (const [rule, change] of [
      ['editorial-keeps-title', { title: 'En anden plan' }],
      ['editorial-keeps-clauses', { recommendation: clauses }],
      ['editorial-keeps-openness', { openness: 'closed' }],
      ['editorial-keeps-sums', { sections: [...text.sections, ...cost] }],
    ] as const) {
      const content = { ...text, ...change };
      const amend = { item: seen.item, version: seen.version, content, weight: 'editorial' };
      expect(await refused(() => at.run(amendItem.run, 'officer', amend))).toBe(rule);
    }
    const respelt = { item: seen.item, version: seen.version, content: await town.respelt(seen.item) };
    await at.run(amendItem.run, 'officer', { ...respelt, weight: 'editorial' });
  });
});

describe('the attendance of a meeting', () => {
  it('has everybody in one place, and whoever led the meeting among those who took part', async () => {
    const { meeting } = await at.inSession();
    const record = (present: string[], away: string[], more: object) => () =>
      at.run(recordAttendance.run, 'secretary', {
        meeting,
        basis: 1,
        attendance: { present, absences: [{ label: 'Afbud:', people: away }] },
        ...more,
      });
    const { member } = PEOPLE;
    expect(await refused(record(['Birthe Lindhardt'], ['Birthe Lindhardt'], { members: [member] }))).toBe(
      'attendance-once',
    );
    expect(await refused(record([], ['Birthe Lindhardt'], { members: [member] }))).toBe('attendance-once');
    expect(await refused(record([], ['Birthe Lindhardt'], { members: [], chair: member }))).toBe('chair-took-part');
    await record(['Birthe Lindhardt'], ['Niels Basballe'], { members: [member], chair: member })();
  });

  it('names nobody as both excused and barred from an item', async () => {
    const { meeting, item } = await at.inSession();
    const absences = ['Afbud:', 'Inhabil:'].map((label) => ({ label, people: ['Niels Basballe (A)'] }));
    const decide = () => at.run(recordDecision.run, 'secretary', { ...at.decision({ meeting, item }), absences });
    expect(await refused(decide)).toBe('attendance-once');
  });
});

describe('the agenda of a meeting', () => {
  it('takes no item that stands on one already, and names the rule', async () => {
    const { item } = await at.listed();
    const other = await at.meeting();
    expect(await refused(() => at.run(listItem.run, 'secretary', { item, meeting: other }))).toBe('already-listed');
  });

  it('is sent after its deadline only with a reason; in time without one', async () => {
    const { meeting } = await at.frozen();
    now = new Date('2029-12-03T08:00:00Z');
    const send = (lateReason: string | null) => () =>
      at.run(dispatchAgenda.run, 'secretary', { meeting, part: 'agenda', lateReason });
    expect(await refused(send(null))).toBe('late-needs-reason');
    now = new Date('2029-11-20T08:00:00Z');
    await send(null)();
    now = null;
    expect((await meetingOf(meeting)).parts[0]).toMatchObject({ phase: 'dispatched', lateReason: null });
  });

  it('has its deadline moved with the meeting: the rows of the old date fall away', async () => {
    now = new Date('2023-11-20T08:00:00Z');
    const { stream: meeting } = await at.run(planMeeting, 'secretary', {
      organ: 'organ-kb',
      date: '2023-12-12',
      startsAt: '17:00',
    });
    const first = (await meetingOf(meeting)).dispatchDueAt;
    expect(first).toBe('2023-12-06T23:00:00.000Z');
    await at.run(rescheduleMeeting.run, 'secretary', { meeting, date: '2023-12-19', startsAt: '17:00' });
    expect((await meetingOf(meeting)).dispatchDueAt).toBe('2023-12-13T23:00:00.000Z');
    await town.app.relay.flush();
    const rows = await town.app.collections.deadlines.find({ stream: meeting }).lean();
    const states = rows.map(({ dueAt, state }) => [new Date(dueAt).toISOString() > '2023-12-07', state]);
    expect(states.filter(([isNew]) => isNew).map(([, state]) => state)).toEqual(['pending', 'pending']);
    expect(states.filter(([isNew]) => !isNew).map(([, state]) => state)).toEqual(['void', 'void']);
    now = null;
  });
});

describe('in session', () => {
  it('nothing is decided on an item that is not on the agenda, unless it is taken up with a reason', async () => {
    const there = await at.inSession();
    const item = await town.submitted(ORGANS_ONLY);
    const decide = () => at.run(recordDecision.run, 'secretary', at.decision({ meeting: there.meeting, item }));
    expect(await refused(decide)).toBe('item-on-agenda');
    const take = (reason: string) => at.run(takeUpItem.run, 'secretary', { meeting: there.meeting, item, reason });
    expect(await refused(() => take(' '))).toBe('bad-input');
    await take('Vejen er spærret fra i nat.');
    await decide();
    await at.settle();
    expect((await meetingOf(there.meeting)).items.at(-1)).toMatchObject({ item, number: 2, part: 'taken-up' });
    expect(await town.state(item)).toBe('travelling.organ.treated');
  });

  it('an item is taken up only where it waits for this organ, and not when it stands there already', async () => {
    const there = await at.inSession();
    const elsewhere = await town.submitted([{ kind: 'organ', organ: 'organ-kb', role: 'deciding' }]);
    const take = (item: string) => () =>
      at.run(takeUpItem.run, 'secretary', { meeting: there.meeting, item, reason: REASON });
    expect(await refused(take(elsewhere))).toBe('organ-of-step');
    expect(await refused(take(there.item))).toBe('item-not-on-agenda');
  });

  it('sub-items are decided on by those of the pinned version, or added with their reason, and printed in their order', async () => {
    const there = await at.inSession();
    const item = await town.submitted(ORGANS_ONLY, withSubItems());
    await at.run(takeUpItem.run, 'secretary', { meeting: there.meeting, item, reason: REASON });
    const said = (subDecisions: object[]) => () =>
      at.run(recordDecision.run, 'secretary', { ...at.decision({ meeting: there.meeting, item }), subDecisions });
    const text = (words: string) => richTextOf(words);
    expect(await refused(said([{ subItem: 'sub-9', text: text('Drøftet.'), addedReason: null }]))).toBe(
      'sub-item-not-on-agenda',
    );
    expect(await refused(said([{ subItem: null, text: text('Drøftet.'), addedReason: null }]))).toBe('bad-input');
    await said([
      { subItem: 'sub-2', title: 'Budgetopfølgning', text: text('Taget til orientering.'), addedReason: null },
      { subItem: 'sub-1', title: 'Sygefravær', text: text('Drøftet.'), followUp: 'HR i marts.', addedReason: null },
      { subItem: null, title: 'Julefrokost', text: text('Holdes.'), addedReason: 'Rejst på mødet.' },
    ])();
    await at.settle();
    const history = await loadItem(town.app, item);
    const content = versionContent(history, history.context.version?.hash ?? '');
    const [decision] = content === null ? [] : (documentOf(history, content).rounds[0]?.decisions ?? []);
    const printed = JSON.stringify(decision?.text);
    const places = ['Budgetopfølgning', 'Sygefravær', 'HR i marts.', 'Julefrokost', 'Rejst på mødet.'].map((words) =>
      printed.indexOf(words),
    );
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
  });

  it('a free wording goes where its chosen effect says', async () => {
    const there = await at.inSession();
    await at.run(recordDecision.run, 'secretary', {
      ...at.decision(there),
      text: richTextOf('Udvalget ser på sagen igen i januar.'),
      outcomes: [{ clause: 1, code: 'FRITEKST', effect: 'SAME' }],
    });
    await at.run(endMeeting.run, 'secretary', { meeting: there.meeting });
    await at.settle();
    const { route, position } = await town.context(there.item);
    expect(route[position]).toMatchObject({ kind: 'organ', organ: 'organ-oek' });
    expect(await town.state(there.item)).toBe('travelling.organ.waiting');
  });
});

describe('the way of an item', () => {
  it('may not jump over the step that has not been decided, nor name who does not exist', async () => {
    const item = await town.submitted();
    const { route } = await town.context(item);
    const steps = route.slice(1).map(({ id, ...step }) => ({ id, step }));
    const change = (more: object[]) => () => at.run(changeRoute.run, 'officer', { item, steps: more });
    expect(await refused(change(steps))).toBe('undecided-step-kept');
    const unknown = { id: null, step: { kind: 'organ', organ: 'organ-none', role: 'deciding' } };
    expect(await refused(change([...steps, unknown]))).toBe('bad-input');
  });

  it('of a sub-item made an item of its own begins with what was known: title, case, and the organs to come', async () => {
    const content = {
      ...withSubItems(),
      caseNumber: '23/9260',
      subItems: [{ id: 'sub-1', title: 'Sygefravær', start: null, end: null, text: richTextOf('Det er steget.') }],
    };
    const from = await town.submitted(ORGANS_ONLY, content);
    const { stream } = await at.run(spinOffItem, 'officer', { item: from, subItem: 'sub-1' });
    const { body } = (await town.app.collections.drafts.findOne({ _id: stream }).lean()) ?? {};
    const draft = DraftBody.parse(body);
    expect(draft.content).toMatchObject({ title: 'Sygefravær', caseNumber: '23/9260' });
    expect(draft.content.sections[0]?.body).toEqual(richTextOf('Det er steget.'));
    expect(draft.plan).toEqual(ORGANS_ONLY);
    expect((await town.context(stream)).origin).toEqual({ item: from, subItem: 'sub-1' });
  });
});
