/** Whoever has no mouse brings files as well: the box is reached, seen and named, and opens the choice of files by a key. */
import { describe, expect, it } from 'vitest';
import { pdf } from '../files/make.ts';
import { BOTH_FLAWLESS, lookAtBothWidths, newItem, officerAtWork } from './support.ts';

const { world, officer } = await officerAtWork();
const { page } = officer;
const chooser = page.getByLabel('Vælg filer, der skal vedlægges');

describe('The box for files', () => {
  it('is reached by Tab, shows that it has the focus, and says what it takes and that one may paste', async () => {
    await newItem(world, page, 'orientation');
    await page.locator('.upload-box').scrollIntoViewIfNeeded();
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab');
      if (await chooser.evaluate((input) => input === document.activeElement)) break;
    }
    expect(await chooser.evaluate((input) => input === document.activeElement)).toBe(true);
    const { style, width } = await chooser.evaluate((input) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(input);
      return { style: outlineStyle, width: Number.parseFloat(outlineWidth) };
    });
    expect(style).not.toBe('none');
    expect(width).toBeGreaterThanOrEqual(1);
    const [field] = (await page.locator('.upload-box').ariaSnapshot()).match(/button "Vælg filer[^\n]*/) ?? [];
    expect(field).toContain('Vælg filer, der skal vedlægges');
    const described = await chooser.evaluate((input) =>
      (input.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent)
        .join(' '),
    );
    expect(described).toMatch(/Højst \d+ MB pr\. fil\..*indsæt dem med Ctrl\+V/);
    expect(await lookAtBothWidths(page, 'drop-zone')).toEqual(BOTH_FLAWLESS);
  });

  it.each(['Enter', 'Space'])('opens the choice of files by %s, and takes what is chosen', async (key) => {
    // A new page: no bilag that came before moves the focus.
    await newItem(world, page, 'orientation');
    const opened = page.waitForEvent('filechooser');
    await chooser.press(key);
    const buffer = pdf(`Valgt med ${key}`);
    await (await opened).setFiles([{ name: `Valgt med ${key}.pdf`, mimeType: 'application/pdf', buffer }]);
    await page
      .locator('[data-row="bilag"]')
      .getByRole('link', { name: `Valgt med ${key}.pdf` })
      .waitFor();
    expect(officer.complaints).toEqual([]);
  });
});
