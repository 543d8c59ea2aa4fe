import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedPeople } from '#src/dev/demo/people.ts';
import { DEMO_DELEGATIONS, DEMO_OFFICES, DEMO_ORGANS, DEMO_PEOPLE } from '#src/dev/demo/people-data.ts';
import { createDirectory } from '#src/people/directory.ts';
import { personModel } from '#src/people/models.ts';
import { saveClosure } from '#src/people/save-closure.ts';
import { saveDelegation } from '#src/people/save-delegation.ts';
import { saveOffice } from '#src/people/save-office.ts';
import { saveOrgan } from '#src/people/save-organ.ts';
import { savePerson } from '#src/people/save-person.ts';
import { openStore, peopleDeps, refusedAs } from './parts.ts';

let store: Awaited<ReturnType<typeof openStore>>;
let deps: ReturnType<typeof peopleDeps>;
let count = 0;

beforeAll(async () => {
  store = await openStore();
  deps = peopleDeps(store.connection);
});
afterAll(() => store.close());

const anybody = (more: Record<string, unknown> = {}) => {
  count += 1;
  const email = `person${count}@norddjurs.example`;
  return { rev: null, name: `Person ${count}`, email, roles: ['officer'], active: true, ...more };
};
const newPerson = (more: Record<string, unknown> = {}) => savePerson(deps, anybody(more), null);
const holder = (person: string, from: string, to: string | null, kind = 'holder') => ({ person, from, to, kind });

describe('saving a person', () => {
  test('a new person is known at once, and the address is kept in lower case', async () => {
    const { id } = await newPerson({ email: ' Rikke.Holm@Norddjurs.Example ' });
    const { people } = await deps.directory.current();
    expect(people.get(id)).toMatchObject({ email: 'rikke.holm@norddjurs.example', rev: 1, active: true });
  });

  test('of two who change the same person, the second is told that it has changed', async () => {
    const saved = await newPerson();
    const change = (title: string) => savePerson(deps, { ...saved, title }, null);
    const outcomes = await Promise.allSettled([change('Chef'), change('Konsulent')]);
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find((one) => one.status === 'rejected')).toMatchObject({ reason: refusedAs('row-changed') });
    expect((await deps.directory.refresh()).people.get(saved.id)?.rev).toBe(2);
  });

  test('one mailbox is one person, also when two are made at the same moment', async () => {
    const twin = () => newPerson({ email: 'same@norddjurs.example' });
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, twin));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of outcomes) {
      if (one.status === 'rejected') expect(one.reason).toEqual(refusedAs('email-in-use'));
    }
    const other = await newPerson();
    await expect(savePerson(deps, { ...other, email: 'same@norddjurs.example' }, null)).rejects.toEqual(
      refusedAs('email-in-use'),
    );
  });

  test('what is not a person is refused by field', async () => {
    await expect(newPerson({ email: 'no address', roles: ['king'] })).rejects.toMatchObject({
      code: 'bad-input',
      details: { issues: [{ path: ['email'] }, { path: ['roles', 0] }] },
    });
    await expect(newPerson({ nickname: 'x' })).rejects.toEqual(refusedAs('bad-input'));
  });

  test('a person nobody knows cannot be changed', async () => {
    await expect(newPerson({ id: 'person-nobody', rev: 1 })).rejects.toEqual(refusedAs('not-found'));
  });

  test('the last admin can neither leave nor lay the role down', async () => {
    const admin = await newPerson({ roles: ['admin'] });
    await expect(savePerson(deps, { ...admin, active: false }, null)).rejects.toEqual(refusedAs('last-admin'));
    await expect(savePerson(deps, { ...admin, roles: ['officer'] }, null)).rejects.toEqual(refusedAs('last-admin'));
    await newPerson({ roles: ['admin'] });
    await expect(savePerson(deps, { ...admin, active: false }, null)).resolves.toMatchObject({ active: false });
  });
});

