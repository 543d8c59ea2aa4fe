/** Meetings with packets: their items, and all that the API says of them. */
import { expect } from 'vitest';
import { type Browser, decisionText, sendOff, until, type World } from './world.ts';

/** An item with one bilag, on its way to the council. @param before steps that come before that */
export async function itemForCouncil(
  { app }: World,
  officer: Browser,
  { title, openness, bytes, name }: { title: string; openness: 'open' | 'closed'; bytes: Buffer; name: string },
  before: object[] = [],
): Promise<string> {
  const { stream } = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body;
  const file = (await officer.post(`/api/v1/items/${stream}/files`).attach('file', bytes, name).expect(201)).body;
  const row = { seq: 1, docId: null, openness, title: `Bilag til ${title}`, titlePublic: true, docNo: null };
  await sendOff(officer, stream, {
    content: decisionText('Sagen kort fortalt.', {
      title,
      openness,
      printedRoute: 'KB',
      recommendation: { lead: 'Det indstilles,', clauses: ['at.'] },
      bilag: [{ ...row, mainDocument: false, file }],
    }),
    plan: [...before, { kind: 'organ', organ: 'organ-kb', role: 'deciding' }],
  });
  await app.relay.flush();
  return stream;
}

/** Puts items on the agenda in this order: each has arrived there before the next one is sent. */
export async function listInOrder(secretary: Browser, meeting: string, items: readonly string[]): Promise<void> {
  const listed = async () => (await secretary.get(`/api/v1/meetings/${meeting}`)).body.context.items.length;
  for (const [n, item] of items.entries()) {
    await secretary.post(`/api/v1/items/${item}/events`).send({ type: 'list', meeting }).expect(200);
    await until(listed, (count) => count === n + 1);
  }
}

/** A draft that has been asked for, or that is on its way by itself, is called off before it is built. */
export async function callOffDraft(secretary: Browser, meeting: string): Promise<void> {
  const base = `/api/v1/meetings/${meeting}/packets`;
  const underway = async () => (await secretary.get(base).expect(200)).body.packets[0]?.underway;
  await until(underway, (found) => found?.state === 'wanted');
  await secretary.delete(`${base}/all/draft/1`).expect(204);
  expect(await underway()).toMatchObject({ edition: 1, state: 'dropped' });
}

/** The members' packet of a frozen agenda, asked for and waited for, with its manifest. */
export async function fetchPacket(secretary: Browser, meeting: string): Promise<void> {
  const base = `/api/v1/meetings/${meeting}/packets`;
  const asked = await secretary.post(base).send({ scope: 'all', variant: 'members' }).expect(202);
  expect(asked.body).toMatchObject({ scope: 'all', variant: 'members', edition: 1 });
  const edition = async () => (await secretary.get(base).expect(200)).body.packets[0]?.edition;
  await until(edition, (found) => found !== null);
  await secretary.get(`${base}/all/members/1/packet.pdf`).expect(200);
  await secretary.get(`${base}/all/members/1/original.pdf`).expect(200);
  await secretary.get(`${base}/all/members/1/packet.html`).expect(200);
  await secretary.get(`${base}/all/members/1/packet.zip`).expect(200);
  const { body: read } = await secretary.get(`${base}/all/members/1/readers`).expect(200);
  expect(read.readers).toMatchObject([{ person: 'person-jonas-mikkelsen', times: 4, stamped: 0 }]);
  const { body } = await secretary.get(`${base}/all/members/1/manifest.json`).expect(200);
  expect(body).toMatchObject({ meeting, edition: 1 });
}
