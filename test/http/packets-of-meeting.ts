/** All that the API says of a meeting's packets. */
import { expect } from 'vitest';
import { type Browser, until } from './world.ts';

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
  await secretary.get(`${base}/all/members/1/packet.html`).expect(200);
  await secretary.get(`${base}/all/members/1/packet.zip`).expect(200);
  const { body } = await secretary.get(`${base}/all/members/1/manifest.json`).expect(200);
  expect(body).toMatchObject({ meeting, edition: 1 });
}
