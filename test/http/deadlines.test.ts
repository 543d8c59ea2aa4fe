import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '#src/clock.ts';
import { emptyItemContent } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { deadlinesOf } from '#src/queries/deadlines.ts';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { hearingsOver } from './hearing-world.ts';
import { address, approvedItem, type Browser, createWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
let secretary: Browser;
let hearings: Awaited<ReturnType<typeof hearingsOver>>;

beforeAll(async () => {
  world = await createWorld();
  hearings = await hearingsOver(world);
  officer = hearings.officer;
  secretary = await world.signIn(address('jonas.mikkelsen'));
  await hearings.open('general');
  await secretary.post('/moeder').type('form').send({ organ: 'organ-kb', date: '2023-12-12', startsAt: '13:00' });
  await approvedItem(world, officer, 'Skovens plan', [{ organ: 'organ-kb', role: 'deciding' }]);
  await world.app.relay.flush();
});
afterAll(() => world.close());

/** An item that waits for its approver. */
async function sent(title: string): Promise<string> {
  const created = await officer.post('/api/v1/items').send({ type: 'discussion' }).expect(201);
  const item: string = created.body.stream;
  const sections = [{ heading: 'Sagsfremstilling', body: richTextOf('Sagen kort fortalt.') }];
  const draft = {
    content: { ...emptyItemContent('discussion'), title, sections },
    plan: [
      { kind: 'approval', office: 'office-oekonomichef' },
      { kind: 'organ', organ: 'organ-kb', role: 'orienting' },
    ],
  };
  const saved = await officer.put(`/api/v1/items/${item}/draft`).send({ rev: 1, draft }).expect(200);
  await officer.post(`/api/v1/items/${item}/events`).send({ type: 'submit', rev: saved.body.rev }).expect(200);
  await world.app.relay.flush();
  return item;
}

const page = async (browser: Browser) => (await browser.get('/frister').expect(200)).text;
/** What stands under a heading, up to the next. */
const under = (text: string, id: string) => text.split(`id="frister-${id}"`)[1]?.split('</section>')[0] ?? '';

describe('the deadlines ahead', () => {
  it('are shown to the secretariat with how each was found, and what happens then', async () => {
    const text = await page(secretary);
    expect(text).toContain('Høringsfristen udløber');
    expect(text).toContain('Svar, der begyndes efter det, er kommet for sent.');
    expect(text).toContain('Strategisk ramme');
    expect(text).toContain('4 hverdage før mødet tirsdag den 12. december 2023');
    expect(text).toContain('Kommunalbestyrelsen');
  });

  it('stand in the order in which they fall due', async () => {
    const text = await page(secretary);
    expect(text.indexOf('Dagsordenen skal være sendt')).toBeLessThan(text.indexOf('Høringsfristen udløber'));
  });

  it('of what has been approved are gone', async () => {
    expect(await page(secretary)).not.toContain('Skovens plan');
  });

  it('are for an officer those of their own items', async () => {
    expect(await page(officer)).toContain('Strategisk ramme');
    const other = await world.approver();
    expect(await page(other)).not.toContain('Strategisk ramme');
  });

  it('are for an officer also when agendas must be out, and not whom the secretariat is warned about', async () => {
    const text = await page(officer);
    expect(text).toContain('Dagsordenen skal være sendt');
    expect(text).not.toContain('Sekretariatet mindes om');
  });

  it('are all shown to an administrator, who does not learn what a closed item is about', async () => {
    await hearings.open('general', { item: await hearings.waiting('closed', 'Salg af Strandvej 7') });
    await world.app.relay.flush();
    const text = await page(await world.signIn(address('karin.storgaard')));
    expect(text).toContain('Strategisk ramme');
    expect(text).toContain('Lukket punkt');
    expect(text).not.toContain('Strandvej');
    expect(await page(officer)).toContain('Salg af Strandvej 7');
  });

  it('of an item stand on its page: when its approver is reminded', async () => {
    const item = await sent('Vejenes plan');
    const { text } = await officer.get(`/punkter/${item}?after=${item}.2`).expect(200);
    expect(text).toContain('Den, punktet venter på, bliver mindet om det');
    expect(text).toContain('2 hverdage efter');
  });

  it('are the same over the API', async () => {
    const { body } = await secretary.get('/api/v1/deadlines').expect(200);
    const due = body.pending.find(({ kind }: { kind: string }) => kind === 'dispatchDue');
    expect(due).toMatchObject({ state: 'pending', on: { kind: 'meeting', organ: 'organ-kb', date: '2023-12-12' } });
    expect(due.sentence).toContain('4 hverdage før mødet');
    const times = body.pending.map(({ dueAt }: { dueAt: string }) => dueAt);
    expect(times).toEqual(times.toSorted());
  });

  it('need somebody who is signed in', async () => {
    expect((await world.agent().get('/frister')).status).not.toBe(200);
  });
});

describe('a deadline that did not come as it should', () => {
  it('stands among the overdue until it is swept, and then among those that came late, with how late', async () => {
    const { hearing } = await hearings.open('general', { from: 1 });
    await world.app.relay.flush();
    const { deadlines } = world.app.collections;
    const dueAt = new Date(Date.parse('2023-11-20T08:00:00Z') - 3 * 3_600_000);
    // As if no worker had run: nobody may sweep it meanwhile.
    const claim = { claimedBy: 'nobody', claimedUntil: new Date(Date.now() + 60_000) };
    await deadlines.updateOne({ _id: `${hearing}-opens-1` }, { $set: { dueAt, ...claim } });
    expect(under(await page(secretary), 'overskredet')).toContain('Overskredet med 3 timer');
    await deadlines.updateOne({ _id: `${hearing}-opens-1` }, { $set: { claimedUntil: new Date(0) } });
    await sweepDeadlines(world.app);
    const text = await page(secretary);
    expect(under(text, 'overskredet')).toBe('');
    expect(under(text, 'saerlige')).toContain('3 timer for sent');
  });

  it('and that a rule refused says which, on the list and with its hearing', async () => {
    const { hearing } = await hearings.open('general');
    await world.app.relay.flush();
    const { deadlines } = world.app.collections;
    await deadlines.updateOne(
      { _id: `${hearing}-closes-1` },
      { $set: { dueAt: new Date('2023-11-20T08:00:00Z'), 'event.window': 7 } },
    );
    await sweepDeadlines({ ...world.app, clock: fixedClock(await world.app.clock.now()) });
    expect(under(await page(secretary), 'saerlige')).toContain('Fristen er ændret i mellemtiden.');
    const rows = await deadlinesOf(world.app, hearing);
    expect(rows.find(({ kind }) => kind === 'closes')).toMatchObject({ state: 'void', note: 'current-window' });
  });
});
