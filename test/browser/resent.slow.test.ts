/** An item that comes again: what its approver and its officer see of it, on a desk and on a telephone. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHIEF, resentItems } from '../http/resent-items.ts';
import { address, type Browser, createWorld, type World } from '../http/world.ts';
import { DESK, emailOf, FLAWLESS, look, openBrowser, PHONE, signInBy } from './support.ts';

let world: World;
let officer: Browser;
let items: ReturnType<typeof resentItems>;
beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  items = resentItems(world, officer);
});
afterAll(() => world?.close());

const REASON = 'Beløbet passer ikke med budgettet. Se hellere på § 10, stk. 3.';

it.each([DESK, PHONE])(
  'is read at $width pixels: the reason, what has changed, and what became of an old link',
  async (size) => {
    const { item, path } = await items.sent('Udgiften er 1.250.000 kr. efter § 10, stk. 2.');
    const chief = await world.approver();
    await chief.post(`${path}/returner`).type('form').send({ reason: REASON }).expect(303);
    const { page, complaints, close } = await openBrowser(size);
    await page.goto(`${world.origin}/log-ind`);
    await signInBy(world, page, emailOf('Sofie Lykke Brandt'), async () => {
      await page.getByLabel('E-mail').fill(emailOf('Sofie Lykke Brandt'));
      await page.getByRole('button', { name: 'Send koden' }).click();
    });
    await items.sendAgain(item, 'Udgiften er 1.350.000 kr. efter § 10, stk. 3.');
    const again = await items.pathOf(item, CHIEF, 2);
    await chief.post(`${again}/returner`).type('form').send({ reason: REASON }).expect(303);
    await page.goto(`${world.origin}/punkter/${item}/rediger`);
    await page.getByRole('heading', { name: 'Punktet er sendt tilbage' }).waitFor();
    expect(await look(page, `sent-back-editor-${size.width}`)).toEqual(FLAWLESS);
    await items.sendAgain(item, 'Udgiften er 1.450.000 kr. efter § 10, stk. 3.');
    const third = await items.pathOf(item, CHIEF, 3);
    await page.context().clearCookies();
    await page.goto(`${world.origin}${third}`);
    await signInBy(world, page, emailOf(CHIEF), () => page.getByRole('button', { name: 'Send mig en kode' }).click());
    await page.getByRole('heading', { name: 'Ændret, siden du sidst så det' }).waitFor();
    expect(await page.locator('ins').allTextContents()).toEqual(['Tilføjet: 1.450.000']);
    expect(await look(page, `resent-${size.width}`)).toEqual(FLAWLESS);
    await items.act(item, { type: 'recall' });
    await page.goto(`${world.origin}${third}`);
    await page.getByText('Sagsbehandleren har kaldt punktet tilbage.').waitFor();
    expect(await look(page, `link-recalled-${size.width}`)).toEqual(FLAWLESS);
    expect(complaints).toEqual([]);
    await close();
  },
);
