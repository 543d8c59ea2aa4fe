/** The editor in a real browser: what comes from Word, what is typed, what the network loses, and who writes meanwhile. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { RichText } from '#src/documents/rich-text.ts';
import { address, approvedItem } from '../http/world.ts';
import { DESK, FLAWLESS, look, newItem, officerAtWork, openBrowser, PHONE, signIn } from './support.ts';
import { WORD_HTML } from './word.ts';

const { world, officer } = await officerAtWork();

const draftOf = async (item: string) => {
  const draft = await world.app.collections.drafts.findOne({ _id: item }).lean();
  return draft as unknown as { rev: number; body: { content: { title: string; sections: { body: RichText }[] } } };
};
const status = (page: Page) => page.locator('[data-save-status]');
const firstText = (page: Page) => page.locator('.rich-editable').first();

async function paste(page: Page, html: string): Promise<void> {
  await firstText(page).click();
  await firstText(page).evaluate((element, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', html);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, html);
}

describe('what comes from Word', () => {
  it('keeps headings, real lists and the table with its heading row, and nothing else', async () => {
    const { page } = officer;
    const item = await newItem(world, page, 'decision');
    await paste(page, WORD_HTML);
    await status(page)
      .getByText(/^Gemt kl\./)
      .waitFor();
    const body = (await draftOf(item)).body.content.sections[0]?.body;
    expect(RichText.safeParse(body).success).toBe(true);
    expect(body?.content.map(({ type }) => type)).toEqual([
      'heading',
      'paragraph',
      'bulletList',
      'heading',
      'orderedList',
      'table',
      'paragraph',
    ]);
    const written = JSON.stringify(body);
    expect(written).not.toMatch(/mso|Symbol|javascript|billede|·/);
    const [heading, , bullets, second, , table, last] = body?.content ?? [];
    expect([heading?.attrs?.level, second?.attrs?.level]).toEqual([2, 3]);
    expect(bullets?.content?.[0]?.content?.map(({ type }) => type)).toEqual(['paragraph', 'bulletList']);
    expect(table?.content?.map((row) => row.content?.map(({ type }) => type))).toEqual([
      ['tableHeader', 'tableHeader'],
      ['tableCell', 'tableCell'],
      ['tableCell'],
    ]);
    expect(table?.content?.[2]?.content?.[0]?.attrs?.colspan).toBe(2);
    expect(last?.content?.map(({ text, marks }) => [text, marks?.[0]?.type])).toEqual([
      ['Farligt og ', undefined],
      ['kommunens side', 'link'],
      ['.', undefined],
    ]);
  });

  it('is still there when the page is read again, and nothing on the page is refused by the browser', async () => {
    const { page, complaints } = officer;
    await page.reload();
    await firstText(page).locator('table').waitFor();
    expect(await firstText(page).locator('li').allInnerTexts()).toContain('Auning Skole');
    expect(complaints).toEqual([]);
  });
});

describe('the toolbar', () => {
  it('is one stop of the tab key, with arrow keys inside, and says what is pressed', async () => {
    const { page } = officer;
    await newItem(world, page, 'decision');
    await firstText(page).click();
    await page.keyboard.type('Vigtigt');
    await page.keyboard.press('Control+A');
    const bar = page.getByRole('toolbar').first();
    await bar.getByRole('button', { name: 'Fed' }).focus();
    await page.keyboard.press('Enter');
    expect(await bar.getByRole('button', { name: 'Fed' }).getAttribute('aria-pressed')).toBe('true');
    await bar.getByRole('button', { name: 'Fed' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Kursiv');
    expect(await bar.locator('button[tabindex="0"]').count()).toBe(1);
  });

  it('makes a table, a row and a heading, and a link only of a real address', async () => {
    const { page } = officer;
    const item = await newItem(world, page, 'decision');
    const bar = page.getByRole('toolbar').first();
    await firstText(page).click();
    await page.keyboard.type('Se siden');
    await page.keyboard.press('Control+A');
    await bar.getByRole('button', { name: 'Link' }).click();
    await page.getByRole('textbox', { name: 'Adresse (https://…)' }).fill('javascript:alert(1)');
    await page.getByRole('button', { name: 'Indsæt link' }).click();
    await page.getByText('Skriv en webadresse').waitFor();
    await page.getByRole('textbox', { name: 'Adresse (https://…)' }).fill('www.norddjurs.dk');
    await page.keyboard.press('Enter');
    await firstText(page).locator('a[href="https://www.norddjurs.dk"]').waitFor();
    await page.keyboard.press('ArrowRight');
    await bar.getByRole('button', { name: 'Indsæt tabel' }).click();
    await bar.getByRole('button', { name: 'Række under' }).click();
    expect(await firstText(page).locator('tr').count()).toBe(4);
    await status(page)
      .getByText(/^Gemt kl\./)
      .waitFor();
    expect(RichText.safeParse((await draftOf(item)).body.content.sections[0]?.body).success).toBe(true);
  });
});

describe('saving by itself', () => {
  it('waits out a dead network, keeps a copy meanwhile, and saves when the network is back', async () => {
    const { page, context } = officer;
    const item = await newItem(world, page, 'decision');
    await context.setOffline(true);
    await page.getByLabel('Titel', { exact: true }).fill('Skrevet uden net');
    await status(page).getByText('ingen forbindelse').waitFor();
    const kept = await page.evaluate(() => Object.entries(localStorage).map(([key, value]) => `${key} ${value}`));
    expect(kept.some((entry) => entry.includes(item) && entry.includes('Skrevet uden net'))).toBe(true);
    await context.setOffline(false);
    await status(page)
      .getByText(/^Gemt kl\./)
      .waitFor();
    expect((await draftOf(item)).body.content.title).toBe('Skrevet uden net');
    const left = await page.evaluate(() => Object.keys(localStorage));
    expect(left.filter((key) => key.endsWith(item))).toEqual([]);
  });

  it('offers what a crashed page never saved, and brings it back', async () => {
    const { context, page } = officer;
    const item = await newItem(world, page, 'decision');
    await context.setOffline(true);
    await page.getByLabel('Titel', { exact: true }).fill('Før nedbruddet');
    await status(page).getByText('ingen forbindelse').waitFor();
    // The page is gone without a word, as in a crash.
    const again = await context.newPage();
    await page.close({ runBeforeUnload: false });
    officer.page = again;
    await context.setOffline(false);
    await again.goto(`${world.origin}/punkter/${item}/rediger`);
    await again.getByText('Der ligger tekst på denne computer').waitFor();
    expect(await again.getByLabel('Titel', { exact: true }).inputValue()).toBe('');
    await again.getByRole('button', { name: 'Hent teksten ind' }).click();
    await again.waitForFunction(() => document.querySelector<HTMLInputElement>('#title')?.value === 'Før nedbruddet');
    expect((await draftOf(item)).body.content.title).toBe('Før nedbruddet');
  });

  it('shows who saved meanwhile, and what, and lets one keep one’s own', async () => {
    const { page, context } = officer;
    const item = await newItem(world, page, 'decision');
    const other = await context.newPage();
    await other.goto(`${world.origin}/punkter/${item}/rediger`);
    await other.getByLabel('Titel', { exact: true }).fill('Den anden titel');
    await status(other)
      .getByText(/^Gemt kl\./)
      .waitFor();
    await page.getByLabel('Titel', { exact: true }).fill('Min titel');
    await page.getByText('En anden har gemt, mens du skrev').waitFor();
    expect((await draftOf(item)).body.content.title).toBe('Den anden titel');
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.getByRole('link', { name: 'Vælg, hvilken udgave der skal gælde' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('konflikt');
    await page.getByText('Se den anden tekst').click();
    await page.locator('[data-theirs]').getByText('Den anden titel').waitFor();
    await page.locator('[data-theirs]').getByText('Sofie Lykke Brandt gemte').waitFor();
    await page.getByRole('button', { name: 'Behold min tekst' }).click();
    await status(page)
      .getByText(/^Gemt kl\./)
      .waitFor();
    expect((await draftOf(item)).body.content.title).toBe('Min titel');
    await other.close();
  });
});

describe('the form', () => {
  it('says what is missing until it is not, and adds, moves and removes rows without losing focus', async () => {
    const { page } = officer;
    await newItem(world, page, 'decision');
    await page.getByText('Punktet mangler en titel.').waitFor();
    await page.getByLabel('Titel', { exact: true }).fill('En titel');
    await expect.poll(() => page.getByText('Punktet mangler en titel.').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Tilføj afsnit' }).click();
    expect(await page.locator('[data-row="section"] .rich-editable').count()).toBe(4);
    const last = page.locator('[data-row="section"]').last();
    expect(
      await last.getByLabel('Overskrift', { exact: true }).evaluate((field) => field === document.activeElement),
    ).toBe(true);
    await page.keyboard.type('Høring');
    await last.getByRole('button', { name: 'Op' }).click();
    const headings = page.locator('[name$="[heading]"]');
    expect(await headings.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))).toEqual([
      'Sagsfremstilling',
      'Økonomiske konsekvenser',
      'Høring',
      'Lovgrundlag',
    ]);
    await page.locator('[data-row="section"]').nth(2).getByRole('button', { name: 'Slet' }).click();
    expect(await headings.count()).toBe(3);
  });

  it.each([DESK, PHONE])('is flawless to a critic at $width pixels', async (size) => {
    const { page } = officer;
    const item = await newItem(world, page, 'decision');
    await page.setViewportSize(size);
    await page.getByRole('button', { name: 'Tilføj bilag' }).click();
    await page.getByRole('button', { name: 'Tilføj trin' }).click();
    expect(await look(page, `editor-${size.width}`)).toEqual(FLAWLESS);
    await page.setViewportSize(DESK);
    expect(item).not.toBe('');
  });
});

describe('a text under way', () => {
  it('is sent as it stands on the page, also where the script has added, moved and removed rows', async () => {
    const { page } = officer;
    const agent = await world.signIn(address('sofie.brandt'));
    const item = await approvedItem(world, agent, 'Havnens kajer', [{ organ: 'organ-kb', role: 'deciding' }]);
    await page.goto(`${world.origin}/punkter/${item}/aendr`);
    const valuesOf = (row: string, label: string) =>
      page
        .locator(`[data-row="${row}"]`)
        .getByLabel(label)
        .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    const before = await valuesOf('section', 'Overskrift');
    expect(before).not.toEqual([]);
    await page.getByRole('button', { name: 'Tilføj afsnit' }).click();
    await page.keyboard.type('Nyt afsnit');
    const section = page.locator('[data-row="section"]').last();
    for (const _ of before) await section.getByRole('button', { name: 'Op' }).click();
    const bilag = page.locator('[data-row="bilag"]');
    const add = async (title: string) => {
      await page.getByRole('button', { name: 'Tilføj bilag' }).click();
      await bilag.last().getByLabel('Bilagets titel').fill(title);
    };
    for (const title of ['Slettes', 'Sidst', 'Først']) await add(title);
    await bilag.nth(2).getByRole('button', { name: 'Op' }).click();
    await bilag.nth(0).getByRole('button', { name: 'Slet' }).click();
    await add('Efter sletningen');
    await page.getByRole('button', { name: 'Gem som ny version' }).click();
    await page.waitForURL(new RegExp(`/punkter/${item}\\?`));
    await page.goto(`${world.origin}/punkter/${item}/aendr`);
    expect(await valuesOf('section', 'Overskrift')).toEqual(['Nyt afsnit', ...before]);
    expect(await valuesOf('bilag', 'Bilagets titel')).toEqual(['Først', 'Sidst', 'Efter sletningen']);
  });
});

describe('without a script', () => {
  it('keeps a table that was not touched, every word that was, and works down to sending', async () => {
    const plain = await openBrowser(DESK, false);
    try {
      const item = await newItem(world, officer.page, 'decision');
      await paste(officer.page, WORD_HTML);
      await status(officer.page)
        .getByText(/^Gemt kl\./)
        .waitFor();
      const { page } = plain;
      await signIn(world, page, 'Sofie Lykke Brandt');
      await page.goto(`${world.origin}/punkter/${item}/rediger`);
      const box = page.getByLabel('Tekst', { exact: true }).first();
      expect(await box.inputValue()).toContain('Planen omfatter tre områder:');
      await box.fill((await box.inputValue()).replace('tre områder', 'fire områder'));
      await page.getByLabel('Titel', { exact: true }).fill('Uden JavaScript');
      await page.getByRole('button', { name: 'Tilføj trin' }).click();
      await page.getByLabel('Trin', { exact: true }).selectOption('organ:organ-kb');
      await page.getByLabel('Organets rolle').selectOption('deciding');
      await page.getByRole('button', { name: 'Send til godkendelse' }).click();
      await page.getByText('En beslutningssag skal have en indstilling').first().waitFor();
      expect(await page.getByLabel('Titel', { exact: true }).inputValue()).toBe('Uden JavaScript');
      await page.getByLabel('at-punkt').fill('planen godkendes.');
      await page.getByRole('button', { name: 'Send til godkendelse' }).click();
      await page.getByText('Venter på at komme på dagsordenen i').waitFor();
      await page.getByText('Planen omfatter fire områder:').waitFor();
      expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(['Område', 'Mio. kr.']);
    } finally {
      await plain.close();
    }
  });
});
