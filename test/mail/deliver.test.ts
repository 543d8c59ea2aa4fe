import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { richTextOf } from '#src/documents/plain-text.ts';
import { openLink } from '#src/links/open-link.ts';
import { type DeliverDeps, type DeliveryReport, deliverMail } from '#src/mail/deliver.ts';
import { createMailer } from '#src/mail/mailer.ts';
import { mailOutcome } from '#src/queue/mail.ts';
import { type Catcher, startCatcher } from './smtp-servers.ts';
import { buildWorld, CHIEF, DIRECTOR, delegationTo, listsOf, PEOPLE, textOf, type World } from './world.ts';

let world: World;
let server: Catcher;
let answer: (address: string) => number | undefined;
let deps: DeliverDeps;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  world = await buildWorld();
  server = await startCatcher({ answer: (address) => answer(address) });
  const log = { info: () => {}, warn: () => {} };
  const mailer = createMailer({ smtpUrl: server.url, from: 'sagsgang@norddjurs.example', log });
  deps = { ...world.parts, mailer, mailDomain: 'norddjurs.example', municipality: 'Norddjurs Kommune' };
  stops.push(world.close, server.stop, () => mailer.close(100));
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});
beforeEach(() => {
  server.mails.length = 0;
  world.people = listsOf();
  answer = () => undefined;
});

const sentTo = (report: DeliveryReport) => ('messages' in report ? report.messages.map(({ to }) => to) : report);
const vacant = listsOf({
  offices: [
    { ...CHIEF, holders: [] },
    { ...DIRECTOR, holders: [] },
  ],
});
const approve = (item: string, version: string, step = 'chief', round = 1) =>
  world.act(item, { type: 'approve', step, round, version, by: { person: 'p', office: null, onBehalfOf: null } });
const whole = () =>
  server.mails.map(({ raw, parsed }) => `${parsed.subject}\n${parsed.text}\n${parsed.html}\n${raw}`).join('\n');

