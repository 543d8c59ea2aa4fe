/** What an officer sees in a real browser while bilag are made ready: live, without reading the page again, at both widths. */
import { describe, expect, it } from 'vitest';
import { office, pdf, png } from '../files/make.ts';
import { BOTH_FLAWLESS, lookAtBothWidths, newItem, officerAtWork } from './support.ts';

const { world, officer } = await officerAtWork();

const asFile = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

describe('bilag that are made ready', () => {
  it('say their pages and what a reader will miss as soon as it is known, in the editor and on the item’s page', async () => {
    const { page, complaints } = officer;
    const item = await newItem(world, page, 'orientation');
    const files = [
      asFile('Budget_2024.pdf', pdf('Budget', 12)),
      asFile('Notat.docx', office('docx')),
      asFile('Kort.png', png()),
    ];
    await page.getByLabel('Vælg filer, der skal vedlægges').setInputFiles(files);
    const rows = page.locator('[data-row="bilag"]');
    await rows.nth(0).getByText('12 sider, A4 stående').waitFor();
    await rows.nth(0).getByText('Kan ikke læses op i rigtig rækkefølge').waitFor();
    const picture = rows.nth(0).locator('img.rendition-picture');
    await picture.waitFor();
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100);
    await expect.poll(() => page.locator('[data-settled="no"]').count(), { timeout: 60_000 }).toBe(0);
    expect(await lookAtBothWidths(page, 'bilag-gengivelse-editor')).toEqual(BOTH_FLAWLESS);

    await page.getByText(/^Gemt kl\./).waitFor();
    await page.goto(`${world.origin}/punkter/${item}`);
    await page.getByText('12 sider, A4 stående').waitFor();
    expect(await lookAtBothWidths(page, 'bilag-gengivelse-punkt')).toEqual(BOTH_FLAWLESS);
    expect(complaints).toEqual([]);
  });
});
