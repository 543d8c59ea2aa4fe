/** A question to the officer in a real browser, from the mailed link on a phone to the answer at a desk. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { address, type Browser, createWorld, decisionText, sendOff, type World } from '../http/world.ts';
import {
  approvalLink,
  BOTH_FLAWLESS,
  emailOf,
  FLAWLESS,
  look,
  lookAtBothWidths,
  openBrowser,
  PHONE,
  signIn,
  signInBy,
} from './support.ts';

let world: World;
let officer: Browser;
beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
});
afterAll(() => world?.close());

it('an approver asks on a phone, the officer answers at a desk, and the approver sees it behind the same link', async () => {
  const { body: made } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  const item: string = made.stream;
  await sendOff(officer, item, {
    content: decisionText('Planen koster 3 mio. kr.', {
      title: 'Udmøntningsplan 2024-2027',
      printedRoute: 'KB',
      recommendation: { lead: 'Kommunaldirektøren indstiller, at', clauses: ['planen godkendes.'] },
    }),
    plan: [
      { kind: 'approval', office: 'office-oekonomichef' },
      { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
    ],
  });
  const link = await approvalLink(world, 'Bettina Andersen', item);
  const phone = await openBrowser(PHONE);
  await phone.page.goto(link);
  await signInBy(world, phone.page, emailOf('Bettina Andersen'), () =>
    phone.page.getByRole('button', { name: 'Send mig en kode' }).click(),
  );
  await phone.page.getByText('Spørg sagsbehandleren').click();
  await phone.page.getByLabel('Dit spørgsmål (skal udfyldes)').fill('Er driften med i de 3 mio.?\nOg fra hvornår?');
  expect(await look(phone.page, 'question-form-390')).toEqual(FLAWLESS);
  await phone.page.getByRole('button', { name: 'Send spørgsmålet' }).click();
  await phone.page.getByText('Venter på svar fra sagsbehandleren.').waitFor();
  expect(await look(phone.page, 'question-asked-link-390')).toEqual(FLAWLESS);

  const desk = await openBrowser();
  const { page } = desk;
  await signIn(world, page, 'Sofie Lykke Brandt');
  await page.goto(`${world.origin}/punkter/${item}`);
  expect(await lookAtBothWidths(page, 'question-to-answer')).toEqual(BOTH_FLAWLESS);
  await page.getByLabel('Dit svar (skal udfyldes)').fill('Ja, fra og med 2025.');
  await page.getByRole('button', { name: 'Send svaret' }).click();
  const section = page.getByRole('region', { name: 'Spørgsmål og svar' });
  await section.getByText('Ja, fra og med 2025.').waitFor();
  expect(await page.getByLabel('Dit svar (skal udfyldes)').count()).toBe(0);
  expect(await lookAtBothWidths(page, 'question-answered')).toEqual(BOTH_FLAWLESS);

  await phone.page.reload();
  expect(await phone.page.getByRole('region', { name: 'Spørgsmål og svar' }).innerText()).toContain(
    'Ja, fra og med 2025.',
  );
  expect(await look(phone.page, 'question-answered-link-390')).toEqual(FLAWLESS);
  await phone.page.getByRole('button', { name: 'Godkend version 1' }).click();
  await phone.page.getByText('Der er taget stilling').waitFor();
  expect([...phone.complaints, ...desk.complaints]).toEqual([]);
  await phone.close();
  await desk.close();
});
