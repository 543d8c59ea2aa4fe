/** Lists of parties as people paste them: everybody is on it once, or the line is named. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddressList } from '#src/addresses/list.ts';

/** "name <address>" of each party. @throws where a line was not understood */
function read(text: string): string[] {
  const { parties, faults } = readAddressList(text);
  expect(faults).toEqual([]);
  return parties.map(({ name, email }) => (name === email ? email : `${name} <${email}>`));
}
const faultsIn = (text: string) => readAddressList(text).faults.map(({ line, fault, what }) => ({ line, fault, what }));

describe('a list of parties', () => {
  it.each([
    ["sean.o'neill@irish.example", ["sean.o'neill@irish.example"]],
    ["Sean O'Neill <sean.o'neill@irish.example>", ["Sean O'Neill <sean.o'neill@irish.example>"]],
    ['O\u2019Neill <o\u2019neill@irish.example>', ["O'Neill <o'neill@irish.example>"]],
    ['anna+hoering@x.dk', ['anna+hoering@x.dk']],
    ['ANNA@X.DK', ['anna@x.dk']],
    ['Ældrerådet; formand@x.dk', ['Ældrerådet <formand@x.dk>']],
    ['Ældrerådet, formand@x.dk', ['Ældrerådet <formand@x.dk>']],
    ['Ældrerådet \u2013 formand@x.dk', ['Ældrerådet <formand@x.dk>']],
    ['\u2022 Ældrerådet: formand@x.dk', ['Ældrerådet <formand@x.dk>']],
    ['formand@x.dk (Ældrerådet)', ['Ældrerådet <formand@x.dk>']],
    ['Råd (handicap) <h@x.dk>', ['Råd (handicap) <h@x.dk>']],
    ['Foreningen: Vores By <v@x.dk>', ['Foreningen: Vores By <v@x.dk>']],
    ['"Hansen, Peter" <p@x.dk>', ['Hansen, Peter <p@x.dk>']],
    ['\u201cHansen, Peter\u201d <p@x.dk>', ['Hansen, Peter <p@x.dk>']],
    ["'Hansen, Peter' <p@x.dk>", ['Hansen, Peter <p@x.dk>']],
    ["'p@x.dk' <p@x.dk>", ['p@x.dk']],
    ['p@x.dk<mailto:p@x.dk>', ['p@x.dk']],
    ['Peter [mailto:p@x.dk]', ['Peter <p@x.dk>']],
    ['mailto:p@x.dk?subject=H%C3%B8ring', ['p@x.dk']],
    ['\ufeffPeter\u00a0Hansen <p@x.dk>', ['Peter Hansen <p@x.dk>']],
    ['Pe\ufeffter Hansen <p\ufeff@x.dk>', ['Peter Hansen <p@x.dk>']],
    ['Ældrerådet\tformand@x.dk\t+45 89 59 10 00', ['Ældrerådet <formand@x.dk>']],
    ['Ældrerådet, tlf. 89 59 10 00, formand@x.dk', ['Ældrerådet <formand@x.dk>']],
    ['Ældrerådet, mail: formand@x.dk, mobil: 12345678', ['Ældrerådet <formand@x.dk>']],
    ['p@x.dk.', ['p@x.dk']],
  ])('reads one party in %j', (text, parties) => {
    expect(read(text)).toEqual(parties);
  });

  it.each([
    ['a@x.dk; b@y.dk, c@z.dk', ['a@x.dk', 'b@y.dk', 'c@z.dk']],
    ['a@x.dk b@y.dk\tc@z.dk', ['a@x.dk', 'b@y.dk', 'c@z.dk']],
    ['a@x.dk · b@y.dk og c@z.dk', ['a@x.dk', 'b@y.dk', 'c@z.dk']],
    ['Til: a@x.dk; Bo <b@y.dk>;', ['a@x.dk', 'Bo <b@y.dk>']],
    ['Hansen, Peter <p@x.dk>; Jensen, Ole <o@x.dk>', ['Hansen, Peter <p@x.dk>', 'Jensen, Ole <o@x.dk>']],
    ['Hansen, Peter <p@x.dk>, Jensen, Ole <o@x.dk>', ['Hansen, Peter <p@x.dk>', 'Jensen, Ole <o@x.dk>']],
    ['Ældrerådet, a@x.dk; Handicaprådet, b@y.dk', ['Ældrerådet <a@x.dk>', 'Handicaprådet <b@y.dk>']],
    ['a@x.dk; Ældrerådet; b@y.dk; Handicaprådet', ['Ældrerådet <a@x.dk>', 'Handicaprådet <b@y.dk>']],
    ['Til: Bo <b@y.dk>, Cc: a@x.dk; Kopi til: c@z.dk', ['Bo <b@y.dk>', 'a@x.dk', 'c@z.dk']],
  ])('reads several parties on the line %j', (text, parties) => {
    expect(read(text)).toEqual(parties);
  });

  it('keeps a domain with æ, ø or å as mail servers write it, and shows it as people do', () => {
    const { parties } = readAddressList('info@rødgrød.dk\nBo <bo@RØDGRØD.dk>\nbo@xn--rdgrd-vuad.dk');
    expect(parties).toEqual([
      { name: 'info@rødgrød.dk', email: 'info@xn--rdgrd-vuad.dk', line: 1 },
      { name: 'Bo', email: 'bo@xn--rdgrd-vuad.dk', line: 2 },
    ]);
  });

  it('has an address once, with the name that is somewhere, and says where it stood again', () => {
    const { parties, repeats } = readAddressList('p@x.dk\nP@X.dk\nPeter <p@x.dk>');
    expect(parties).toEqual([{ name: 'Peter', email: 'p@x.dk', line: 1 }]);
    expect(repeats.map(({ line }) => line)).toEqual([2, 3]);
  });

  it.each([
    ['Handicaprådet', 'no-address', 'Handicaprådet'],
    ['Ældrerådet <a@x.dk>; Handicaprådet', 'name-alone', 'Handicaprådet'],
    ['Handicaprådet; Idrætsrådet <c@x.dk>', 'name-alone', 'Handicaprådet'],
    ['Ældrerådet; a@x.dk; b@y.dk', 'unclear', 'Ældrerådet; a@x.dk; b@y.dk'],
    ['Parter: a@x.dk, b@y.dk', 'unclear', 'Parter: a@x.dk, b@y.dk'],
    ['Anna <a@x.dk> <b@y.dk>', 'two-addresses', 'Anna b@y.dk'],
    ['anna@x', 'bad-address', 'anna@x'],
    ['anna@@x.dk', 'bad-address', 'anna@@x.dk'],
    ['Anna Holm @x.dk', 'bad-address', 'Holm @x.dk'],
    ['Anna Holm@ x.dk', 'bad-address', 'Holm@ x.dk'],
    ['Ældrerådet; anna @ x.dk', 'bad-address', 'anna @ x.dk'],
    ['a@x.dk/b@y.dk', 'bad-address', 'a@x.dk/b@y.dk'],
    ['bjørn@x.dk', 'letters-before-at', 'bjørn@x.dk'],
    [`${'Ø'.repeat(201)} <a@x.dk>`, 'name-too-long', 'Ø'.repeat(201)],
  ])('names the line %j and what is wrong with it', (text, fault, what) => {
    expect(faultsIn(`Bo <bo@x.dk>\n\n${text}`)).toEqual([{ line: 3, fault, what }]);
  });

  it('drops no party behind a quote that is not closed', () => {
    expect(faultsIn('"Hansen, Peter <a@x.dk>; b@y.dk')).toHaveLength(1);
  });

  it('takes a line of 500 parties, and no longer for what is made to take long', () => {
    const many = Array.from({ length: 500 }, (_, n) => `"Navn${n}, Fornavn" <n${n}@forening${n}.example>`).join('; ');
    expect(read(many)).toHaveLength(500);
    const began = process.cpuUsage();
    for (const evil of ['a@', '.', '"', '<', ' ', '(', ',"', '1 ', '@ ']) readAddressList(evil.repeat(40_000));
    // Of the processor, which others may want too: a pattern that takes a line again for each of its letters takes minutes.
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(5_000);
  });
});

