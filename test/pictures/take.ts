/**
 * Takes the README's pictures of tasks, item, editor with its bilag, approval, a meeting and operations from a running `npm start` with
 * fresh demo data: `node test/pictures/take.ts http://127.0.0.1:3000 http://127.0.0.1:PORT-OF-THE-MAIL-CATCHER`. On the way the agenda
 * of the demo's meeting is sent, and the meeting begun.
 * Hearing, answer, signature and a member's agenda with bilag, of which the demo's meeting has none, are cut from what
 * `PICTURES=DIR npm run test:slow -- test/browser` leaves in DIR.
 */
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import * as z from 'zod';
import { book } from '../files/make.ts';

const [web = '', mails = ''] = process.argv.slice(2);
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const Mails = z.array(z.object({ id: z.string(), links: z.array(z.string()) }));

const picture = (page: Page, name: string) =>
  page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, import.meta.url)) });

/** @param having a part of one of its links, where any mail will not do */
async function latestMail(to: string, having = '') {
  const all = Mails.parse(await (await fetch(`${mails}/api/mails?to=${encodeURIComponent(to)}`)).json());
  const latest = all.find(({ links }) => having === '' || links.some((link) => link.includes(having)));
  if (latest === undefined) throw new Error(`Nothing has been mailed to ${to}.`);
  const mail = await (await fetch(`${mails}/api/mails/${latest.id}`)).json();
  return { links: latest.links, text: z.object({ text: z.string() }).parse(mail).text };
}

/** Signs one of the demo's people in, by the code in the mail. */
async function signedIn(browser: Browser, name: string, email: string, viewport: typeof DESKTOP): Promise<Page> {
  const page = await (await browser.newContext({ viewport, locale: 'da-DK' })).newPage();
  await page.goto(`${web}/log-ind`);
  // The many members are folded away.
  const folded = page.locator('details', { hasText: name });
  if ((await folded.count()) > 0) await folded.locator('summary').click();
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.locator('input[name=code]').waitFor();
  // The code is mailed after the reply.
  await page.waitForTimeout(1_000);
  const { text } = await latestMail(email);
  await page.locator('input[name=code]').fill(/\b\d{6}\b/.exec(text)?.[0] ?? '');
  await page.locator('main button').first().click();
  await page.waitForURL(`${web}/`);
  return page;
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const { links } = await latestMail('bettina.andersen@norddjurs.example', '/l/');

const officer = await signedIn(browser, 'Emil Toftegaard', 'emil.toftegaard@norddjurs.example', DESKTOP);
await picture(officer, 'opgaver');
await officer.getByRole('link', { name: 'Anlægsbevilling til cykelsti' }).first().click();
await picture(officer, 'forside');
await officer.goto(`${web}/`);
await officer.getByRole('link', { name: 'Evaluering af ordningen' }).first().click();
await officer
  .getByRole('link', { name: /rediger|skriv/i })
  .first()
  .click();
await officer.waitForTimeout(1_500);
await picture(officer, 'editor');
await officer.getByLabel('Vælg filer, der skal vedlægges').setInputFiles([
  { name: 'Evaluering_2023.pdf', mimeType: 'application/pdf', buffer: book(12, 'Evaluering') },
  { name: 'Spørgeskema.pdf', mimeType: 'application/pdf', buffer: book(3, 'Spørgsmål') },
  { name: 'Økonomi.pdf', mimeType: 'application/pdf', buffer: book(2, 'Tal') },
]);
await officer.getByRole('link', { name: 'Økonomi.pdf' }).waitFor();
// The workers make them ready: until then there are neither pictures nor numbers of pages.
await officer.waitForFunction(
  (files) => {
    const bilag = [...document.querySelectorAll<HTMLElement>('[data-rendition]')];
    return bilag.length >= files && bilag.every(({ dataset }) => dataset.settled === 'yes');
  },
  3,
  { timeout: 120_000 },
);
await officer.getByRole('heading', { name: 'Bilag', exact: true }).scrollIntoViewIfNeeded();
await officer.evaluate(() => {
  for (const heading of document.querySelectorAll('h2'))
    if (heading.textContent === 'Bilag') window.scrollTo(0, heading.getBoundingClientRect().top + scrollY - 80);
});
// Pages' pictures are fetched when they come into sight.
await officer.waitForFunction(() =>
  [...document.querySelectorAll('img')]
    .filter((image) => image.getBoundingClientRect().top < window.innerHeight)
    .every((image) => image.complete && image.naturalWidth > 0),
);
await picture(officer, 'bilag');

const approver = await signedIn(browser, 'Bettina Andersen', 'bettina.andersen@norddjurs.example', PHONE);
await approver.goto(links.find((link) => link.includes('/l/')) ?? '');
await picture(approver, 'telefon');

const secretary = await signedIn(browser, 'Jonas Ravn Mikkelsen', 'jonas.mikkelsen@norddjurs.example', DESKTOP);
await secretary.goto(`${web}/moeder`);
await secretary
  .getByRole('link', { name: /Økonomiudvalget/ })
  .first()
  .click();
await secretary
  .getByRole('button', { name: /^Sæt på/ })
  .first()
  .click();
await secretary.locator('.agenda li').first().waitFor();
await secretary.getByRole('button', { name: 'Lås dagsordenen', exact: true }).click();
await secretary.locator('#fold-dispatch > summary').click();
await secretary.locator('#goer-dispatch').click();
await secretary.locator('#fold-begin').waitFor();
await secretary.locator('#fold-begin > summary').click();
await secretary.locator('#goer-begin').click();
await secretary.locator('#member-1-apology').check();
await secretary.getByRole('button', { name: 'Gem deltagelsen' }).click();
await secretary.locator('.attended').waitFor();
await secretary.reload();
await secretary.evaluate(() => window.scrollTo(0, 0));
await picture(secretary, 'moede');

const admin = await signedIn(browser, 'Karin Storgaard', 'karin.storgaard@norddjurs.example', DESKTOP);
await admin.goto(`${web}/drift`);
await picture(admin, 'drift');
await browser.close();
