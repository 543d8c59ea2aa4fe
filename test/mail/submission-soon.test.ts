/** The mail on the last day on which items may be handed in for a meeting. */
import { beforeEach, describe, expect, it } from 'vitest';
import { factsOf } from '#src/documents/facts.ts';
import { emptyItemContent } from '#src/documents/item-content.ts';
import { type DeliverDeps, deliverMail } from '#src/mail/deliver.ts';
import type { Person } from '#src/people/types.ts';
import { type ItemRow, project } from '#src/store/projections.ts';
import { readHead } from '#src/store/read-stream.ts';
import { catchMails } from './catching.ts';
import type { Catcher } from './smtp-servers.ts';
import { CHIEF, DIRECTOR, listsOf, PEOPLE, PUBLIC_URL, textOf, type World } from './world.ts';

let world: World;
let server: Catcher;
let deps: DeliverDeps;
let counter = 0;

catchMails((catching) => {
  ({ world, server, deps } = catching);
});
beforeEach(async () => {
  world.people = listsOf();
  await world.collections.items.deleteMany({});
  await world.collections.drafts.deleteMany({});
});

/** Eight in the morning of 20 November 2023, when it is ten there. */
const TODAY = '2023-11-20T07:00:00.000Z';
const plan = { type: 'plan', organ: 'organ-kb', date: '2023-11-27', startsAt: '13:00', signing: 'nobody' } as const;

/** A meeting of the council whose last day for items is the one given, and the mail that it asks for then. */
async function warning(dueAt = TODAY, after: object[] = []) {
  counter += 1;
  const meeting = `meeting-${counter}`;
  const deadlines = { submissionSoon: { dueAt, basis: {} } };
  await world.act(meeting, { ...plan, meeting, deadlines }, PEOPLE.secretary, { origin: 'birth' });
  const due = { type: 'submissionSoon', deadline: `${meeting}-submissionSoon-1`, late: false, plan: 1 };
  const { mail } = await world.act(meeting, due, PEOPLE.secretary, { origin: 'system' });
  for (const event of after) await world.act(meeting, event as never, PEOPLE.secretary, { origin: origin(event) });
  return { meeting, mail };
}
const origin = (event: object) => ('turn' in event ? 'system' : 'people');

/** Lists find an item by its row, which the relay writes a moment after the transition. */
async function listed(item: string) {
  const head = (await readHead(world.collections, item)) ?? expect.fail('no item');
  await world.collections.items.deleteOne({ _id: item });
  await world.collections.items.create([project(head).row as ItemRow]);
}
async function travelling(content = textOf()) {
  const { item, version } = await world.submitted(content);
  await listed(item);
  return { item, version };
}
async function draft(owner: Person, title: string, organ = 'organ-kb') {
  counter += 1;
  const item = `item-draft-${counter}`;
  const created = { type: 'create', item, itemType: 'decision', owner: owner.id };
  await world.act(item, created, owner, { origin: 'birth' });
  const content = { ...emptyItemContent('decision'), title };
  const body = { content, plan: [{ kind: 'organ', organ, role: 'deciding' }] };
  const saved = { savedBy: owner.id, savedAt: new Date() };
  await world.collections.drafts.insertOne({ _id: item, rev: 1, body, ...saved });
  return item;
}
/** Approved by its whole ladder: it waits for the council. */
async function approved() {
  const { item, version } = await travelling();
  for (const [step, person, office] of [
    ['chief', PEOPLE.chief, CHIEF],
    ['director', PEOPLE.director, DIRECTOR],
  ] as const) {
    const by = { person: person.id, office: office.id, onBehalfOf: null };
    await world.act(item, { type: 'approve', step, round: 1, version, by }, person, { office: office.id });
  }
  await listed(item);
  return item;
}

const textTo = (person: Person) =>
  server.mails.find(({ parsed }) => JSON.stringify(parsed.to).includes(person.email))?.parsed.text ?? '';
const receivers = async (mail: Awaited<ReturnType<typeof warning>>['mail']) => {
  const report = await deliverMail(deps, mail);
  return 'messages' in report ? report.messages.map(({ to }) => to).toSorted() : report;
};

