/** A copy of another item is found and attached in the editor, in a real browser. */
import { expect, it } from 'vitest';
import { address, approvedItem } from '../http/world.ts';
import { BOTH_FLAWLESS, lookAtBothWidths, newItem, officerAtWork } from './support.ts';

const { world, officer } = await officerAtWork();

it('an officer searches for an item, attaches a copy with one press, and finds it among the bilag', async () => {
  const { page, complaints } = officer;
  const agent = await world.signIn(address('sofie.brandt'));
  await approvedItem(world, agent, 'Køb af grund ved havnen', [{ organ: 'organ-oek', role: 'deciding' }], {
    openness: 'closed',
  });
  await newItem(world, page, 'orientation');
  await page.getByText('Vedlæg kopi af en anden sag').click();
  await page.getByLabel('Søg efter titel eller sagsnummer').fill('findes ikke');
  await page.getByText('Ingen sag, som du må se, passer til det.').waitFor();
  await page.getByLabel('Søg efter titel eller sagsnummer').fill('grund ved');
  await page.getByText('1 sag fundet.').waitFor();
  expect(await lookAtBothWidths(page, 'copy-of-item')).toEqual(BOTH_FLAWLESS);
  await page.getByRole('button', { name: 'Vedlæg kopi af Køb af grund ved havnen (23/9260)' }).click();
  const row = page.locator('[data-row="bilag"]').first();
  await row.getByRole('link', { name: 'Kopi af sag 23-9260 version 1.pdf' }).waitFor();
  expect(await row.getByLabel('Bilagets titel').inputValue()).toBe(
    'Kopi af sag: Køb af grund ved havnen (23/9260), version 1',
  );
  // A closed item stays closed.
  expect(await row.getByLabel('Åbent eller lukket').inputValue()).toBe('closed');
  expect(await row.getByLabel('Må titlen vises, når bilaget er lukket?').inputValue()).toBe('no');
  expect(complaints).toEqual([]);
});
