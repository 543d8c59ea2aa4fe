import { describe, expect, test } from 'vitest';
import { DEMO_LADDERS, DEMO_OFFICES, DEMO_ORGANS, DEMO_PEOPLE } from '#src/dev/demo/people-data.ts';
import { directoryOf } from '#src/people/directory.ts';
import { localDay } from '#src/people/local-day.ts';
import { capacitiesOf, capacityFor, membersOn, organsOf, whoActsFor } from '#src/people/offices.ts';
import type { Delegation, Holding, Office, Person } from '#src/people/types.ts';

const person = (id: string, active = true): Person => ({
  id,
  name: id,
  email: `${id}@norddjurs.example`,
  roles: ['approver'],
  active,
  rev: 1,
});
const seat = (kind: Holding['kind'], who: string, from = '2022-01-01', to: string | null = null): Holding => ({
  kind,
  person: who,
  from,
  to,
});
const office = (id: string, superior: string | null, ...holders: Holding[]): Office => ({
  id,
  name: id,
  superior,
  holders,
  rev: 1,
});
const people = ['ane', 'bo', 'cas', 'dan', 'eva'].map((id) => person(id));
const noon = (day: string) => new Date(`${day}T12:00:00+01:00`);
const day = noon('2023-11-01');

const delegation = (more: Partial<Delegation>): Delegation => ({
  id: 'delegation-1',
  from: { kind: 'person', id: 'ane' },
  to: 'dan',
  scope: { actions: null, offices: null },
  validFrom: '2023-11-01',
  validTo: '2023-11-10',
  reason: 'Ferie',
  rev: 1,
  ...more,
});

describe('who acts for an office', () => {
  const acting = (...offices: Office[]) => whoActsFor(directoryOf({ people, offices }), 'chief', day);

  test('the holder, however many others there are', () => {
    const holders = [seat('deputy', 'cas'), seat('acting', 'bo'), seat('holder', 'ane')];
    expect(acting(office('chief', null, ...holders))).toEqual({ kind: 'holder', people: ['ane'], delegates: [] });
  });

  test('while the office is vacant, the acting holder', () => {
    expect(acting(office('chief', null, seat('deputy', 'cas'), seat('acting', 'bo')))).toMatchObject({
      kind: 'acting',
      people: ['bo'],
    });
  });

  test('without an acting holder, every deputy', () => {
    expect(acting(office('chief', null, seat('deputy', 'cas'), seat('deputy', 'dan')))).toMatchObject({
      kind: 'deputy',
      people: ['cas', 'dan'],
    });
  });

  test('without anybody, the nearest office above that has somebody, named', () => {
    const offices = [office('chief', 'middle'), office('middle', 'top'), office('top', null, seat('acting', 'eva'))];
    expect(acting(...offices)).toEqual({ kind: 'superior', people: ['eva'], through: 'top', delegates: [] });
  });

  test('nobody, said aloud, when nobody sits anywhere above', () => {
    expect(acting(office('chief', 'top'), office('top', null))).toMatchObject({ kind: 'nobody', people: [] });
    expect(whoActsFor(directoryOf({}), 'unheard-of', day)).toMatchObject({ kind: 'nobody', people: [] });
  });

  test('a ring of superiors ends the search', () => {
    expect(acting(office('chief', 'top'), office('top', 'chief'))).toMatchObject({ kind: 'nobody' });
  });

  test('somebody who is no longer active leaves the office vacant', () => {
    const directory = directoryOf({
      people: [person('ane', false), person('bo')],
      offices: [office('chief', null, seat('holder', 'ane'), seat('deputy', 'bo'))],
    });
    expect(whoActsFor(directory, 'chief', day)).toMatchObject({ kind: 'deputy', people: ['bo'] });
  });

  test('the change of holder falls on midnight in Copenhagen, winter and summer, first and last day included', () => {
    const winter = office(
      'chief',
      null,
      seat('holder', 'ane', '2022-01-01', '2023-12-31'),
      seat('holder', 'bo', '2024-01-01'),
    );
    const inWinter = (at: string) =>
      whoActsFor(directoryOf({ people, offices: [winter] }), 'chief', new Date(at)).people;
    expect(inWinter('2023-12-31T22:59:59.999Z')).toEqual(['ane']);
    expect(inWinter('2023-12-31T23:00:00.000Z')).toEqual(['bo']);
    const summer = office(
      'chief',
      null,
      seat('holder', 'ane', '2022-01-01', '2023-06-30'),
      seat('holder', 'bo', '2023-07-01'),
    );
    const inSummer = (at: string) =>
      whoActsFor(directoryOf({ people, offices: [summer] }), 'chief', new Date(at)).people;
    expect(inSummer('2023-06-30T21:59:59.999Z')).toEqual(['ane']);
    expect(inSummer('2023-06-30T22:00:00.000Z')).toEqual(['bo']);
    expect(localDay(new Date('2024-02-28T23:30:00Z'))).toBe('2024-02-29');
  });
});