describe('a request to approve', () => {
  it('goes to the holder of the office, with a link of level 2 that opens what was mailed', async () => {
    const { item, version, mail } = await world.submitted();
    const report = await deliverMail(deps, mail);
    expect(report).toEqual({
      messages: [
        {
          messageId: `<${mail.key}.person-bettina@norddjurs.example>`,
          to: 'person-bettina@norddjurs.example',
          template: 'approval-request',
          at: await world.clock.now(),
        },
      ],
      failures: [],
    });
    const { parsed } = server.mails[0] ?? expect.fail('no mail');
    expect(parsed.messageId).toBe(`<${mail.key}.person-bettina@norddjurs.example>`);
    expect(parsed.text).toContain('Udmøntningsplan 2024-2027');
    expect(parsed.text).toContain('Trin i godkendelsen: 1 af 2');
    expect(parsed.text).toContain('går punktet videre til: Kommunaldirektør.');
    const [, rawToken = ''] = /https:\/\/sagsgang\.example\/l\/(\S+)/.exec(parsed.text ?? '') ?? [];
    const { link, status } = await openLink(world.parts, rawToken);
    expect(status).toBe('current');
    expect(link).toMatchObject({ person: 'person-bettina', item, step: 'chief', round: 1, version, level: 2 });
    expect(link.events).toEqual(['approve', 'correct', 'return']);
  });

  it('says the same, link and Message-ID included, when it is sent again', async () => {
    const { mail } = await world.submitted();
    await deliverMail(deps, mail);
    await deliverMail(deps, mail);
    const [first, second] = server.mails.map(({ parsed }) => `${parsed.messageId} ${parsed.text}`);
    expect(second).toBe(first);
  });

  it('says of an item that comes again that it has been changed, and since which version', async () => {
    const { item } = await world.submitted();
    await world.act(item, { type: 'recall' });
    const { mail } = await world.submit(item, textOf({ title: 'Udmøntningsplan, ny udgave' }));
    await deliverMail(deps, mail);
    expect(server.mails[0]?.parsed.text).toContain('hos jer før, i version 1, og er ændret siden');
    const { mail: first } = await world.submitted();
    await deliverMail(deps, first);
    expect(server.mails[1]?.parsed.text).not.toContain('hos jer før');
  });

  it('is sent to the one who holds the office when the mail leaves, not when it was asked for', async () => {
    const { mail } = await world.submitted();
    world.people = listsOf({ offices: [{ ...CHIEF, holders: CHIEF.holders.slice(1) }, DIRECTOR] });
    expect(sentTo(await deliverMail(deps, mail))).toEqual(['person-tove@norddjurs.example']);
    expect(server.mails[0]?.parsed.text).toContain('som stedfortræder for: Økonomichef');
  });

  it('goes to the office above when nobody sits in it, and says why', async () => {
    const { mail } = await world.submitted();
    world.people = listsOf({ offices: [{ ...CHIEF, holders: [] }, DIRECTOR] });
    expect(sentTo(await deliverMail(deps, mail))).toEqual(['person-henrik@norddjurs.example']);
    expect(server.mails[0]?.parsed.text).toContain('fordi ingen varetager stillingen: Økonomichef');
  });

  it('goes to a delegate as well, as a mail of their own with only what was delegated', async () => {
    const { mail } = await world.submitted();
    world.people = listsOf({ delegations: [delegationTo(PEOPLE.delegate, ['approve'])] });
    const report = await deliverMail(deps, mail);
    expect(sentTo(report)).toEqual(['person-bettina@norddjurs.example', 'person-dorte@norddjurs.example']);
    expect(server.mails.map(({ recipients }) => recipients.length)).toEqual([1, 1]);
    expect(new Set(server.mails.map(({ parsed }) => parsed.messageId)).size).toBe(2);
    const [, rawToken = ''] = /\/l\/(\S+)/.exec(server.mails[1]?.parsed.text ?? '') ?? [];
    expect((await openLink(world.parts, rawToken)).link.events).toEqual(['approve']);
  });

  it('says after each mail whether others follow, of which a crash would forget that it has gone out', async () => {
    const { mail } = await world.submitted();
    world.people = listsOf({ delegations: [delegationTo(PEOPLE.delegate, ['approve'])] });
    const sent: [string, boolean][] = [];
    await deliverMail(deps, mail, [], async ({ to }, othersFollow) => void sent.push([to, othersFollow]));
    expect(sent).toEqual([
      ['person-bettina@norddjurs.example', true],
      ['person-dorte@norddjurs.example', false],
    ]);
  });

  it('is planned together with forty others from few requests, each about its own item', async () => {
    const items = await Promise.all(
      Array.from({ length: 40 }, (_, n) => world.submitted(textOf({ title: `Udmøntningsplan nummer ${n}.` }))),
    );
    await Promise.all(items.map(({ mail }) => deliverMail(deps, mail)));
    const texts = new Map(server.mails.map(({ parsed }) => [parsed.messageId, parsed.text ?? '']));
    for (const [n, { mail }] of items.entries()) {
      expect(texts.get(`<${mail.key}.person-bettina@norddjurs.example>`)).toContain(`Udmøntningsplan nummer ${n}.`);
    }
  });

  it('tells the secretariat when there is nobody at all: an item never waits silently', async () => {
    const { item, mail } = await world.submitted();
    world.people = vacant;
    expect(sentTo(await deliverMail(deps, mail))).toEqual(['person-sara@norddjurs.example']);
    const text = server.mails[0]?.parsed.text ?? '';
    expect(text).toContain('Ubesat stilling: Økonomichef');
    expect(text).toContain(`https://sagsgang.example/punkter/${item}`);
    expect(text).not.toContain('/l/');
  });

  it('is a failure for the admin when there is not even a secretariat', async () => {
    const { mail } = await world.submitted();
    world.people = listsOf({ people: [PEOPLE.officer], offices: [] });
    const report = await deliverMail(deps, mail);
    expect(report).toMatchObject({ messages: [], failures: [{ error: { code: 'NO-RECIPIENT' } }] });
  });

  it('is not sent once the step is passed, the item is sent back, or the text has changed', async () => {
    const passed = await world.submitted();
    await approve(passed.item, passed.version);
    expect(await deliverMail(deps, passed.mail)).toEqual({ void: 'not-asked-any-more' });

    const recalled = await world.submitted();
    await world.act(recalled.item, { type: 'recall' });
    expect(await deliverMail(deps, recalled.mail)).toEqual({ void: 'not-asked-any-more' });

    const again = await world.submit(recalled.item, textOf());
    expect(await deliverMail(deps, recalled.mail)).toEqual({ void: 'not-asked-any-more' });
    expect(sentTo(await deliverMail(deps, again.mail))).toEqual(['person-bettina@norddjurs.example']);
    expect(server.mails).toHaveLength(1);
  });
});

describe('a mail about a closed item', () => {
  const closed = textOf({ openness: 'closed', title: 'Salg af Strandvej 7', caseNumber: '23/777' });
  const leaks = /Strandvej|Salg af|Hemmelig|planen godkendes|Ole Mortensen har|Grund:/;

  it('has the case number and the link, and nothing of the item, in every kind of mail', async () => {
    const { item, version, mail } = await world.submitted(closed);
    await deliverMail(deps, mail);
    world.people = vacant;
    await deliverMail(deps, mail);
    world.people = listsOf();
    const reason = await world.contents.put({ kind: 'reason', text: 'Grund: Strandvej 7 er solgt' });
    const by = { person: PEOPLE.chief.id, office: CHIEF.id, onBehalfOf: null };
    const back = await world.act(item, { type: 'return', step: 'chief', round: 1, version, reason, by }, PEOPLE.chief);
    await deliverMail(deps, back.mail);
    expect(server.mails).toHaveLength(3);
    for (const { parsed } of server.mails) expect(`${parsed.subject} ${parsed.text}`).toContain('23/777');
    expect(whole()).not.toMatch(leaks);
  });

  it('stays closed when only the version that is mailed about was closed, or only the item has become so since', async () => {
    const { item, version } = await world.submitted(textOf({ title: 'Salg af Strandvej 7' }));
    const reason = await world.contents.put({ kind: 'reason', text: 'Grund: skal være lukket' });
    const by = { person: PEOPLE.chief.id, office: CHIEF.id, onBehalfOf: null };
    const back = await world.act(item, { type: 'return', step: 'chief', round: 1, version, reason, by }, PEOPLE.chief);
    const head = await world.reader.item(item);
    const content = await world.reader.content(version);
    if (!head || !content) return expect.fail('no item');
    const openness = 'closed' as const;
    const closedSince = { ...world.reader, item: async () => ({ ...head, context: { ...head.context, openness } }) };
    const closedThen = { ...world.reader, content: async () => ({ ...content, openness }) };
    await deliverMail({ ...deps, reader: closedSince }, back.mail);
    await deliverMail({ ...deps, reader: closedThen }, back.mail);
    expect(server.mails).toHaveLength(2);
    expect(whole()).not.toMatch(leaks);
  });
});

