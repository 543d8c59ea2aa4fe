/** Parties put on a hearing's list as people have them: pasted or in a file, seen first, and everybody heard once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { services } from '../setup/database.ts';
import { fieldIn, hearingsOver } from './hearing-world.ts';
import { type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let officer: Browser;
let at: Awaited<ReturnType<typeof hearingsOver>>;
beforeAll(async () => {
  world = await createWorld();
  at = await hearingsOver(world);
  officer = at.officer;
});
afterAll(() => world.close());

const paste = (hearing: string, names: string) => officer.post(`/hoeringer/${hearing}/parter`).field('names', names);
const upload = (hearing: string, bytes: Buffer, filename = 'parter.csv') =>
  officer.post(`/hoeringer/${hearing}/parter`).field('names', '').attach('file', bytes, filename);
const confirm = (hearing: string, names: string, seen: string) =>
  officer.post(`/hoeringer/${hearing}/inviter`).type('form').send({ names, seen });
const partiesOf = async (hearing: string) => (await at.contextOf(hearing)).parties;
const addressesOf = async (hearing: string): Promise<string[]> => {
  const { body } = await officer.get(`/api/v1/hearings/${hearing}`).expect(200);
  return body.parties.map(({ document }: { document: { email: string } }) => document.email).toSorted();
};

/** Sees the list, and confirms it as the page's button does. */
async function invite(hearing: string, names: string): Promise<void> {
  const { text } = await paste(hearing, names).expect(200);
  await confirm(hearing, names, fieldIn(text, 'seen')).expect(303);
}

