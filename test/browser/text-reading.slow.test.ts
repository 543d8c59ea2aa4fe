/** A scan gets its text in a real browser: one press, and the file with text is the bilag; one more, and it is the scan again. */
import { expect, it } from 'vitest';
import { scan } from '#src/dev/demo/bilag/scan.ts';
import { BOTH_FLAWLESS, lookAtBothWidths, newItem, officerAtWork } from './support.ts';

const { world, officer } = await officerAtWork();

it('an officer has a scanned bilag read by a machine, sees it, and takes it back', async () => {
  const { page, complaints } = officer;
  await newItem(world, page, 'orientation');
  await page
    .getByLabel('Vælg filer, der skal vedlægges')
    .setInputFiles([{ name: 'Høringssvar.pdf', mimeType: 'application/pdf', buffer: await scan() }]);
  const row = page.locator('[data-row="bilag"]').first();
  await row.getByText('Ingen tekst: scannet').waitFor();
  await row.locator('img.rendition-picture').waitFor();
  expect(await lookAtBothWidths(page, 'ocr-tilbud')).toEqual(BOTH_FLAWLESS);
  await row.getByRole('button', { name: 'Læs teksten (OCR)' }).click();
  await row.getByText('Teksten læses …').waitFor();
  const patient = { timeout: 120_000 };
  await row.getByRole('link', { name: 'Høringssvar (tekst læst).pdf' }).waitFor(patient);
  await row.getByText('Teksten er læst af en maskine (OCR)').waitFor(patient);
  await row.locator('img.rendition-picture').waitFor();
  expect(await lookAtBothWidths(page, 'ocr-læst')).toEqual(BOTH_FLAWLESS);
  await page.getByText(/^Gemt kl\./).waitFor();
  await page.reload();
  await row.getByRole('button', { name: 'Tilbage til den scannede fil' }).click();
  await row.getByRole('link', { name: 'Høringssvar.pdf', exact: true }).waitFor();
  await row.getByRole('button', { name: 'Brug filen med tekst' }).waitFor();
  expect(complaints).toEqual([]);
});
