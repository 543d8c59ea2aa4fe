/** The mails about a question to the officer. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ItemContent } from '#src/documents/item-content.ts';
import { type DeliverDeps, deliverMail } from '#src/mail/deliver.ts';
import { catchMails } from './catching.ts';
import type { Catcher } from './smtp-servers.ts';
import { CHIEF, listsOf, PEOPLE, PUBLIC_URL, textOf, type World } from './world.ts';

let world: World;
let server: Catcher;
let deps: DeliverDeps;

catchMails((catching) => {
  ({ world, server, deps } = catching);
});
beforeEach(() => {
  world.people = listsOf();
});

const words = (text: string) => world.contents.put({ kind: 'reason', text });
const byChief = { by: { person: PEOPLE.chief.id, office: CHIEF.id, onBehalfOf: null } };

/** An item that waits for the chief, who has asked about it. */
async function asked(content: ItemContent = textOf()) {
  const { item, version } = await world.submitted(content);
  const reading = { step: 'chief', round: 1, version, ...byChief };
  const event = { type: 'ask', ...reading, question: await words('Er driften med i de 3 mio.?') };
  const { mail } = await world.act(item, event, PEOPLE.chief, { office: CHIEF.id });
  return { item, reading, mail };
}
async function answered(item: string) {
  const event = { type: 'reply', question: 'question-1', answer: await words('Ja, fra 2025.') };
  return (await world.act(item, event)).mail;
}
const onlyMail = () => server.mails[0] ?? expect.fail('no mail');

describe('The officer', () => {
  it('is mailed who asks what, with a link to the place to answer', async () => {
    const { item, mail } = await asked();
    const report = await deliverMail(deps, mail);
    expect(report).toMatchObject({
      messages: [{ to: PEOPLE.officer.email, template: 'question-asked' }],
      failures: [],
    });
    const { subject, text, html } = onlyMail().parsed;
    expect(subject).toMatch(/^Spørgsmål til dig: .+ \(sag 23\/9260\)$/);
    expect(text).toContain('Spurgt af: Bettina Andersen, Økonomichef');
    expect(text).toContain('> Er driften med i de 3 mio.?');
    expect(text).toContain(`${PUBLIC_URL}/punkter/${item}#spoergsmaal`);
    expect(String(html)).toContain('Er driften med i de 3 mio.?');
  });

  it('is not mailed once the question is answered, or the item has gone on or come back', async () => {
    const done = await asked();
    await answered(done.item);
    expect(await deliverMail(deps, done.mail)).toEqual({ void: 'question-answered' });

    const passed = await asked();
    await world.act(passed.item, { type: 'approve', ...passed.reading }, PEOPLE.chief, { office: CHIEF.id });
    expect(await deliverMail(deps, passed.mail)).toEqual({ void: 'not-asked-any-more' });

    const back = await asked();
    await world.act(back.item, { type: 'recall' });
    expect(await deliverMail(deps, back.mail)).toEqual({ void: 'not-asked-any-more' });
    expect(server.mails).toEqual([]);
  });

  it('who has left is not mailed: the secretariat is', async () => {
    const { mail } = await asked();
    world.people = listsOf({
      people: Object.values(PEOPLE).map((one) => (one.id === PEOPLE.officer.id ? { ...one, active: false } : one)),
    });
    expect(await deliverMail(deps, mail)).toMatchObject({ messages: [{ to: PEOPLE.secretary.email }] });
  });
});

describe('Whoever asked', () => {
  it('is mailed the answer with the question, and a link back to the item', async () => {
    const { item } = await asked();
    await deliverMail(deps, await answered(item));
    const { parsed, recipients } = onlyMail();
    expect(recipients).toEqual([PEOPLE.chief.email]);
    expect(parsed.subject).toMatch(/^Svar på dit spørgsmål: .+ \(sag 23\/9260\)$/);
    expect(parsed.text).toContain('Ole Mortensen har svaret på dit spørgsmål.');
    expect(parsed.text).toContain('Du spurgte:\n> Er driften med i de 3 mio.?\n\nSvar:\n> Ja, fra 2025.');
    expect(parsed.text).toContain(`${PUBLIC_URL}/punkter/${item}\n`);
  });

  it('is mailed the answer also when the step was passed meanwhile, and not when the item is a draft again', async () => {
    const passed = await asked();
    await world.act(passed.item, { type: 'approve', ...passed.reading }, PEOPLE.chief, { office: CHIEF.id });
    await deliverMail(deps, await answered(passed.item));
    expect(onlyMail().recipients).toEqual([PEOPLE.chief.email]);

    const back = await asked();
    const answer = await answered(back.item);
    await world.act(back.item, { type: 'recall' });
    expect(await deliverMail(deps, answer)).toEqual({ void: 'not-asked-any-more' });
  });
});

it('of a closed item both mails say the case number and a link, and not a word of what was asked or by whom', async () => {
  const { item, mail } = await asked(textOf({ openness: 'closed' }));
  await deliverMail(deps, mail);
  await deliverMail(deps, await answered(item));
  expect(server.mails.map(({ recipients }) => recipients[0])).toEqual([PEOPLE.officer.email, PEOPLE.chief.email]);
  for (const { parsed, raw } of server.mails) {
    expect(parsed.text).toContain('Sagsnummer: 23/9260');
    expect(parsed.text).toContain(`${PUBLIC_URL}/punkter/${item}`);
    expect(`${parsed.subject} ${parsed.text} ${parsed.html} ${raw}`).not.toMatch(/driften|2025|Udmøntning/);
  }
  expect(`${server.mails[0]?.raw}`).not.toContain('Bettina');
  expect(`${server.mails[1]?.raw}`).not.toContain('Ole');
});