describe('On the last day for items', () => {
  it('every officer with an item on its way to the organ gets one mail with all of theirs, and the day', async () => {
    const { item } = await travelling();
    const second = await draft(PEOPLE.officer, 'Budget for skolerne');
    const other = await draft(PEOPLE.delegate, '');
    const { mail, meeting } = await warning();
    expect(await receivers(mail)).toEqual([PEOPLE.delegate.email, PEOPLE.officer.email]);
    const text = textTo(PEOPLE.officer);
    expect(text).toContain('skal de indleveres senest mandag den 20. november 2023');
    for (const said of [
      'Udmøntningsplan 2024-2027',
      '23/9260',
      `${PUBLIC_URL}/punkter/${item}`,
      'Budget for skolerne',
      `${PUBLIC_URL}/punkter/${second}`,
      `${PUBLIC_URL}/moeder/${meeting}`,
    ])
      expect(text).toContain(said);
    expect(text).not.toContain(other);
    expect(textTo(PEOPLE.delegate)).toContain('Punkt uden titel');
    expect(textTo(PEOPLE.delegate)).not.toContain('Budget for skolerne');
  });

  it('a closed item is named by its case number alone', async () => {
    await travelling(textOf({ openness: 'closed', title: 'Salg af Strandvej 7' }));
    const { mail } = await warning();
    await deliverMail(deps, mail);
    const { parsed } = server.mails[0] ?? expect.fail('no mail');
    expect(parsed.text).toContain('Lukket punkt');
    expect(parsed.text).toContain('23/9260');
    expect(`${parsed.subject} ${parsed.text} ${parsed.html}`).not.toContain('Strandvej');
  });

  it('an approved item that waits for an agenda counts, and one that an agenda has does not', async () => {
    const item = await approved();
    expect(await receivers((await warning()).mail)).toEqual([PEOPLE.officer.email]);
    const { meeting, mail } = await warning();
    await world.act(item, { type: 'list', meeting, organ: 'organ-kb', part: 'agenda' }, PEOPLE.secretary);
    await listed(item);
    expect(await receivers(mail)).toEqual({ void: 'no-items-on-the-way' });
  });

  it('nobody is mailed about items for another organ, or withdrawn ones', async () => {
    await draft(PEOPLE.officer, 'Til et andet udvalg', 'organ-oek');
    const gone = await draft(PEOPLE.officer, 'Trukket');
    await world.act(gone, { type: 'withdraw', reason: 'a'.repeat(64) });
    expect(await receivers((await warning()).mail)).toEqual({ void: 'no-items-on-the-way' });
  });

  it('a draft that was sent off goes by the route it travels, not by what its draft said', async () => {
    const item = await draft(PEOPLE.officer, 'Uden rådet');
    const content = textOf();
    const version = await world.putText(content);
    const route = [
      { id: 'chief', kind: 'approval', office: CHIEF.id },
      { id: 'oek', kind: 'organ', organ: 'organ-oek', role: 'deciding' },
    ];
    await world.act(item, { type: 'submit', content: factsOf(content, version), route });
    await listed(item);
    expect(await receivers((await warning()).mail)).toEqual({ void: 'no-items-on-the-way' });
  });

  it('the secretariat hears of the items of an officer who has left', async () => {
    await draft(PEOPLE.officer, 'Budget for skolerne');
    const people = Object.values(PEOPLE).map((one) => (one.id === PEOPLE.officer.id ? { ...one, active: false } : one));
    world.people = listsOf({ people });
    expect(await receivers((await warning()).mail)).toEqual([PEOPLE.secretary.email]);
  });

  it('nothing is sent once the agenda is frozen, or when the day is over', async () => {
    await draft(PEOPLE.officer, 'Budget for skolerne');
    const frozen = await warning(TODAY, [
      { type: 'itemListed', item: 'item-x', turn: 1, part: 'agenda' },
      { type: 'freeze', part: 'agenda', pins: [{ item: 'item-x', version: 'a'.repeat(64) }] },
    ]);
    expect(await receivers(frozen.mail)).toEqual({ void: 'agenda-frozen' });
    const late = await warning('2023-11-17T07:00:00.000Z');
    expect(await receivers(late.mail)).toEqual({ void: 'last-day-over' });
    expect(server.mails).toEqual([]);
  });
});