describe('a list of parties out of a sheet', () => {
  it('is read by the heads of its columns, with semicolons, quotes and empty cells', () => {
    const csv = '\ufeffNavn;Telefon;E-mail\r\nÆldrerådet;12345678;a@x.dk\r\n"Hansen; Søn ""og"" Co";;b@y.dk\r\n;;\r\n';
    expect(read(csv)).toEqual(['Ældrerådet <a@x.dk>', 'Hansen; Søn "og" Co <b@y.dk>']);
  });

  it('has the first name before the last in Outlook’s own export, and one party with two addresses is named', () => {
    const heads = 'First Name,Last Name,E-mail Address,E-mail Display Name,E-mail 2 Address';
    const csv = `${heads}\nPeter,Hansen,p@x.dk,"Peter Hansen (p@x.dk)",\nOle,Jensen,o@x.dk,,ole@y.dk`;
    expect(readAddressList(csv).parties).toMatchObject([{ name: 'Peter Hansen', email: 'p@x.dk' }]);
    expect(faultsIn(csv)).toEqual([{ line: 3, fault: 'two-addresses', what: 'ole@y.dk' }]);
  });

  it('names the row whose cell holds two addresses, and says that', () => {
    const faults = faultsIn('Navn;E-mail\nÆldrerådet;a@x.dk, b@y.dk\nHandicaprådet;c@z.dk / d@z.dk');
    expect(faults.map(({ line, fault }) => [line, fault])).toEqual([
      [2, 'two-addresses'],
      [3, 'two-addresses'],
    ]);
  });

  it('says of a space in an address that it is no address, not that it has letters', () => {
    expect(faultsIn('Navn;E-mail\nBo;bo jensen@x.dk')).toMatchObject([{ line: 2, fault: 'bad-address' }]);
  });

  it.each(['Navn;E\u2011mail', 'Navn;E mail', 'Navn;Kontaktmail', 'Navn;Mailadresse/e-mail'])(
    'knows the column of addresses by the head %j',
    (heads) => {
      expect(read(`${heads}\nÆldrerådet;a@x.dk`)).toEqual(['Ældrerådet <a@x.dk>']);
    },
  );

  it.each(['\t', ';', ','])('may have lines out of a mail among its rows, parted by %j', (separator) => {
    const row = ['Ældrerådet', 'a@x.dk'].join(separator);
    const mixed = `${['Navn', 'E-mail'].join(separator)}\n${row}\n"Holm, Mia" <mia@x.dk>;\nOle Jensen <o@x.dk>; Per <p@x.dk>`;
    const parties = ['Ældrerådet <a@x.dk>', 'Holm, Mia <mia@x.dk>', 'Ole Jensen <o@x.dk>', 'Per <p@x.dk>'];
    expect(read(mixed)).toEqual(parties);
    expect(read(`${['Navn', 'E-mail'].join(separator)}\n${row}\nHolm, Mia <mia@x.dk>`)).toEqual([
      'Ældrerådet <a@x.dk>',
      'Holm, Mia <mia@x.dk>',
    ]);
  });

  it('needs no heads where one column has the addresses; a row without one is named', () => {
    const sheet = 'Ældrerådet\ta@x.dk\tGrenaa\nHandicaprådet\tb@y.dk\tEbeltoft\nIdrætsrådet\t\tRyomgård';
    expect(readAddressList(sheet).parties.map(({ name }) => name)).toEqual(['Ældrerådet', 'Handicaprådet']);
    expect(faultsIn(sheet)).toMatchObject([{ line: 3, fault: 'no-address' }]);
  });

  it('may have cells of several lines, a head alone, numbers, and a first line about its separator', () => {
    expect(read('"Ældre\nrådet"\ta@x.dk\nBo\tb@x.dk')).toEqual(['Ældre rådet <a@x.dk>', 'Bo <b@x.dk>']);
    expect(read('E-mail\na@x.dk\nb@x.dk')).toEqual(['a@x.dk', 'b@x.dk']);
    expect(read('1. Ældrerådet a@x.dk\n2. Bo b@x.dk')).toEqual(['Ældrerådet <a@x.dk>', 'Bo <b@x.dk>']);
    expect(read('sep=;\nFornavn;Efternavn;Mail\nMia;Holm;m@x.dk')).toEqual(['Mia Holm <m@x.dk>']);
  });
});