describe('saving an office', () => {
  test('two holders on one day are refused, one day after the other is not', async () => {
    const [a, b] = [await newPerson(), await newPerson()];
    const save = (...holders: unknown[]) =>
      saveOffice(deps, { rev: null, name: 'Skolechef', superior: null, holders }, null);
    await expect(save(holder(a.id, '2022-01-01', '2023-06-30'), holder(b.id, '2023-06-30', null))).rejects.toEqual(
      refusedAs('office-holders-overlap'),
    );
    await expect(save(holder(a.id, '2022-01-01', null), holder(b.id, '2023-07-01', null))).rejects.toEqual(
      refusedAs('office-holders-overlap'),
    );
    await expect(
      save(
        holder(a.id, '2022-01-01', '2023-06-30'),
        holder(b.id, '2023-07-01', null),
        holder(a.id, '2023-07-01', null, 'deputy'),
        holder(b.id, '2022-01-01', null, 'deputy'),
      ),
    ).resolves.toMatchObject({ rev: 1 });
  });

  test('days that do not exist and periods that run backwards are refused', async () => {
    const { id } = await newPerson();
    const save = (from: string, to: string | null) =>
      saveOffice(deps, { rev: null, name: 'Chef', superior: null, holders: [holder(id, from, to)] }, null);
    await expect(save('2023-02-30', null)).rejects.toEqual(refusedAs('bad-input'));
    await expect(save('2023-02-02', '2023-02-01')).rejects.toEqual(refusedAs('bad-input'));
  });

  test('unknown people, unknown superiors and rings of superiors are refused', async () => {
    const save = (more: Record<string, unknown>) =>
      saveOffice(deps, { rev: null, name: 'Chef', superior: null, holders: [], ...more }, null);
    await expect(save({ holders: [holder('person-ghost', '2023-01-01', null)] })).rejects.toEqual(
      refusedAs('unknown-person'),
    );
    await expect(save({ superior: 'office-ghost' })).rejects.toEqual(refusedAs('unknown-office'));
    const top = await save({});
    const low = await save({ superior: top.id });
    await expect(save({ ...top, superior: low.id })).rejects.toEqual(refusedAs('office-superior-ring'));
    await expect(save({ ...top, superior: top.id })).rejects.toEqual(refusedAs('office-superior-ring'));
  });
});

describe('saving an organ', () => {
  const organ = (more: Record<string, unknown> = {}) => {
    count += 1;
    const names = { abbreviation: `U${count}`, name: `Udvalg ${count}` };
    return {
      rev: null,
      ...names,
      kind: 'committee',
      role: 'recommending',
      signing: 'participants',
      members: [],
      ...more,
    };
  };
  const member = (person: string | null, more: Record<string, unknown> = {}) => ({
    person,
    printedName: 'Navn',
    chair: false,
    from: '2022-01-01',
    to: null,
    ...more,
  });

  test('its members are kept in printed order, those without an account too', async () => {
    const a = await newPerson();
    const members = [
      member(null, { printedName: 'Åse' }),
      member(a.id, { printedName: 'Bo', party: 'A', chair: true }),
    ];
    const saved = await saveOrgan(deps, organ({ members }), null);
    const read = (await createDirectory({ connection: store.connection }).current()).organs.get(saved.id);
    expect(read).toEqual(saved);
    expect(read?.members.map((one) => one.printedName)).toEqual(['Åse', 'Bo']);
  });

  test('an abbreviation means one organ', async () => {
    await saveOrgan(deps, organ({ abbreviation: 'ØK' }), null);
    await expect(saveOrgan(deps, organ({ abbreviation: 'øk' }), null)).rejects.toEqual(
      refusedAs('organ-abbreviation-in-use'),
    );
  });

  test('nobody sits in it twice, and it has one chair at a time', async () => {
    const [a, b] = [await newPerson(), await newPerson()];
    const save = (...members: unknown[]) => saveOrgan(deps, organ({ members }), null);
    await expect(save(member(a.id), member(a.id))).rejects.toEqual(refusedAs('organ-member-twice'));
    await expect(save(member(a.id, { chair: true }), member(b.id, { chair: true }))).rejects.toEqual(
      refusedAs('organ-chairs-overlap'),
    );
    await expect(save(member('person-ghost'))).rejects.toEqual(refusedAs('unknown-person'));
  });

  test('the council signs its protocol', async () => {
    for (const signing of ['nobody', 'chair']) {
      await expect(saveOrgan(deps, organ({ kind: 'council', signing }), null)).rejects.toEqual(
        refusedAs('organ-council-signs'),
      );
    }
    await expect(saveOrgan(deps, organ({ signing: 'chair' }), null)).resolves.toMatchObject({ signing: 'chair' });
  });

  test('the council gets its agenda four hverdage before the meeting or earlier; other organs as they decide', async () => {
    const rule = (days: number | null) => ({ days, policy: 'strict', cutoffTime: null });
    const council = (days: number | null) => saveOrgan(deps, organ({ kind: 'council', dispatch: rule(days) }), null);
    await expect(council(null)).rejects.toEqual(refusedAs('organ-council-dispatch'));
    await expect(council(3)).rejects.toEqual(refusedAs('organ-council-dispatch'));
    await expect(council(5)).resolves.toMatchObject({ dispatch: rule(5) });
    await expect(saveOrgan(deps, organ({ kind: 'council' }), null)).resolves.toMatchObject({ dispatch: rule(4) });
    const committee = await saveOrgan(deps, organ({ dispatch: { ...rule(3), cutoffTime: '12:00' } }), null);
    expect((await deps.directory.refresh()).organs.get(committee.id)).toEqual(committee);
    await expect(saveOrgan(deps, organ(), null)).resolves.toMatchObject({ dispatch: rule(null) });
    await expect(saveOrgan(deps, organ({ dispatch: { ...rule(4), cutoffTime: '25:00' } }), null)).rejects.toEqual(
      refusedAs('bad-input'),
    );
  });
});