describe('which offices somebody may act for', () => {
  const offices = [
    office('chief', 'top', seat('holder', 'ane'), seat('deputy', 'bo')),
    office('vacant', 'chief'),
    office('top', null, seat('holder', 'eva')),
  ];
  const directory = directoryOf({ people, offices });

  test('the holder acts in their own name, also for an office below that has nobody', () => {
    expect(capacitiesOf(directory, 'ane', day)).toEqual([
      { office: 'chief', onBehalfOf: null, why: 'holder', actions: null },
      { office: 'vacant', onBehalfOf: null, why: 'superior', actions: null },
    ]);
  });

  test('the deputy acts on behalf of the holder, and both names are kept', () => {
    expect(capacitiesOf(directory, 'bo', day)).toEqual([
      { office: 'chief', onBehalfOf: 'ane', why: 'deputy', actions: null },
    ]);
  });

  test('a superior does not act for an office that has somebody', () => {
    expect(capacitiesOf(directory, 'eva', day).map((one) => one.office)).toEqual(['top']);
  });

  const delegated = (more: Partial<Delegation>) => directoryOf({ people, offices, delegations: [delegation(more)] });

  test('a delegation gives what the person has, names both, and tells the delegate', () => {
    expect(capacitiesOf(delegated({}), 'dan', day)).toEqual(
      ['chief', 'vacant'].map((id) => ({
        office: id,
        onBehalfOf: 'ane',
        why: 'delegation',
        delegation: 'delegation-1',
        actions: null,
      })),
    );
    expect(whoActsFor(delegated({}), 'chief', day)).toMatchObject({ people: ['ane'], delegates: ['dan'] });
  });

  test('a delegation covers only its offices and its actions', () => {
    const narrow = delegated({ scope: { actions: ['approve'], offices: ['chief'] } });
    const capacities = capacitiesOf(narrow, 'dan', day);
    expect(capacities.map((one) => one.office)).toEqual(['chief']);
    expect(capacityFor(capacities, 'chief', 'approve')).toMatchObject({ onBehalfOf: 'ane' });
    expect(capacityFor(capacities, 'chief', 'return')).toBeNull();
    expect(capacityFor(capacities, 'vacant', 'approve')).toBeNull();
  });

  test('a delegation holds from its first day to its last, in Copenhagen', () => {
    const on = (at: string) => capacitiesOf(delegated({}), 'dan', new Date(at)).length > 0;
    expect([on('2023-10-31T22:59:59Z'), on('2023-10-31T23:00:00Z')]).toEqual([false, true]);
    expect([on('2023-11-10T22:59:59Z'), on('2023-11-10T23:00:00Z')]).toEqual([true, false]);
  });

  test('a delegation cannot be handed on, and says nothing once its giver has left the office', () => {
    const chain = directoryOf({
      people,
      offices,
      delegations: [delegation({}), delegation({ id: 'delegation-2', from: { kind: 'person', id: 'dan' }, to: 'cas' })],
    });
    expect(capacitiesOf(chain, 'cas', day)).toEqual([]);
    const left = [office('chief', null, seat('holder', 'ane', '2022-01-01', '2023-10-31'))];
    expect(capacitiesOf(directoryOf({ people, offices: left, delegations: [delegation({})] }), 'dan', day)).toEqual([]);
  });

  test('an office delegates too, and keeps doing so when it is vacant', () => {
    const from = { kind: 'office', id: 'chief' } as const;
    expect(capacitiesOf(delegated({ from }), 'dan', day)).toMatchObject([{ office: 'chief', onBehalfOf: 'ane' }]);
    const empty = directoryOf({ people, offices: [office('chief', null)], delegations: [delegation({ from })] });
    expect(capacitiesOf(empty, 'dan', day)).toMatchObject([{ office: 'chief', onBehalfOf: null, why: 'delegation' }]);
    expect(whoActsFor(empty, 'chief', day)).toMatchObject({ kind: 'nobody', delegates: ['dan'] });
  });
});

describe('the people of the demo', () => {
  const demo = directoryOf({ people: DEMO_PEOPLE, offices: DEMO_OFFICES, organs: DEMO_ORGANS });

  test('the office of kommunaldirektør is vacant in June 2023 and has an acting holder in November', () => {
    expect(whoActsFor(demo, 'office-kommunaldirektoer', noon('2023-06-07'))).toMatchObject({ kind: 'nobody' });
    expect(whoActsFor(demo, 'office-kommunaldirektoer', noon('2023-11-20'))).toMatchObject({ kind: 'acting' });
  });

  test('every rung of every ladder has somebody in November 2023', () => {
    for (const rung of Object.values(DEMO_LADDERS).flat()) {
      expect(whoActsFor(demo, rung, noon('2023-11-20')).people).not.toEqual([]);
    }
  });

  test('the council has its 27 members in the term, and none after it', () => {
    expect(membersOn(demo, 'organ-kb', '2023-12-12')).toHaveLength(27);
    expect(membersOn(demo, 'organ-kb', '2030-01-01')).toEqual([]);
    expect(organsOf(demo, 'person-niels-basballe', noon('2023-12-12')).map((organ) => organ.abbreviation)).toEqual([
      'KB',
    ]);
  });

  test('the absences of agenda 004 are members of the organs that print them', () => {
    const printed = (organ: string, on: string) => membersOn(demo, organ, on).map((one) => one.printedName);
    expect(printed('organ-kb', '2023-12-12')).toContain('Niels Basballe');
    expect(printed('organ-hu', '2024-02-29')).toEqual(
      expect.arrayContaining(['Anne-Marie Bentzen', 'Marianne Fisker', 'Mia Hedegaard van de Sande']),
    );
  });

  test('whoever the agendas do not name says that they are made up', () => {
    const named = DEMO_PEOPLE.filter((one) => !one.invented).map((one) => one.name);
    expect(named).toEqual([
      'Bettina Andersen',
      'Lene Mehlsen Thomsen',
      'Kim Bruun Nielsen',
      'Anne-Marie Bentzen',
      'Marianne Fisker',
      'Mia Hedegaard van de Sande',
      'Niels Basballe',
    ]);
  });
});
