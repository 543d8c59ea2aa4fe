/** The open form of a hearing, used to have mails sent to somebody else. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capturedMails, countMails } from './captured-mails.ts';
import { hearingsOver } from './hearing-world.ts';
import { createWorld, until, type World } from './world.ts';

const HOUR = 3_600_000;

let world: World;
let at: Awaited<ReturnType<typeof hearingsOver>>;
beforeAll(async () => {
  world = await createWorld({ DEMO: '0', TRUST_PROXY: '1' });
  at = await hearingsOver(world);
  // Counting begins anew at each hour: no test runs over one.
  const left = HOUR - (Date.now() % HOUR);
  if (left < 30_000) await wait(left);
});
afterAll(() => world.close());

const SPAM = {
  name: 'Vind en bil',
  role: 'paa vind.example',
  organisation: 'Bilgave ApS',
  text: 'Klik paa vind.example',
};
const answer = (hearing: string, fields: object, ip: string) =>
  world
    .agent()
    .post(`/hoering/${hearing}/svar`)
    .set('X-Forwarded-For', ip)
    .type('form')
    .send({ ...SPAM, ...fields });

describe('a receipt to an address that nobody has confirmed', () => {
  it('has not a word of whoever wrote it; its link leads to the answer', async () => {
    const { hearing } = await at.open('public');
    const email = 'tredjemand@elsewhere.example';
    const sent = await answer(hearing, { email }, '192.0.2.1').expect(303);
    const shown = await world
      .agent()
      .get(sent.headers.location ?? '')
      .expect(200);
    expect(shown.text).toContain('fordi adressen ikke er bekræftet');
    const [mail = ''] = await capturedMails(world, email, 'Kvittering nr.: 1');
    for (const words of Object.values(SPAM)) expect(mail).not.toContain(words);
    expect(mail).not.toContain('vind');
    const link = /^http\S+kvittering\S+$/m.exec(mail)?.[0] ?? '';
    const receipt = await world.agent().get(new URL(link).pathname).expect(200);
    expect(receipt.text).toContain(SPAM.text);
  });

  it('nor has the one of an answer that came late', async () => {
    const { hearing } = await at.open('public', { from: -60, to: -1, graceMinutes: 0 });
    const email = 'sent@elsewhere.example';
    await answer(hearing, { email }, '192.0.2.2').expect(303);
    const [mail = ''] = await capturedMails(world, email, 'Kvittering nr.: 1');
    expect(mail).toContain('efter fristen');
    expect(mail).not.toContain('ind en bil');
  });

  it('is sent five times in an hour, whatever hearings and networks a burst of 19 comes through; without the address all are taken', async () => {
    const [one, two] = [await at.open('public'), await at.open('public')];
    const statuses = [];
    for (let n = 0; n < 19; n += 1) {
      const email = n % 3 === 0 ? 'offer+tilbud@elsewhere.example' : 'Offer <offer@elsewhere.example>';
      const { hearing } = n % 2 === 0 ? one : two;
      const { status, text, headers } = await answer(hearing, { email, text: `Svar ${n}` }, `203.0.113.${n}`);
      statuses.push(status);
      if (status === 303) continue;
      expect(text).toContain('Der er sendt mange kvitteringer til mailadressen');
      expect(text).toContain(`Svar ${n}`);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      await answer(hearing, { text: `Svar ${n}` }, `203.0.113.${n}`).expect(303);
    }
    expect(statuses.filter((status) => status === 303)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(14);
    expect((await at.contextOf(one.hearing)).answers + (await at.contextOf(two.hearing)).answers).toBe(19);
    const mails = async () =>
      (await countMails(world, 'offer@elsewhere.example')) +
      (await countMails(world, 'offer+tilbud@elsewhere.example'));
    expect(await until(mails, (count) => count >= 5)).toBe(5);
  });

  it('is counted for programs as well', async () => {
    const { hearing } = await at.open('public');
    const post = () =>
      world
        .agent()
        .post(`/api/v1/public/hearings/${hearing}/answers`)
        .send({ ...SPAM, email: 'program@elsewhere.example' });
    for (let n = 0; n < 5; n += 1) await post().expect(201);
    const { body } = await post().expect(429);
    expect(body.code).toBe('receipts-too-often');
  });
});