describe('saving a closing period', () => {
  test('a year is taken, a longer one and one that ends before it begins are refused and not stored', async () => {
    const given = { rev: null, name: 'Ombygning', from: '2026-01-01', to: '2026-12-31', active: true };
    await saveClosure(deps, given, null);
    for (const [from, to, code] of [
      ['0001-01-01', '9999-12-31', 'closure-too-long'],
      ['2026-01-01', '2027-01-02', 'closure-too-long'],
      ['2026-01-02', '2026-01-01', 'period-backwards'],
    ] as const) {
      await expect(saveClosure(deps, { ...given, from, to }, null)).rejects.toEqual(refusedAs(code));
    }
    const { closures } = await deps.directory.refresh();
    expect(closures.filter(({ name }) => name === 'Ombygning')).toHaveLength(1);
  });
});

describe('saving a delegation', () => {
  test('it is stored as given, ended by an earlier last day, and refused for nobody, for oneself and backwards', async () => {
    const [a, b] = [await newPerson(), await newPerson()];
    const given = {
      rev: null,
      from: { kind: 'person', id: a.id },
      to: b.id,
      scope: { actions: null, offices: null },
      validFrom: '2023-11-01',
      validTo: null,
      reason: 'Barsel',
    };
    const saved = await saveDelegation(deps, given, a.id);
    const read = async () => (await deps.directory.refresh()).delegations.find((one) => one.id === saved.id);
    expect(await read()).toEqual(saved);
    await saveDelegation(deps, { ...saved, validTo: '2023-11-30' }, a.id);
    expect(await read()).toMatchObject({ validTo: '2023-11-30', rev: 2, scope: { actions: null, offices: null } });
    const refused = (more: Record<string, unknown>, code: string) =>
      expect(saveDelegation(deps, { ...given, ...more }, a.id)).rejects.toEqual(refusedAs(code));
    await refused({ to: 'person-ghost' }, 'unknown-person');
    await refused({ to: a.id }, 'delegation-to-self');
    await refused({ validTo: '2023-10-31' }, 'period-backwards');
    await refused({ scope: { actions: null, offices: ['office-ghost'] } }, 'unknown-office');
  });
});

describe('the directory', () => {
  test('costs no read for half a second, answers nothing older than a second, and never waits in between', async () => {
    let elapsed = 0;
    const { id } = await newPerson({ name: 'Før' });
    const directory = createDirectory({ connection: store.connection, elapsed: () => elapsed });
    const name = async () => (await directory.current()).people.get(id)?.name;
    expect(await name()).toBe('Før');
    const held = directory.current();
    await personModel(store.connection).updateOne({ _id: id }, { $set: { name: 'Efter' } });
    elapsed = 500;
    expect(directory.current()).toBe(held);
    // Older than half a second: the held one still answers at once, while the next is read.
    elapsed = 1_000;
    expect(directory.current()).toBe(held);
    elapsed = 1_001;
    expect(await name()).toBe('Efter');
  });

  test('a refresh sees a write that was made before it, even while an older reading is under way', async () => {
    const { id } = await newPerson({ name: 'Før' });
    const directory = createDirectory({ connection: store.connection });
    const older = directory.current();
    await personModel(store.connection).updateOne({ _id: id }, { $set: { name: 'Efter' } });
    expect((await directory.refresh()).people.get(id)?.name).toBe('Efter');
    await older;
    expect((await directory.current()).people.get(id)?.name).toBe('Efter');
  });

  test('a store that does not answer is no empty directory, and the next question tries again', async () => {
    const other = await openStore();
    const directory = createDirectory({ connection: other.connection });
    await other.connection.close();
    await expect(directory.current()).rejects.toThrow();
    await other.connection.openUri(other.uri);
    await expect(directory.current()).resolves.toBeDefined();
    await other.close();
  });

  test('the demo people are stored whole, and seeding again adds nothing', async () => {
    const demo = await openStore();
    const at = new Date('2023-11-01T08:00:00Z');
    const total = DEMO_PEOPLE.length + DEMO_OFFICES.length + DEMO_ORGANS.length + DEMO_DELEGATIONS.length;
    expect(await seedPeople({ connection: demo.connection, at })).toBe(total);
    expect(await seedPeople({ connection: demo.connection, at })).toBe(0);
    const directory = await createDirectory({ connection: demo.connection }).current();
    const plain = (rows: unknown) => JSON.parse(JSON.stringify(rows));
    for (const person of DEMO_PEOPLE) expect(plain(directory.people.get(person.id))).toEqual(plain(person));
    for (const office of DEMO_OFFICES) expect(plain(directory.offices.get(office.id))).toEqual(plain(office));
    for (const organ of DEMO_ORGANS) expect(plain(directory.organs.get(organ.id))).toEqual(plain(organ));
    await demo.close();
  });
});
