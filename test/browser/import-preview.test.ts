/** The preview of a text that is read in, on a phone and at a desk. */
import { expect, it } from 'vitest';
import { BOTH_FLAWLESS, lookAtBothWidths, officerAtWork } from './support.ts';

const { world, officer } = await officerAtWork();

const TEXT = [
  `1. ${'Ordetudenmellemrum'.repeat(12)}\n\nÅben sag\n\nSagsgang\n\nØK, KB\n\nResume\n\nTekst.\n\nBilag:\n\n• Kort (123/23)\n• Notat (124/23)`,
  '2. Veje\n\nResume\n\nTekst uden ord om åbenhed.\n\nBeslutning i Økonomiudvalget den 12-03-2024\n\nGodkendt.',
  '3. Valg\n\nÅben sag\n\nSagsfremstilling\n\nTekst.\n\n4. Køb af areal\n\nkommunen har fået et tilbud.',
].join('\n\n');

it('The preview asks what the text does not say, and is flawless on a phone and at a desk', async () => {
  const { page, complaints } = officer;
  await page.goto(`${world.origin}/indlaes`);
  await page.getByLabel('Eller indsæt teksten her').fill(TEXT);
  await page.getByRole('button', { name: 'Læs teksten' }).click();
  await page.getByRole('heading', { name: 'Se, hvad der blev læst' }).waitFor();
  expect(await page.getByLabel('De 2 bilag, hvor det ikke står, er åbne').count()).toBe(1);
  expect(await page.getByLabel('Punktet er åbent').count()).toBe(2);
  expect(await lookAtBothWidths(page, 'import-preview')).toEqual(BOTH_FLAWLESS);
  await page.getByLabel('De 2 bilag, hvor det ikke står, er åbne').check();
  await page.getByRole('button', { name: 'Opret udkast' }).click();
  await page.getByRole('heading', { name: 'Dagsordenen er indlæst' }).waitFor();
  expect(await lookAtBothWidths(page, 'import-done')).toEqual(BOTH_FLAWLESS);
  expect(complaints).toEqual([]);
});
