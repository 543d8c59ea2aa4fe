import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld, type World } from '../http/world.ts';
import { type Catcher, startCatcher } from '../mail/smtp-servers.ts';
import { emailOf, type OpenBrowser, openBrowser } from './support.ts';

let refuses = true;
let catcher: Catcher;
let world: World;
let desk: OpenBrowser;
beforeAll(async () => {
  catcher = await startCatcher({ answer: () => (refuses ? 451 : undefined) });
  world = await createWorld({ SMTP_URL: catcher.url });
  desk = await openBrowser();
});
afterAll(async () => {
  await desk.close();
  await world.close();
  await catcher.stop();
});

it('the page that waits for a code says by itself that the mail is not on its way, and keeps what is being typed', async () => {
  const { page, complaints } = desk;
  await page.goto(`${world.origin}/log-ind`);
  await page.getByLabel('Din e-mailadresse').fill(emailOf('Emil Toftegaard'));
  await page.getByRole('button', { name: 'Send koden' }).click();
  await page.getByLabel('Kode', { exact: true }).fill('123');
  await page.getByText('Mailen er ikke på vej').waitFor();
  expect(await page.getByLabel('Kode', { exact: true }).inputValue()).toBe('123');
  refuses = false;
  await page.getByText('Mailen er ikke på vej').waitFor({ state: 'hidden', timeout: 40_000 });
  expect(complaints).toEqual([]);
});
