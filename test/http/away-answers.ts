/** The operations about who is away and who takes over, each asked once. */
import { expect } from 'vitest';
import type { Browser } from './world.ts';

/** An officer is away for a month and comes back, and hands over what is not theirs to hand over. */
export async function goAndComeBack(officer: Browser): Promise<void> {
  const absence = { substitute: 'person-emil-toftegaard', from: '2023-12-01', until: '2023-12-31', reason: 'Ferie' };
  const { body } = await officer.post('/api/v1/me/absences').send(absence).expect(201);
  expect((await officer.get('/api/v1/me/absences').expect(200)).body.absences).toContainEqual(body);
  await officer.delete(`/api/v1/me/absences/${body.id}`).expect(200);
  const over = { from: 'person-sofie-brandt', to: 'person-emil-toftegaard', items: ['item-unknown'] };
  const { refused } = (await officer.post('/api/v1/hand-overs').send(over).expect(200)).body;
  expect(refused).toMatchObject([{ item: 'item-unknown' }]);
}