describe('a list of parties', () => {
  it('of 200 out of Outlook is shown first, sends nothing, and then invites each of them once', async () => {
    const { hearing } = await at.open();
    const addresses = Array.from({ length: 200 }, (_, n) => `part${n}.o'neill+h@forening${n}.example`);
    const names = addresses.map((one, n) => `"Efternavn${n}, Fornavn" <${one}>`).join('; ');
    const shown = await paste(hearing, names).expect(200);
    expect(shown.text).toContain('200 parter er læst');
    expect(shown.text).toContain('Efternavn199, Fornavn');
    expect(await partiesOf(hearing)).toHaveLength(1);
    await confirm(hearing, names, fieldIn(shown.text, 'seen')).expect(303);
    expect(await partiesOf(hearing)).toHaveLength(201);
    const reached = await until(
      async () => {
        await world.app.relay.flush();
        return recipients('forening');
      },
      (to) => to.length >= 200,
      1_200,
    );
    expect(reached.toSorted()).toEqual(addresses.toSorted());
  }, 180_000);

  it('of more than a hearing can have says so before anything is confirmed, and invites nobody', async () => {
    const { hearing } = await at.open();
    const names = Array.from({ length: 400 }, (_, n) => `part${n}@mange.example`).join('; ');
    const { text } = await paste(hearing, names).expect(200);
    expect(text).toContain('Der kan højst være 400 parter i en høring.');
    expect(fieldIn(text, 'seen')).toBe('');
    const fewer = await paste(hearing, names.replace('part0@mange.example; ', '')).expect(200);
    const more = 'en.til@mange.example';
    const fitted = await paste(hearing, more).expect(200);
    await confirm(hearing, names, fieldIn(fewer.text, 'seen')).expect(400);
    expect(await partiesOf(hearing)).toHaveLength(1);
    await confirm(hearing, names.replace('part0@mange.example; ', ''), fieldIn(fewer.text, 'seen')).expect(303);
    expect(await partiesOf(hearing)).toHaveLength(400);
    // What was shown while there was room for it is said no longer to have any.
    const late = await confirm(hearing, more, fieldIn(fitted.text, 'seen')).expect(400);
    const again = await paste(hearing, more).expect(200);
    for (const { text: full } of [late, again]) expect(full).toContain('Der kan højst være 400 parter i en høring.');
    expect(await partiesOf(hearing)).toHaveLength(400);
  });

  it('with a line that cannot be read names it, and cannot be confirmed', async () => {
    const hearing = await at.planned('general');
    const names = "Ældrerådet; raad@example.org\nHandicaprådet\nsean.o'neill@example.org, bjørn@example.org";
    const { text } = await paste(hearing, names).expect(200);
    expect(text).toContain('2 linjer kan ikke læses. Ingen er tilføjet.');
    expect(text).toContain('Linje 2: »Handicaprådet«. Der er ingen mailadresse på linjen.');
    expect(text).toContain('Foran @ i »bjørn@example.org« står et tegn');
    // The list to correct stands beside what is wrong with it, above those who were understood.
    expect(text.indexOf('for="names"')).toBeLessThan(text.indexOf('1 part er læst'));
    expect(fieldIn(text, 'seen')).toBe('');
    const refused = await confirm(hearing, names, '0123456789abcdef').expect(400);
    expect(refused.text).toContain('Linje 2: »Handicaprådet«.');
    expect(await partiesOf(hearing)).toEqual([]);
  });

  it('that nobody has been shown, or that is another one than was shown, is shown and not taken', async () => {
    const hearing = await at.planned('general');
    const { text } = await paste(hearing, 'a@example.org').expect(200);
    const other = await confirm(hearing, 'b@example.org', fieldIn(text, 'seen')).expect(400);
    expect(other.text).toContain('1 part er læst');
    await confirm(hearing, 'a@example.org', '').expect(400);
    expect(await partiesOf(hearing)).toEqual([]);
  });

  it('has who is invited already and who stands there twice named, and invites the others', async () => {
    const hearing = await at.planned('general');
    await invite(hearing, 'Ældrerådet <raad@example.org>');
    const names =
      "RAAD@example.org; Sean O'Neill <sean.o'neill@example.org>\nsean.o'neill@example.org\ninfo@rødgrød.dk";
    const { text } = await paste(hearing, names).expect(200);
    expect(text).toContain('2 parter er læst');
    expect(text).toMatch(/Er med i forvejen[\s\S]*raad@example\.org[\s\S]*Står der flere gange[\s\S]*Linje 2/);
    await invite(hearing, names);
    expect(await addressesOf(hearing)).toEqual([
      'info@xn--rdgrd-vuad.dk',
      'raad@example.org',
      "sean.o'neill@example.org",
    ]);
    const page = await officer.get(`/hoeringer/${hearing}`).expect(200);
    expect(page.text).toContain('info@rødgrød.dk');
    const seen = fieldIn(text, 'seen');
    expect((await paste(hearing, names).expect(200)).text).toContain('Alle på listen er med i forvejen.');
    const again = await confirm(hearing, names, seen).expect(400);
    expect(again.text).toContain('Alle på listen er med i forvejen.');
  });

  it('may be a CSV file of Excel in Windows-1252, UTF-16 or UTF-8 with a mark', async () => {
    const csv = 'Navn;E-mail;Telefon\r\nÆldrerådet;a@example.org;12345678\r\n"Hansen; Søn";b@example.org;\r\n';
    const files = {
      'windows-1252': Buffer.from(csv, 'latin1'),
      'utf-16': Buffer.from(`\ufeff${csv}`, 'utf16le'),
      'utf-8': Buffer.from(`\ufeff${csv}`),
    };
    for (const [encoding, bytes] of Object.entries(files)) {
      const { text } = await upload(await at.planned('general'), bytes).expect(200);
      expect(text, encoding).toMatch(/2 parter er læst[\s\S]*Ældrerådet[\s\S]*Hansen; Søn/);
    }
  });

  it('that is a workbook, empty or too large is refused with what to do', async () => {
    const hearing = await at.planned('general');
    const workbook = await upload(hearing, Buffer.from('PK\u0003\u0004xl/workbook.xml'), 'parter.xlsx').expect(400);
    expect(workbook.text).toContain('Gem listen som CSV');
    expect((await paste(hearing, '  ').expect(400)).text).toContain('Der er ingen liste at læse.');
    const large = Buffer.alloc(300 * 1024, 'a@example.org\n');
    expect((await upload(hearing, large).expect(400)).text).toContain('Den må højst fylde 256 kB.');
    expect(await partiesOf(hearing)).toEqual([]);
  });
});

interface Mail {
  from: string;
  envelope: { to: string[] };
}

/** The addresses of this world's invitations that have a word in them, one for each mail. */
async function recipients(named: string): Promise<string[]> {
  const { mailCatcherUrl } = services();
  const sender = /<(.+)>/.exec(world.app.config.MAIL_FROM)?.[1] ?? '';
  const mails = (await (await fetch(`${mailCatcherUrl}/api/mails`)).json()) as Mail[];
  const ours = mails.filter(({ from }) => from.includes(sender)).flatMap(({ envelope }) => envelope.to);
  return ours.filter((to) => to.includes(named));
}