const word = fc.stringMatching(/^[A-ZÆØÅ][a-zæøå]{1,8}$/);
const address = fc
  .tuple(fc.stringMatching(/^[a-z]{1,6}(?:[.'+_-][a-z]{1,6})?$/), fc.stringMatching(/^[a-zæøå]{2,8}\.(?:dk|com)$/))
  .map(([mailbox, domain]) => `${mailbox}@${domain}`);
const party = fc.record({ last: word, first: word, address });
type Party = { last: string; first: string; address: string };
const STYLES: readonly ((party: Party) => string)[] = [
  ({ address: alone }) => alone,
  ({ last, first, address: to }) => `"${last}, ${first}" <${to}>`,
  ({ last, first, address: to }) => `${last}, ${first} <${to}>`,
  ({ first, address: to }) => `'${first}' <mailto:${to}>`,
  ({ address: to }) => `'${to}' <${to}>`,
];

describe('any list of parties', () => {
  it('has everybody once, however each is written and whatever is between them', () => {
    const parts = fc.array(fc.tuple(party, fc.constantFrom(...STYLES), fc.constantFrom('; ', ';', '\n', '\r\n')), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(parts, (list) => {
        const text = list.map(([one, style, end]) => `${style(one)}${end}`).join('');
        const { parties, faults } = readAddressList(text);
        expect(faults).toEqual([]);
        const expected = new Set(list.map(([one]) => readAddressList(one.address).parties[0]?.email));
        expect(new Set(parties.map(({ email }) => email))).toEqual(expected);
        expect(parties).toHaveLength(expected.size);
      }),
      { numRuns: 300 },
    );
  });
});
