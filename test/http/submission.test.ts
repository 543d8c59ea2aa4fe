/** An organ sets a last day for items; a meeting is planned; whoever has an item for it is warned. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { adminForms, type Form } from './admin-forms.ts';
import { address, approvedItem, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let admin: Browser;
let officer: Browser;
let secretary: Browser;
const { send, directory } = adminForms(() => ({ world, admin }));

beforeAll(async () => {
  world = await createWorld();
  admin = await world.signIn(address('karin.storgaard'));
  officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
});
afterAll(() => world.close());

const ADDRESS = '/drift/organer/organ-hu';
/** The form of the organ as its page has it, with what is typed into it; names like `rows[0][person]` are sent as they stand. */
async function form(typed: Form): Promise<Form> {
  const { text } = await admin.get(ADDRESS).expect(200);
  const sent: Record<string, string> = {};
  for (const [, name = '', body = ''] of text.matchAll(/<select [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g))
    sent[name] = /value="([^"]*)" selected/.exec(body)?.[1] ?? /value="([^"]*)"/.exec(body)?.[1] ?? '';
  for (const [, name = '', value = ''] of text.matchAll(/<input [^>]*name="([^"]+)" value="([^"]*)"/g))
    sent[name] = value.replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
  return { ...sent, ...typed };
}
async function plan(date: string): Promise<string> {
  const planned = { organ: 'organ-hu', date, startsAt: '13:00' };
  const { headers } = await secretary.post('/moeder').type('form').send(planned).expect(303);
  await world.app.relay.flush();
  return /\/moeder\/(meeting-[^?]+)/.exec(headers.location ?? '')?.[1] ?? '';
}
const rowOf = (meeting: string) =>
  world.app.collections.deadlines.findOne({ _id: `${meeting}-submissionSoon-1` }).lean();

describe('The last day for items of an organ', () => {
  it('is refused at its field where it is no number of hverdage between 1 and 60', async () => {
    for (const submissionSoon of ['fem', '0', '61', '2,5']) {
      const { text } = await send(ADDRESS, await form({ submissionSoon })).expect(400);
      expect(text).toContain('id="submissionSoon-error">Skriv et helt tal mellem 1 og 60');
      expect(text).toContain(`value="${submissionSoon}"`);
    }
    expect((await directory()).organs.get('organ-hu')).not.toHaveProperty('deadlines');
  });

  it('is none at first, and a meeting planned then has no row for it', async () => {
    expect(await rowOf(await plan('2024-01-16'))).toBeNull();
  });

  it('is saved by the form, which shows what it means, and taken back by emptying the field', async () => {
    await send(ADDRESS, await form({ submissionSoon: '7' })).expect(303);
    expect((await directory()).organs.get('organ-hu')?.deadlines).toEqual({ submissionSoon: { days: 7 } });
    const { text } = await admin.get(ADDRESS).expect(200);
    expect(text).toContain('Sidste dag for at indlevere punkter er');
    expect(text).toContain('7 hverdage før mødet');
    await send(ADDRESS, await form({ submissionSoon: '' })).expect(303);
    expect((await directory()).organs.get('organ-hu')).not.toHaveProperty('deadlines');
    await send(ADDRESS, await form({ submissionSoon: '5' })).expect(303);
  });

  it('is a row of a meeting that is planned, seen on its page and among the deadlines by those who write for it', async () => {
    const meeting = await plan('2023-12-12');
    // 5 hverdage before Tuesday 12 December: Tuesday 5 December, in the morning.
    expect((await rowOf(meeting))?.dueAt.toISOString()).toBe('2023-12-05T07:00:00.000Z');
    for (const browser of [officer, secretary]) {
      const page = await browser.get(`/moeder/${meeting}`).expect(200);
      expect(page.text).toContain('Sidste dag for at indlevere punkter er tirsdag den 5. december 2023');
      expect((await browser.get('/frister').expect(200)).text).toContain(
        'Sidste dag for at indlevere punkter er tirsdag',
      );
    }
  });

  it('moves with the meeting, with the rule that the organ has then', async () => {
    const meeting = await plan('2023-12-13');
    const when = { date: '2023-12-20', startsAt: '13:00', do: 'confirm' };
    await secretary.post(`/moeder/${meeting}/flyt-moede`).type('form').send(when).expect(303);
    await world.app.relay.flush();
    expect(await rowOf(meeting)).toMatchObject({ state: 'void' });
    const moved = await world.app.collections.deadlines.findOne({ _id: `${meeting}-submissionSoon-2` }).lean();
    expect(moved?.dueAt.toISOString()).toBe('2023-12-13T07:00:00.000Z');
  });

  it('brings a mail to the officer whose item waits for the organ, when it is swept', async () => {
    const item = await approvedItem(world, officer, 'Skovens plan', [{ organ: 'organ-hu', role: 'deciding' }]);
    // 5 hverdage before Monday 27 November: today, Monday 20 November, at eight.
    const meeting = await plan('2023-11-27');
    await sweepDeadlines(world.app);
    const { deliveries } = world.app.collections;
    const sent = await until(
      () => deliveries.findOne({ stream: meeting, 'effect.params.template': 'submission-soon' }).lean(),
      (row) => row?.state === 'done',
    );
    expect(sent?.messages.map(({ to }) => to)).toContain(address('sofie.brandt'));
    expect(await rowOf(meeting)).toMatchObject({ state: 'done' });
    const { text } = await mailTo(address('sofie.brandt'), 'Sidste dag for at indlevere punkter');
    expect(text).toContain('Skovens plan');
    expect(text).toContain(`/punkter/${item}`);
    expect(text).toContain('mandag den 20. november 2023');
  });
});

/** The newest mail of this world's to an address with these words in its subject. */
async function mailTo(to: string, subject: string): Promise<{ text: string }> {
  const { MAIL_CATCHER_URL: catcher, MAIL_FROM: from } = world.app.config;
  const sender = /<([^>]+)>/.exec(from)?.[1] ?? from;
  const mails = (await (await fetch(`${catcher}/api/mails?to=${to}`)).json()) as {
    id: string;
    from: string;
    subject: string;
  }[];
  const mail = mails.find((one) => one.from.includes(sender) && one.subject.startsWith(subject));
  return (await (await fetch(`${catcher}/api/mails/${mail?.id}`)).json()) as { text: string };
}
