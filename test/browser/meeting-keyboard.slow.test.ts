/** A meeting opened by keyboard: what is pressed away leaves the focus where it was, and what is wrong is said at its field. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { address, approvedItem } from '../http/world.ts';
import { BOTH_FLAWLESS, DESK, lookAtBothWidths, PHONE, personAtWork } from './support.ts';

const { world, desk } = await personAtWork('Jonas Ravn Mikkelsen');
let item = '';

beforeAll(async () => {
  const officer = await world.signIn(address('sofie.brandt'));
  const secretary = await world.signIn(address('jonas.mikkelsen'));
  const plan = { organ: 'organ-oek', date: '2023-12-05', startsAt: '13:00' };
  const meeting = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
  item = await approvedItem(world, officer, 'Plan for havnen', [{ organ: 'organ-oek', role: 'deciding' }]);
  await secretary.post(`/moeder/${meeting}/saet-paa`).type('form').send({ item }).expect(303);
  await secretary.post(`/moeder/${meeting}/laas`).type('form').send({}).expect(303);
  await desk.page.goto(`${world.origin}/moeder/${meeting}`);
});

/** The part of the page that has the focus, or is around what has. */
const panelInFocus = (page: Page) => page.evaluate(() => document.activeElement?.closest('section')?.id);
const fieldInFocus = (page: Page) => page.evaluate(() => document.activeElement?.id);

async function answer(page: Page, action: string): Promise<void> {
  await page.locator(`#fold-${action} > summary`).press('Enter');
  await page.locator(`#goer-${action}`).press('Enter');
  await page.locator(`#fold-${action}`).waitFor({ state: 'detached' });
}

describe('the focus', () => {
  it('stays among what can be done when the agenda has been sent, and when the meeting has begun', async () => {
    const { page } = desk;
    await answer(page, 'dispatch');
    await expect.poll(() => panelInFocus(page)).toBe('handlinger');
    await answer(page, 'begin');
    await expect.poll(() => panelInFocus(page)).toBe('handlinger');
  });
});

describe('who takes part', () => {
  it('is one line for each member: the name, and beside it the choices, each under its heading', async () => {
    const { page } = desk;
    for (const size of [DESK, PHONE]) {
      await page.setViewportSize(size);
      const off = await page.locator('#deltagelsen tbody tr').evaluateAll((rows) =>
        rows.flatMap((row) => {
          const middle = (element: Element) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            return [x + width / 2, y + height / 2];
          };
          const [, line = 0] = middle(row);
          const heads = [...(row.closest('table')?.querySelectorAll('thead th') ?? [])];
          return [...row.querySelectorAll('td')].flatMap((cell, n) => {
            const [x = 0, y = 0] = middle(cell.querySelector('label') ?? cell);
            const [head = 0] = middle(heads[n + 1] ?? cell);
            return [Math.abs(y - line), Math.abs(x - head)];
          });
        }),
      );
      expect(Math.max(...off)).toBeLessThan(2);
    }
    await page.setViewportSize(DESK);
  });
});

describe('what is wrong', () => {
  it('with who takes part is said at the field', async () => {
    const { page } = desk;
    await page.locator('#member-0-apology').press('Space');
    await page.locator('#chair').selectOption({ index: 1 });
    await page.locator('#deltagelsen .save-row button').press('Enter');
    await page.locator('#fejl-chair').getByText('Mødelederen står ikke blandt deltagerne').waitFor();
    expect(await fieldInFocus(page)).toBe('chair');
    expect(await lookAtBothWidths(page, 'attendance-field-error')).toEqual(BOTH_FLAWLESS);
    await page.locator('#member-0-present').press('Space');
    const name = await page.locator('#chair option:checked').innerText();
    await page.locator('#guests').fill(name);
    await page.locator('#guests').press('Control+Enter');
    await page.locator('#fejl-guests').waitFor();
    expect(await page.locator('#fejl-chair').count()).toBe(0);
    expect(await fieldInFocus(page)).toBe('guests');
    await page.locator('#guests').fill('');
    await page.locator('#guests').press('Control+Enter');
    await page.locator('.attended').waitFor();
  });

  it('with who was away from an item is said at the name', async () => {
    const { page } = desk;
    await page.locator(`#fold-afbud-${item} > summary`).press('Enter');
    const absent = page.locator(`#fravaer-${item}`);
    await page.locator(`#outcome-0-${item}`).selectOption('GODKENDT');
    await absent.fill('Per Hansen\nPer Hansen');
    await absent.press('Control+Enter');
    await page.locator(`#fejl-fravaer-${item}`).getByText('Et navn står flere steder: Per Hansen').waitFor();
    expect(await fieldInFocus(page)).toBe(`fravaer-${item}`);
    await absent.fill('');
    for (const box of ['afbud', 'inhabil']) await page.locator(`#${box}-3-${item}`).press('Space');
    await absent.press('Control+Enter');
    await page.locator(`#fejl-inhabil-${item}`).waitFor();
    expect(await fieldInFocus(page)).toBe(`inhabil-3-${item}`);
    expect(await page.locator(`#fejl-fravaer-${item}`).count()).toBe(0);
    expect(await lookAtBothWidths(page, 'decision-away-error')).toEqual(BOTH_FLAWLESS);
    await page.locator(`#afbud-3-${item}`).press('Space');
    await page.locator(`#inhabil-3-${item}`).press('Space');
  });

  it('with a reason is said at the reason', async () => {
    const { page } = desk;
    await page.locator(`#fold-udgaar-${item} > summary`).press('Enter');
    const reason = page.locator(`#hvorfor-ud-${item}`);
    await reason.fill('    ');
    await reason.press('Control+Enter');
    await page.locator(`#fejl-hvorfor-ud-${item}`).waitFor();
    expect(await fieldInFocus(page)).toBe(`hvorfor-ud-${item}`);
    expect(desk.complaints).toEqual([]);
  });
});
