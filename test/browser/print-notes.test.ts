/** The editor says at the word what will look otherwise on paper, and reads the signs of Word's symbol fonts. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { BOTH_FLAWLESS, lookAtBothWidths, newItem, officerAtWork, openBrowser, signIn } from './support.ts';

const { world, officer } = await officerAtWork();
const { page } = officer;

const text = page.locator('.rich-editable').first();
const noteOf = (field: string) =>
  page.evaluate((selector) => {
    const ids = document.querySelector(selector)?.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids
      .map((id) => document.getElementById(id))
      .filter((note) => note?.getAttribute('role') === 'status')
      .map((note) => note?.innerText)
      .join();
  }, field);
const hint = page.locator('[data-hint="prints-otherwise"]');

async function paste(into: Page, kind: 'text/html' | 'text/plain', data: string): Promise<void> {
  await text.click();
  await into
    .locator('.rich-editable')
    .first()
    .evaluate(
      (element, { kind, data }) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData(kind, data);
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      },
      { kind, data },
    );
}

describe('A word that looks otherwise on paper', () => {
  it('is named below its field with what is printed, while typing, and no longer when it is gone', async () => {
    await newItem(world, page, 'decision');
    expect(await noteOf('#title')).toBe('');
    expect(await hint.isVisible()).toBe(false);
    await page.locator('#title').fill('Skolen \uE123x i Auning');
    await expect.poll(() => noteOf('#title')).toContain('“\uE123x” trykkes som “[U+E123]x”');
    expect(await hint.isVisible()).toBe(true);
    await page.locator('#title').fill('Skolen i Auning ☐ ▪ E\u2011post');
    await expect.poll(() => noteOf('#title')).toBe('');
    expect(await hint.isVisible()).toBe(false);
  });

  it('is underlined in a rich text where it stands, after a paste too, and the text is stored without the mark', async () => {
    await paste(page, 'text/html', '<p>Alt er <b>go</b>dt👍 nu</p><ul><li>og \uE123</li></ul>');
    const marked = page.locator('.prints-otherwise');
    await expect.poll(async () => (await marked.allInnerTexts()).join('')).toBe('godt👍\uE123');
    expect(await marked.first().getAttribute('title')).toContain('billedtegn trykkes uden farver');
    expect(await noteOf('.rich-editable')).toContain('“godt👍” trykkes som');
    expect(await noteOf('.rich-editable')).toContain('[U+E123]');
    expect(await page.locator('input[name="sections[0][json]"]').inputValue()).not.toContain('prints-otherwise');
    await page.locator('#title').fill('Skolen 👍');
    expect(await lookAtBothWidths(page, 'print-notes')).toEqual(BOTH_FLAWLESS);
  });

  it('is named in a row that is added later', async () => {
    await page.getByRole('button', { name: 'Tilføj at-punkt' }).click();
    await page.locator('textarea[name="clauses[]"]').last().fill('godkender 👍');
    await page.getByText('“👍” trykkes som “👍”').last().waitFor();
    expect(await page.locator('[data-row="clause"] .print-note li').allInnerTexts()).toHaveLength(1);
  });

  it('is named without a script when the draft is shown again', async () => {
    const { page: bare, close } = await openBrowser(undefined, false);
    try {
      await signIn(world, bare, 'Sofie Lykke Brandt');
      await bare.goto(page.url());
      expect(await bare.locator('[data-hint="prints-otherwise"]').innerText()).toContain('godt👍');
    } finally {
      await close();
    }
  });
});

describe("Signs of Word's symbol fonts", () => {
  const wingdings = (sign: string) =>
    `<span style='font-family:Wingdings;mso-ascii-font-family:Calibri;mso-char-type:symbol;mso-symbol-font-family:Wingdings'><span style='mso-char-type:symbol;mso-symbol-font-family:Wingdings'>${sign}</span></span>`;

  it('are pasted as what was seen, by their font or by what they usually mean', async () => {
    await newItem(world, page, 'decision');
    await paste(
      page,
      'text/html',
      `<p>Fra ${wingdings('à')} til ${wingdings('ü')}, <span style="font-family: &quot;Symbol&quot;, serif">a&nbsp;</span><span style="font-family:Calibri">ü</span> <font face="Wingdings 2">P</font> \uF0A7</p>`,
    );
    await expect.poll(async () => (await text.innerText()).replaceAll('\u00a0', ' ')).toBe('Fra → til ✓, α ü ✓ ▪');
  });

  it('are the same in plain text', async () => {
    await newItem(world, page, 'decision');
    await paste(page, 'text/plain', '\uF0B7 Skoler');
    await expect.poll(() => text.innerText()).toBe('• Skoler');
  });
});

describe('What a draft has no place for', () => {
  it('is named to whoever pastes it: pictures, and the alignment of columns', async () => {
    await newItem(world, page, 'decision');
    const note = page.locator('[data-rich]').first().locator('p.print-note');
    await paste(page, 'text/html', '<p>Kort:</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p>Slut</p>');
    await expect
      .poll(() => note.innerText())
      .toBe('Et billede kom ikke med. Gem det som fil, og vedhæft det som bilag.');
    await paste(page, 'text/html', '<table><tr><td style="text-align:right">12</td></tr></table>');
    await expect.poll(() => note.innerText()).toContain('Kolonnernes justering kom ikke med');
    await paste(page, 'text/html', '<p>Bare tekst</p>');
    await expect.poll(() => note.innerText()).toBe('');
  });
});
