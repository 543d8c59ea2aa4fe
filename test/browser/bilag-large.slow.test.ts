/** Several files and large ones in a real browser: dragged in, ordered, sent over a line that is cut and after a reload. */
import { createHash, randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { ItemContent } from '#src/documents/item-content.ts';
import { pdf } from '../files/make.ts';
import { DESK, FLAWLESS, look, newItem, officerAtWork } from './support.ts';

const { world, officer } = await officerAtWork();

const rows = (page: Page) => page.locator('[data-row="bilag"]');
const title = (page: Page, n: number) => rows(page).nth(n).getByLabel('Bilagets titel');
const saved = (page: Page) =>
  page
    .locator('[data-save-status]')
    .getByText(/^Gemt kl\./)
    .waitFor();
async function namesOf(item: string): Promise<(string | null)[][]> {
  const draft = await world.app.collections.drafts.findOne({ _id: item }).lean();
  const { bilag } = (draft as unknown as { body: { content: ItemContent } }).body.content;
  return bilag.map(({ title: called, file }) => [called, file?.hash ?? null]);
}
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A text that is sent in pieces. */
const largeText = (bytes: number): Buffer => Buffer.from(randomBytes(bytes / 2).toString('hex'));
const choose = (page: Page, name: string, buffer: Buffer) =>
  page
    .getByLabel('Vælg filer, der skal vedlægges')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

/** Lets files go over an element, or pastes them, as the browser does it. */
async function give(
  page: Page,
  how: 'drop' | 'paste',
  files: { name: string; bytes: Buffer }[],
  over = '[data-upload]',
) {
  const transfer = await page.evaluateHandle(
    (all) => {
      const given = new DataTransfer();
      for (const { name, base64 } of all) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        given.items.add(new File([bytes], name));
      }
      return given;
    },
    files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') })),
  );
  if (how === 'drop') {
    await page.dispatchEvent(over, 'dragenter', { dataTransfer: transfer });
    await page.dispatchEvent(over, 'dragover', { dataTransfer: transfer });
    await page.dispatchEvent(over, 'drop', { dataTransfer: transfer });
  } else
    await page.evaluate((clipboardData) => {
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, transfer);
}

/** Takes a row by its grip and moves it over another one, as a hand does: not at one stroke. */
async function dragRow(page: Page, from: number, to: number) {
  const grip = (n: number) => rows(page).nth(n).locator('[data-grip]');
  // A line about the file may still come and move the rows.
  await expect.poll(() => page.locator('[data-rendition][data-settled="yes"]').count(), { timeout: 20_000 }).toBe(3);
  // All rows are in sight, so that the page need not scroll.
  await page.setViewportSize({ width: DESK.width, height: 2_400 });
  await grip(from).hover();
  await page.mouse.down();
  // The rows make way while the hand moves; under load that takes a moment.
  const { x = 0, y = 0 } = (await grip(to).boundingBox()) ?? {};
  const called = await title(page, from).inputValue();
  for (let step = 0; step < 100 && (await title(page, to).inputValue()) !== called; step++) {
    await page.mouse.move(x + 10 + (step % 3), y + 8 + (step % 5));
    await page.waitForTimeout(50);
  }
  await page.mouse.up();
  await page.setViewportSize(DESK);
}

describe('files that are dragged in', () => {
  it('are bilag in the order in which they came, and are put in another by their grips or their buttons', async () => {
    const { page, complaints } = officer;
    const item = await newItem(world, page, 'orientation');
    await page.getByLabel('Titel', { exact: true }).fill('Budgettet');
    const [one, two, three] = [pdf('1'), pdf('2'), pdf('3')];
    await give(page, 'drop', [
      { name: 'Første.pdf', bytes: one },
      { name: 'Andet.pdf', bytes: two },
    ]);
    await rows(page).nth(1).getByRole('link', { name: 'Andet.pdf' }).waitFor();
    await give(page, 'paste', [{ name: 'Tredje.pdf', bytes: three }]);
    await rows(page).nth(2).getByRole('link', { name: 'Tredje.pdf' }).waitFor();
    await title(page, 2).fill('Omdøbt imens');
    expect(await look(page, 'bilag-several-1280')).toEqual(FLAWLESS);

    await dragRow(page, 2, 0);
    await expect.poll(() => title(page, 0).inputValue()).toBe('Omdøbt imens');
    await rows(page).nth(1).getByRole('button', { name: 'Ned' }).click();
    await saved(page);
    await expect
      .poll(() => namesOf(item))
      .toEqual([
        ['Omdøbt imens', hashOf(three)],
        ['Andet', hashOf(two)],
        ['Første', hashOf(one)],
      ]);
    expect(await page.getByLabel('Titel', { exact: true }).inputValue()).toBe('Budgettet');
    expect(complaints).toEqual([]);
  });

  it('do not lead away from the page, wherever they are let go of', async () => {
    const { page } = officer;
    await newItem(world, page, 'orientation');
    const address = page.url();
    await give(page, 'drop', [{ name: 'Ved siden af.pdf', bytes: pdf('x') }], 'h1');
    await rows(page).first().getByRole('link', { name: 'Ved siden af.pdf' }).waitFor();
    expect(page.url()).toBe(address);
  });
});

describe('a large file', () => {
  it('waits while the line is down, goes on by itself, and costs no word that was typed meanwhile', async () => {
    const { page, context, complaints } = officer;
    const item = await newItem(world, page, 'orientation');
    const bytes = largeText(12_000_000);
    let sent = 0;
    // The line goes down with the second piece.
    await page.route('**/overfoersler/*', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      sent++;
      if (sent !== 2) return route.continue();
      await context.setOffline(true);
      await route.abort('internetdisconnected');
    });
    await choose(page, 'stor.txt', bytes);
    await page.getByText('stor.txt venter på forbindelsen og fortsætter af sig selv …').waitFor();
    await page.getByLabel('Titel', { exact: true }).fill('Skrevet uden forbindelse');
    await title(page, 0).fill('Den store');
    expect(await look(page, 'bilag-offline-1280')).toEqual(FLAWLESS);
    await context.setOffline(false);
    await rows(page).first().getByRole('link', { name: 'stor.txt' }).waitFor();
    await page.unroute('**/overfoersler/*');
    await saved(page);
    await expect.poll(() => namesOf(item)).toEqual([['Den store', hashOf(bytes)]]);
    expect(await page.getByLabel('Titel', { exact: true }).inputValue()).toBe('Skrevet uden forbindelse');
    expect(complaints).toEqual([]);
  });

  it('goes on after a reload from where it was, without being chosen again', async () => {
    const { page } = officer;
    const item = await newItem(world, page, 'orientation');
    const bytes = largeText(20_000_000);
    const offsets: string[] = [];
    await page.route('**/overfoersler/*', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      offsets.push(route.request().headers()['upload-offset'] ?? '');
      // The second piece never arrives: the page is left while it is under way.
      if (offsets.length === 2) return;
      await route.continue();
    });
    await choose(page, 'plan.txt', bytes);
    await title(page, 0).waitFor();
    await saved(page);
    await expect.poll(() => offsets.length).toBe(2);
    page.once('dialog', (dialog) => dialog.accept());
    await page.reload();
    await rows(page).first().getByRole('link', { name: 'plan.txt' }).waitFor();
    await page.unroute('**/overfoersler/*');
    // Nothing that had come was sent again, and there is one row for it.
    expect(offsets.map(Number)).toEqual([0, 8_388_608, 8_388_608, 16_777_216]);
    expect(await rows(page).count()).toBe(1);
    await saved(page);
    await expect.poll(() => namesOf(item)).toEqual([['plan', hashOf(bytes)]]);
    // And it is over: the next visit has nothing left to send.
    await page.reload();
    await rows(page).first().getByRole('link', { name: 'plan.txt' }).waitFor();
    expect(offsets).toHaveLength(4);
  });

  it('begins anew where the server knows nothing of it any more, and says why one is refused', async () => {
    const { page } = officer;
    const item = await newItem(world, page, 'orientation');
    const bytes = largeText(12_000_000);
    let pieces = 0;
    await page.route('**/overfoersler/*', async (route) => {
      if (route.request().method() === 'PATCH' && ++pieces === 2) {
        await world.app.collections.partialUploads.deleteMany({});
        await world.app.collections.uploadPieces.deleteMany({});
      }
      await route.continue();
    });
    await choose(page, 'igen.txt', bytes);
    await rows(page).first().getByRole('link', { name: 'igen.txt' }).waitFor();
    await page.unroute('**/overfoersler/*');
    expect(pieces).toBe(4);
    await expect.poll(() => namesOf(item), { timeout: 15_000 }).toEqual([['igen', hashOf(bytes)]]);

    await choose(page, 'forklædt.pdf', bytes);
    await rows(page).nth(1).getByText('forklædt.pdf: Filens indhold passer ikke til dens navn.').waitFor();
  });
});
