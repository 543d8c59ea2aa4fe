/** What a meeting's agenda on paper says is open and closed: the same as the meeting's packets. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixedClock } from '#src/clock.ts';
import { rawText, withFile } from '../tools/pdf-tools.ts';
import { listInOrder } from './packets-of-meeting.ts';
import { address, type Browser, createWorld, decisionText, sendOff, until, type World } from './world.ts';

/** Ten minutes before midnight in Denmark. */
const clock = fixedClock(new Date('2023-11-24T22:50:00Z'));
let world: World;
let secretary: Browser;
let meeting = '';

beforeAll(async () => {
  world = await createWorld({ RECONCILE_SECONDS: '1' }, { clock });
  const officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  const { stream } = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body;
  const row = (seq: number, title: string, change: object) => ({
    ...{ seq, docId: null, title, titlePublic: true, docNo: null, mainDocument: false, openness: 'open' },
    ...change,
  });
  await sendOff(officer, stream, {
    content: decisionText('Sagen kort fortalt.', {
      title: 'Havnen',
      printedRoute: 'KB',
      recommendation: { lead: 'Det indstilles,', clauses: ['at.'] },
      bilag: [
        row(1, 'Budget', {}),
        row(2, 'Aftale', { opennessIn: [{ organ: 'organ-kb', openness: 'closed' }] }),
        row(3, 'Vurdering', { openness: 'closed', closedUntil: '2023-11-25' }),
        row(4, 'Tilbud', { openness: 'closed', opennessIn: [{ organ: 'organ-kb', openness: 'open' }] }),
        row(5, 'Personsag', { openness: 'closed' }),
      ],
    }),
    plan: [{ kind: 'organ', organ: 'organ-kb', role: 'deciding' }],
  });
  await world.app.relay.flush();
  const plan = { organ: 'organ-kb', date: '2023-12-19', startsAt: '17:00' };
  meeting = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
  await world.app.relay.flush();
  await listInOrder(secretary, meeting, [stream]);
});
afterAll(() => world.close());

/** The titles of the list of bilag, by what stands beside them. */
async function printed(): Promise<Record<'open' | 'closed', string[]>> {
  // Where the queue has much to do, its reader asks again.
  const { body } = await until(
    () => secretary.get(`/api/v1/meetings/${meeting}/agenda.pdf`).buffer(true),
    ({ status }) => status === 200,
  );
  const text = await withFile(body, 'agenda.pdf', rawText);
  const titles = ['Budget', 'Aftale', 'Vurdering', 'Tilbud', 'Personsag'];
  const marked = (word: string) => titles.filter((title) => new RegExp(`${word}\\s+${title}`).test(text));
  return { open: marked('Åben'), closed: marked('Lukket') };
}

it('is what holds in the organ that meets, and for the day on which it is printed', async () => {
  expect(await printed()).toEqual({ open: ['Budget', 'Tilbud'], closed: ['Aftale', 'Vurdering', 'Personsag'] });
  clock.set(new Date('2023-11-24T23:00:00Z'));
  expect(await printed()).toEqual({ open: ['Budget', 'Vurdering', 'Tilbud'], closed: ['Aftale', 'Personsag'] });
});
