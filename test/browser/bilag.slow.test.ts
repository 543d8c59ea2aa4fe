/** Bilag in a real browser: brought with progress, exchanged, removed and brought back, sent, and read by the approver. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { ItemContent } from '#src/documents/item-content.ts';
import { lockedPdf, office, pdf } from '../files/make.ts';
import {
  approvalLink,
  DESK,
  emailOf,
  FLAWLESS,
  look,
  newItem,
  officerAtWork,
  openBrowser,
  PHONE,
  signIn,
  signInBy,
} from './support.ts';

const { world, officer } = await officerAtWork();

const bilagOf = async (item: string): Promise<ItemContent['bilag']> => {
  const draft = await world.app.collections.drafts.findOne({ _id: item }).lean();
  return (draft as unknown as { body: { content: ItemContent } }).body.content.bilag;
};
const named = async (item: string) => (await bilagOf(item)).map(({ title, file }) => [title, file?.name ?? null]);
const saved = (page: Page) =>
  page
    .locator('[data-save-status]')
    .getByText(/^Gemt kl\./)
    .waitFor();
const asFile = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
const rows = (page: Page) => page.locator('[data-row="bilag"]');

describe('bilag in the editor', () => {
  it('come with their progress, one after the other, and are read by the approver as they were sent', async () => {
    const { page, complaints } = officer;
    const item = await newItem(world, page, 'orientation');
    await page.evaluate(() => {
      // What the bar said, since a file of this size is there in no time.
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => {
        for (const state of document.querySelectorAll('[data-file-state]')) seen.push(state.textContent ?? '');
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await page
      .getByLabel('Vælg filer, der skal vedlægges')
      .setInputFiles([asFile('Budget_2024.pdf', pdf('Budget', 400)), asFile('Notat.docx', office('docx'))]);
    await rows(page).nth(1).getByRole('link', { name: 'Notat.docx' }).waitFor();
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    expect(seen).toContain('Sender Budget_2024.pdf …');
    expect(seen).toContain('Notat.docx venter …');
    await saved(page);
    expect(await named(item)).toEqual([
      ['Budget 2024', 'Budget_2024.pdf'],
      ['Notat', 'Notat.docx'],
    ]);

    // Removed by mistake, and brought back to its place.
    await rows(page).first().getByRole('button', { name: 'Slet' }).click();
    await page.getByText('Bilaget “Budget 2024” er slettet.').first().waitFor();
    expect(await rows(page).count()).toBe(1);
    await page.getByRole('button', { name: 'Fortryd sletningen' }).click();
    expect(await rows(page).count()).toBe(2);

    // Closed, moved up, and exchanged for a newer one.
    const second = rows(page).nth(1);
    await second.getByLabel('Åbent eller lukket').selectOption('closed');
    await second.locator('[data-file-choose]').setInputFiles(asFile('Notat, ny udgave.pdf', pdf('Nyt notat')));
    await second.getByRole('link', { name: 'Notat, ny udgave.pdf' }).waitFor();
    await second.getByRole('button', { name: 'Op' }).click();
    await saved(page);
    await expect
      .poll(() => named(item))
      .toEqual([
        ['Notat', 'Notat, ny udgave.pdf'],
        ['Budget 2024', 'Budget_2024.pdf'],
      ]);
    expect(await look(page, 'bilag-editor-1280')).toEqual(FLAWLESS);
    await page.setViewportSize(PHONE);
    expect(await look(page, 'bilag-editor-390')).toEqual(FLAWLESS);
    await page.setViewportSize(DESK);

    await page.getByLabel('Titel', { exact: true }).fill('Budgettet for 2024');
    await page.locator('.rich-editable').first().click();
    await page.keyboard.type('Orientering om budgettet.');
    for (const choice of ['approval:office-oekonomichef', 'organ:organ-oek']) {
      await page.getByRole('button', { name: 'Tilføj trin' }).click();
      await page.getByLabel('Trin', { exact: true }).last().selectOption(choice);
    }
    await page.getByRole('button', { name: 'Send til godkendelse' }).click();
    await page.waitForURL((url) => url.pathname === `/punkter/${item}`);
    expect(complaints).toEqual([]);

    const approver = await openBrowser(PHONE);
    try {
      await approver.page.goto(await approvalLink(world, 'Bettina Andersen', item));
      // With the link alone the open one can be opened, and the closed one is only named.
      const links = approver.page.locator('.bilag-rows a');
      const pairs = (...titles: string[]) => titles.flatMap((title) => [`Vis ${title}`, `Hent ${title}`]);
      expect(await links.allTextContents()).toEqual(pairs('Budget 2024'));
      await signInBy(world, approver.page, emailOf('Bettina Andersen'), () =>
        approver.page.getByRole('button', { name: 'Send mig en kode' }).click(),
      );
      expect(await links.allTextContents()).toEqual(pairs('Notat', 'Budget 2024'));
      expect(await look(approver.page, 'bilag-approver-390')).toEqual(FLAWLESS);
      const address = await links.nth(1).getAttribute('href');
      const opened = await approver.context.request.get(`${world.origin}${address}`);
      expect((await opened.body()).equals(pdf('Nyt notat'))).toBe(true);
    } finally {
      await approver.close();
    }
  });

  it('say at once what is wrong with a file, keep the rest, and let one go on without it', async () => {
    const { page } = officer;
    const item = await newItem(world, page, 'orientation');
    await page
      .getByLabel('Vælg filer, der skal vedlægges')
      .setInputFiles([asFile('laast.pdf', await lockedPdf('hemmelig')), asFile('god.pdf', pdf('God'))]);
    const alert = rows(page).first().getByRole('alert');
    await alert.getByText('laast.pdf: Filen er beskyttet med adgangskode').waitFor();
    await rows(page).nth(1).getByRole('link', { name: 'god.pdf' }).waitFor();
    await page.getByRole('button', { name: 'Gem', exact: true }).click();
    // The button does not lead away from what must be seen first.
    expect(await rows(page).first().getByRole('button', { name: 'Prøv igen' }).isVisible()).toBe(true);
    expect(await look(page, 'bilag-refused-1280')).toEqual(FLAWLESS);
    // Nor is it stored as a bilag without a file, so that a page that is loaded anew does not send it to approval.
    await expect.poll(() => named(item)).toEqual([['god', 'god.pdf']]);
    await rows(page).first().getByRole('button', { name: 'Fortsæt uden filen' }).click();
    expect(await rows(page).count()).toBe(1);
    await saved(page);
    await expect.poll(() => named(item)).toEqual([['god', 'god.pdf']]);
  });

  it('come without a script as well, and a bad one costs no word that was typed', async () => {
    const plain = await openBrowser(DESK, false);
    try {
      const { page } = plain;
      const item = await newItem(world, officer.page, 'orientation');
      await signIn(world, page, 'Sofie Lykke Brandt');
      await page.goto(`${world.origin}/punkter/${item}/rediger`);
      await page.getByLabel('Titel', { exact: true }).fill('Med filer');
      await page
        .getByLabel('Vælg filer, der skal vedlægges')
        .setInputFiles([asFile('side.pdf', Buffer.from('<html>'))]);
      await page.getByRole('button', { name: 'Læg de valgte filer op' }).click();
      await page.getByText('side.pdf: Filens indhold passer ikke til dens navn.').waitFor();
      expect(await page.getByLabel('Titel', { exact: true }).inputValue()).toBe('Med filer');
      await page
        .getByLabel('Vælg filer, der skal vedlægges')
        .setInputFiles([asFile('Første.pdf', pdf('1')), asFile('Andet.pdf', pdf('2'))]);
      await page.getByRole('button', { name: 'Læg de valgte filer op' }).click();
      await page.getByRole('link', { name: 'Andet.pdf' }).waitFor();
      expect(await named(item)).toEqual([
        ['Første', 'Første.pdf'],
        ['Andet', 'Andet.pdf'],
      ]);
      await page.getByRole('button', { name: 'Gem', exact: true }).click();
      expect(await named(item)).toEqual([
        ['Første', 'Første.pdf'],
        ['Andet', 'Andet.pdf'],
      ]);
    } finally {
      await plain.close();
    }
  });
});
