/** An officer goes on leave: a substitute for the month, a co-author, and at last all items handed over. */
import { afterAll, expect, it } from 'vitest';
import {
  BOTH_FLAWLESS,
  FLAWLESS,
  look,
  lookAtBothWidths,
  newItem,
  officerAtWork,
  openBrowser,
  PHONE,
  signIn,
} from './support.ts';

const { world, officer } = await officerAtWork();
const phone = await openBrowser(PHONE);
afterAll(() => phone.close());
await signIn(world, phone.page, 'Emil Toftegaard');

it('an officer shares an item, is away for a month, and hands over what is left', async () => {
  const { page } = officer;
  const item = await newItem(world, page, 'decision');
  await page.goto(`${world.origin}/punkter/${item}`);
  await page.getByText('Medforfattere', { exact: true }).click();
  await page.getByLabel('Hvem skal også kunne skrive på punktet?').selectOption('person-emil-toftegaard');
  await page.getByRole('button', { name: 'Tilføj' }).click();
  await page.getByText('Medforfattere: Emil Toftegaard').waitFor();
  await page.getByText('Medforfattere', { exact: true }).click();
  expect(await lookAtBothWidths(page, 'item-co-authors')).toEqual(BOTH_FLAWLESS);
  await page.getByRole('button', { name: /^Fjern.*Emil Toftegaard/ }).click();
  await page.getByText('er ikke længere medforfatter').waitFor();

  await page.goto(`${world.origin}/mig`);
  await page.getByText('Jeg er fraværende').click();
  await page.getByLabel('Hvem træder til?').selectOption('person-emil-toftegaard');
  await page.getByLabel('Sidste dag').fill('2023-12-20');
  await page.getByLabel('Grund').fill('Ferie');
  await page.getByRole('button', { name: 'Gem fravær' }).click();
  await page.getByText('Fraværet er gemt.').waitFor();
  expect(await lookAtBothWidths(page, 'me-away')).toEqual(BOTH_FLAWLESS);

  await phone.page.goto(`${world.origin}/`);
  await phone.page.getByText('Punkt uden titel').click();
  await phone.page.getByText('fraværende, Emil Toftegaard træder til').waitFor();
  expect(await look(phone.page, 'item-substitute')).toEqual(FLAWLESS);

  await page.goto(`${world.origin}/overdrag`);
  expect(await lookAtBothWidths(page, 'hand-over')).toEqual(BOTH_FLAWLESS);
  await page.getByLabel('Ny sagsbehandler').selectOption('person-emil-toftegaard');
  await page.getByRole('button', { name: 'Overdrag punkterne' }).click();
  await page.getByText('1 punkt er overdraget til Emil Toftegaard').waitFor();
  await phone.page.goto(`${world.origin}/overdrag`);
  await phone.page.getByText('Punkt uden titel').waitFor();
  expect(await look(phone.page, 'hand-over-again')).toEqual(FLAWLESS);
  expect([...officer.complaints, ...phone.complaints]).toEqual([]);
});
