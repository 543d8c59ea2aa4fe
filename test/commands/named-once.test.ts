import { describe, expect, it } from 'vitest';
import { assertNamedOnce } from '#src/commands/meeting/named-once.ts';
import { refusalInWords } from '#src/words/words.ts';

const period = { from: '2022-01-01', to: null };
const member = (person: string | null, printedName: string, more: { party?: string; title?: string } = {}) => ({
  ...{ person, printedName, chair: false, ...more },
  ...period,
});
const MEMBERS = [
  member('person-birthe', 'Birthe Lindhardt', { party: 'V' }),
  member('person-lene', 'Lene Mehlsen Thomsen', { title: 'Velfærdsdirektør' }),
  member(null, 'Jens Hansen', { party: 'A' }),
  member(null, 'Jens Hansen', { party: 'V' }),
];
const refused = (present: string[], away: Record<string, string[]> = {}, accounts: string[] = []) => {
  const took = { label: 'Deltagere:', people: present };
  const absences = Object.entries(away).map(([label, people]) => ({ label, people }));
  try {
    assertNamedOnce([took, ...absences], MEMBERS, { ...took, people: accounts });
    return null;
  } catch (error) {
    const { code, details } = error as { code: string; details: { name: string; places: string } };
    return { code, ...details };
  }
};
const twice = (name: string, places: string) => ({ code: 'attendance-once', name, places });

describe('whoever is named in the attendance', () => {
  it('does not both take part and stay away, however the name is written', () => {
    for (const [here, there] of [
      ['Birthe Lindhardt (V)', 'Birthe Lindhardt (V)'],
      ['Birthe Lindhardt', 'Birthe Lindhardt (V)'],
      ['birthe  lindhardt (V)', 'Birthe Lindhardt'],
      ['Velfærdsdirektør Lene Mehlsen Thomsen', 'Lene Mehlsen Thomsen (Velfærdsdirektør)'],
      ['Kim Bruun Nielsen', 'Kim Bruun Nielsen'],
      ['Kim Bruun Nielsen (fra kl. 17)', 'Kim Bruun Nielsen'],
    ] as const) {
      expect(refused([here], { 'Afbud:': [there] }), here).toEqual(twice(there, 'Deltagere: og Afbud:'));
    }
  });

  it('is away for one reason and takes part once', () => {
    expect(refused([], { 'Afbud:': ['Birthe Lindhardt'], 'Fraværende:': ['Birthe Lindhardt (V)'] })).toEqual(
      twice('Birthe Lindhardt (V)', 'Afbud: og Fraværende:'),
    );
    expect(refused(['Kim Nielsen', 'Kim Nielsen'])).toEqual(twice('Kim Nielsen', 'Deltagere:'));
  });

  it('is not printed as away while the account says that they took part', () => {
    expect(refused([], { 'Afbud:': ['Lene Mehlsen Thomsen'] }, ['person-lene'])).toEqual(
      twice('Lene Mehlsen Thomsen', 'Deltagere: og Afbud:'),
    );
  });

  it('may have the name of another who says of which party they are', () => {
    expect(refused(['Jens Hansen (A)'], { 'Afbud:': ['Jens Hansen (V)'] })).toBeNull();
    expect(refused(['Jens Hansen (A)', 'Jens Hansen (V)'], { 'Afbud:': ['Ida Hansen'] }, ['person-birthe'])).toBeNull();
    expect(refused(['Jens Hansen'], { 'Afbud:': ['Jens Hansen (V)'] })).toEqual(
      twice('Jens Hansen (V)', 'Deltagere: og Afbud:'),
    );
  });

  it('is named in the sentence that says so', () => {
    expect(refusalInWords('attendance-once', { name: 'Kim Nielsen', places: 'Deltagere: og Afbud:' })).toContain(
      'Et navn står flere steder: Kim Nielsen under »Deltagere: og Afbud:«.',
    );
  });
});
