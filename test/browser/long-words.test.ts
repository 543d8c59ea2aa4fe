/** A word longer than a phone is wide, as titles, names and addresses may be. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hearingsOver } from '../http/hearing-world.ts';
import { createWorld, type World } from '../http/world.ts';
import { openBrowser, PHONE, signIn } from './support.ts';

let world: World;
let at: Awaited<ReturnType<typeof hearingsOver>>;
beforeAll(async () => {
  world = await createWorld();
  at = await hearingsOver(world);
});
afterAll(() => world?.close());

it('breaks on every page that shows it, and makes none wider than the screen', async () => {
  const item = await at.waiting('open', 'Ø'.repeat(200));
  const hearing = await at.planned('general', item);
  const party = { name: 'Å'.repeat(150), email: `${'a'.repeat(60)}@${'b'.repeat(60)}.example` };
  await at.act(hearing, { type: 'invite', parties: [party] }).expect(200);
  await world.app.relay.flush();
  const { page, close } = await openBrowser(PHONE);
  try {
    await signIn(world, page, 'Sofie Lykke Brandt');
    const tooWide: string[] = [];
    for (const path of ['/', '/punkter', `/punkter/${item}`, '/hoeringer', `/hoeringer/${hearing}`, '/frister']) {
      await page.goto(`${world.origin}${path}`);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (excess > 0) tooWide.push(`${path} by ${excess} px`);
    }
    expect(tooWide).toEqual([]);
  } finally {
    await close();
  }
});
