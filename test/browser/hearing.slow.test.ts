/** A hearing as people meet it: the officer plans it at a desk, a party answers on a phone, a citizen without an invitation. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { png } from '../files/make.ts';
import { hearingsOver } from '../http/hearing-world.ts';
import { createWorld, until, type World } from '../http/world.ts';
import { DESK, FLAWLESS, look, openBrowser, PHONE, signIn } from './support.ts';

let world: World;
let at: Awaited<ReturnType<typeof hearingsOver>>;
beforeAll(async () => {
  world = await createWorld();
  at = await hearingsOver(world);
});
afterAll(() => world?.close());

describe('the officer at a desk', () => {
  it('plans a hearing from the item, invites, sets the window past its warnings, and concludes with the note', async () => {
    const item = await at.waiting('open', 'Strategisk ramme for 7.-10. klasse');
    const { page, complaints, close } = await openBrowser(DESK);
    try {
      await signIn(world, page, 'Sofie Lykke Brandt');
      await page.goto(`${world.origin}/punkter/${item}`);
      await page.getByRole('link', { name: 'Planlæg høringen' }).click();
      expect(await look(page, 'hearing-plan')).toEqual(FLAWLESS);
      await page.getByRole('button', { name: 'Fortsæt' }).click();

      await page.waitForURL(/\/hoeringer\/hearing-/);
      const hearing = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      expect(await look(page, 'hearing-planned')).toEqual(FLAWLESS);
      await page
        .getByLabel('Tilføj parter')
        .fill('Ældrerådet; raad@example.org\nHandicaprådet <hr@example.org>\nfindes-ikke@example.org');
      await page.getByRole('button', { name: 'Læs listen' }).click();
      await page.getByRole('heading', { name: '3 parter er læst' }).waitFor();
      expect(await look(page, 'hearing-parties')).toEqual(FLAWLESS);
      await page.getByRole('button', { name: 'Tilføj 3 parter' }).click();
      await page.getByText('Handicaprådet').first().waitFor();
      await page.getByLabel('Første dag').fill('2023-11-20');
      await page.getByLabel('Sidste dag').fill('2023-12-24');
      await page.getByRole('button', { name: 'Fastsæt frist og send ud' }).click();
      await page.getByText('juleaftensdag').waitFor();
      expect(await look(page, 'hearing-warned')).toEqual(FLAWLESS);
      await page.getByLabel('Sidste dag').fill('2023-12-11');
      await page.getByRole('button', { name: 'Datoerne skal være sådan' }).click();
      await page.getByRole('heading', { name: 'Frist', exact: true }).waitFor();
      await world.app.relay.flush();
      await until(
        () => page.goto(page.url()).then(() => page.getByText('Ikke leveret').count()),
        (found) => found > 0,
      );
      expect(await look(page, 'hearing-open')).toEqual(FLAWLESS);
      await page.setViewportSize(PHONE);
      expect(await look(page, 'hearing-open-phone')).toEqual(FLAWLESS);
      await page.setViewportSize(DESK);
      await page.goto(`${world.origin}/hoeringer`);
      expect(await look(page, 'hearing-list')).toEqual(FLAWLESS);

      await at.sweepAt('2023-12-12T12:00:00Z');
      await page.goto(`${world.origin}/hoeringer/${hearing}`);
      await page.getByLabel('Høringsnotat').fill('Der kom ingen svar.');
      expect(await look(page, 'hearing-closed')).toEqual(FLAWLESS);
      await page.getByRole('button', { name: 'Afslut høringen' }).click();
      await page.getByText('Der kom ingen svar.').waitFor();
      expect(await look(page, 'hearing-concluded')).toEqual(FLAWLESS);
      const { body } = await until(
        () => at.officer.get(`/api/v1/items/${item}`),
        ({ body: { state } }) => state === 'travelling.organ.waiting',
      );
      expect(body.state).toBe('travelling.organ.waiting');
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });
});

describe('a party on a phone', () => {
  it('reads, enters its code, loses nothing when the phone dies, looks its answer through, and gets a receipt', async () => {
    const visit = await at.open('elders-council');
    const { page, complaints, close } = await openBrowser(PHONE);
    try {
      await page.goto(`${world.origin}${visit.link}`);
      await page.getByText('Rammen skal fungere som redskab.').waitFor();
      expect(await look(page, 'party-visit-phone')).toEqual(FLAWLESS);
      const before = new Date();
      await page.getByRole('button', { name: 'Send mig en kode' }).click();
      await page.getByLabel('Kode', { exact: true }).fill(await world.codeFor(visit.email, before));
      expect(await look(page, 'party-code-phone')).toEqual(FLAWLESS);
      await page.getByRole('button', { name: 'Fortsæt' }).click();

      await page.getByLabel('Dit navn').fill('Grete Formand');
      await page.getByLabel('Din rolle').fill('Formand');
      await page.getByLabel('Svar', { exact: true }).fill('Ældrerådet støtter rammen.\n\nVi savner en tidsplan.');
      await page.getByText('Kladden er gemt i denne browser.').waitFor();
      await page.reload();
      await page.getByText('Her er den kladde, du begyndte på').waitFor();
      expect(await page.getByLabel('Svar', { exact: true }).inputValue()).toContain('Vi savner en tidsplan.');
      await page.getByLabel('Filer').setInputFiles([{ name: 'underskrift.png', mimeType: 'image/png', buffer: png() }]);
      expect(await look(page, 'party-form-phone')).toEqual(FLAWLESS);

      await page.getByRole('button', { name: 'Læs igennem og send' }).click();
      await page.getByRole('heading', { name: 'Læs svaret igennem' }).waitFor();
      await page.getByText('underskrift.png').waitFor();
      expect(await look(page, 'party-preview-phone')).toEqual(FLAWLESS);
      await page.getByRole('button', { name: 'Ret svaret' }).click();
      await page.getByText('Modtagne filer').waitFor();
      expect(await look(page, 'party-edit-phone')).toEqual(FLAWLESS);
      await page.getByRole('button', { name: 'Læs igennem og send' }).click();
      await page.getByRole('button', { name: 'Send svar' }).click();
      await page.getByText('Kvittering nr. 1').waitFor();
      await page.getByText('underskrift.png').waitFor();
      expect(await look(page, 'party-receipt-phone')).toEqual(FLAWLESS);
      expect(await page.evaluate(() => localStorage.length)).toBe(0);
      await page.getByRole('link', { name: 'Tilbage til høringen' }).click();
      await page.getByText('I har svaret.').waitFor();
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });

  it('whose hearing was cancelled meanwhile takes its text along', async () => {
    const visit = await at.open('general');
    const { page, close } = await openBrowser(PHONE);
    try {
      await page.goto(`${world.origin}${visit.link}`);
      const before = new Date();
      await page.getByRole('button', { name: 'Send mig en kode' }).click();
      await page.getByLabel('Kode', { exact: true }).fill(await world.codeFor(visit.email, before));
      await page.getByRole('button', { name: 'Fortsæt' }).click();
      await page.getByLabel('Dit navn').fill('Grete Formand');
      await page.getByLabel('Svar', { exact: true }).fill('En lang tekst.');
      await at.act(visit.hearing, { type: 'cancel', reason: 'Sagen er trukket.' }).expect(200);
      await page.getByRole('button', { name: 'Læs igennem og send' }).click();
      await page.getByText('Høringen er aflyst').waitFor();
      expect(await page.getByLabel('Din tekst').inputValue()).toBe('En lang tekst.');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Hent som fil' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('hoeringssvar.txt');
      expect(await look(page, 'party-handed-back-phone')).toEqual(FLAWLESS);
    } finally {
      await close();
    }
  });
});

describe('a citizen without an invitation and without JavaScript', () => {
  it('finds the hearing in the list, answers it, and gets a receipt', async () => {
    await at.open('local-plan');
    await world.app.relay.flush();
    const { page, close } = await openBrowser(PHONE, false);
    try {
      await page.goto(`${world.origin}/hoering`);
      expect(await page.getByRole('link', { name: 'Strategisk ramme' }).count()).toBe(1);
      await page.getByRole('link', { name: 'Strategisk ramme' }).click();
      await page.getByLabel('Dit navn').fill('Bo Borger');
      await page.getByLabel('Svar', { exact: true }).fill('Jeg bor lige ved siden af.');
      await page.getByRole('button', { name: 'Læs igennem og send' }).click();
      await page.getByRole('button', { name: 'Send svar' }).click();
      await page.getByText('Kvittering nr. 1').waitFor();
    } finally {
      await close();
    }
  });

  it('reads pages without fault', async () => {
    const { hearing } = await at.open('public');
    await world.app.relay.flush();
    for (const size of [DESK, PHONE]) {
      const { page, complaints, close } = await openBrowser(size);
      try {
        await page.goto(`${world.origin}/hoering`);
        expect(await look(page, `public-list-${size.width}`)).toEqual(FLAWLESS);
        await page.goto(`${world.origin}/hoering/${hearing}`);
        expect(await look(page, `public-form-${size.width}`)).toEqual(FLAWLESS);
        expect(complaints).toEqual([]);
      } finally {
        await close();
      }
    }
  });
});