describe('the officer', () => {
  const returned = async () => {
    const { item, version } = await world.submitted();
    const reason = await world.contents.put({ kind: 'reason', text: 'Tabellen mangler.\nSe side 2.' });
    const by = { person: PEOPLE.chief.id, office: CHIEF.id, onBehalfOf: null };
    const event = { type: 'return', step: 'chief', round: 1, version, reason, by };
    return { item, ...(await world.act(item, event, PEOPLE.chief, { office: CHIEF.id })) };
  };

  it('is told who sent the item back, in which office and why', async () => {
    const { mail } = await returned();
    expect(sentTo(await deliverMail(deps, mail))).toEqual(['person-ole@norddjurs.example']);
    const text = server.mails[0]?.parsed.text;
    expect(text).toContain('Sendt tilbage af: Bettina Andersen, Økonomichef');
    expect(text).toContain('> Tabellen mangler.\n> Se side 2.');
  });

  it('is not told of a return that a new submission has overtaken', async () => {
    const { item, mail } = await returned();
    await world.submit(item, textOf({ title: 'Udmøntningsplan, rettet' }));
    expect(await deliverMail(deps, mail)).toEqual({ void: 'submitted-again' });
  });

  it('is told what a meeting decided; the secretariat is when the officer has left', async () => {
    const { item, version } = await world.submitted();
    await approve(item, version);
    await approve(item, version, 'director');
    const meeting = `meeting-${item}`;
    await world.act(item, { type: 'list', meeting, organ: 'organ-kb', part: 'agenda' }, PEOPLE.secretary);
    const hash = await world.contents.put({
      kind: 'decision',
      meeting,
      organ: 'organ-kb',
      organName: 'Kommunalbestyrelsen',
      date: '2023-12-12',
      text: richTextOf('Godkendt.'),
      outcomes: [{ clause: null, code: 'approved', effect: 'END' }],
      absences: [],
    });
    const decision = { hash, effect: 'END' };
    const system = { origin: 'system' } as const;
    const { mail } = await world.act(
      item,
      { type: 'meetingEnded', meeting, turn: 1, report: 1, version, decision },
      PEOPLE.officer,
      system,
    );
    expect(sentTo(await deliverMail(deps, mail))).toEqual(['person-ole@norddjurs.example']);
    const text = server.mails[0]?.parsed.text;
    expect(text).toContain('Behandlet i: Kommunalbestyrelsen\nDato: 12. december 2023');
    expect(text).toContain('> Godkendt.');
    world.people = listsOf({ people: [PEOPLE.secretary, { ...PEOPLE.officer, active: false }] });
    expect(sentTo(await deliverMail(deps, mail))).toEqual(['person-sara@norddjurs.example']);
  });
});

describe('when some recipients cannot be reached', () => {
  it('the others get their mail, and another attempt sends only what is missing', async () => {
    const { mail } = await world.submitted();
    world.people = listsOf({ delegations: [delegationTo(PEOPLE.delegate, null)] });
    answer = (address) => (address.startsWith('person-bettina') ? 451 : undefined);
    const noted: string[] = [];
    const first = await deliverMail(deps, mail, [], async ({ to }) => void noted.push(to));
    if ('void' in first) return expect.fail(first.void);
    expect(noted).toEqual(['person-dorte@norddjurs.example']);
    expect(first.failures).toMatchObject([{ to: 'person-bettina@norddjurs.example', error: { kind: 'transient' } }]);
    expect(mailOutcome(first)).toMatchObject({ kind: 'retry', messages: [{ to: 'person-dorte@norddjurs.example' }] });

    answer = () => undefined;
    const second = await deliverMail(deps, mail, first.messages);
    expect(second).toMatchObject({ failures: [] });
    expect(server.mails.flatMap(({ recipients }) => recipients)).toEqual([
      'person-dorte@norddjurs.example',
      'person-bettina@norddjurs.example',
    ]);
  });

  it('an address that does not exist is not tried for ever', async () => {
    const { mail } = await world.submitted();
    answer = () => 550;
    expect(mailOutcome(await deliverMail(deps, mail))).toMatchObject({ kind: 'failed' });
  });
});
