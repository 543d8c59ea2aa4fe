/** A review as its reader meets it: at a desk and on a phone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { address, createWorld, decisionText, sendOff, type World } from '../http/world.ts';
import { BOTH_FLAWLESS, DESK, lookAtBothWidths, type OpenBrowser, openBrowser, signIn } from './support.ts';

let world: World;
let desk: OpenBrowser;
let item = '';

beforeAll(async () => {
  world = await createWorld();
  const officer = await world.signIn(address('sofie.brandt'));
  item = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
  const people = ['person-bettina-andersen', 'person-emil-toftegaard', 'person-marianne-fisker'];
  await sendOff(officer, item, {
    content: decisionText('Skoven skal plejes i ti år.', {
      title: 'Skovens plan',
      caseNumber: '23/4711',
      printedRoute: 'KB',
      recommendation: { lead: 'Det indstilles,', clauses: ['at planen godkendes.'] },
    }),
    plan: [
      { kind: 'review', reviewers: { people }, days: 5 },
      { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
    ],
  });
  desk = await openBrowser(DESK, false);
});
afterAll(async () => {
  await desk?.close();
  await world?.close();
});

describe('somebody who is asked to review an item', () => {
  it('reads it, answers without a script, and sees what stands', async () => {
    const { page } = desk;
    await signIn(world, page, 'Emil Toftegaard');
    await page.goto(`${world.origin}/punkter/${item}`);
    await page.getByRole('link', { name: 'Du er bedt om at gennemgå punktet.' }).click();
    await page.getByLabel('Bemærkning').fill('Husk de gamle egetræer.');
    await page.getByRole('button', { name: 'Send svar' }).click();
    await page.getByText('Husk de gamle egetræer.').first().waitFor();
    expect(await page.getByRole('button', { name: 'Send svar' }).count()).toBe(0);
  });

  it('finds a page without faults, before and after an answer', async () => {
    const { page } = desk;
    await page.context().clearCookies();
    await signIn(world, page, 'Bettina Andersen');
    await page.goto(`${world.origin}/punkter/${item}`);
    await page.getByRole('button', { name: 'Send svar' }).waitFor();
    expect(desk.complaints).toEqual([]);
  });
});

describe('a page with a review', () => {
  it('is flawless at a desk and on a phone', async () => {
    const other = await openBrowser(DESK);
    try {
      await signIn(world, other.page, 'Bettina Andersen');
      await other.page.getByRole('heading', { name: 'Venter på dit svar' }).waitFor();
      expect(await lookAtBothWidths(other.page, 'tasks-to-answer')).toEqual(BOTH_FLAWLESS);
      await other.page.getByRole('link', { name: 'Skovens plan' }).click();
      await other.page.getByRole('button', { name: 'Send svar' }).waitFor();
      expect(await lookAtBothWidths(other.page, 'item-under-review')).toEqual(BOTH_FLAWLESS);
      await other.page.getByRole('button', { name: 'Send svar' }).click();
      await other.page.getByText('Ingen bemærkninger').waitFor();
      expect(await lookAtBothWidths(other.page, 'item-reviewed')).toEqual(BOTH_FLAWLESS);
      expect(other.complaints).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
