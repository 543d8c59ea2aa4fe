/** The mail to those who have approved a text that was changed since. */
import { describe, expect, it } from 'vitest';
import { factsOf } from '#src/documents/facts.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { type DeliverDeps, deliverMail } from '#src/mail/deliver.ts';
import type { KeyedMailEffect } from '#src/mail/mail.ts';
import { readHead } from '#src/store/read-stream.ts';
import { catchMails } from './catching.ts';
import type { Catcher } from './smtp-servers.ts';
import { CHIEF, DIRECTOR, PEOPLE, PUBLIC_URL, textOf, type World } from './world.ts';

let world: World;
let server: Catcher;
let deps: DeliverDeps;

catchMails((catching) => {
  ({ world, server, deps } = catching);
});

const section = (text: string) => [{ heading: 'Sagsfremstilling', body: richTextOf(text) }];
const first = textOf({ sections: section('Planen koster 2 mio. kr.') });
const approval = (person: string, office: string) => ({ by: { person, office, onBehalfOf: null } });

/** An item that the chief has approved and that waits for the director. */
async function approvedItem(content: ItemContent = first) {
  const { item, version } = await world.submitted(content);
  const event = { type: 'approve', step: 'chief', round: 1, version, ...approval(PEOPLE.chief.id, CHIEF.id) };
  await world.act(item, event, PEOPLE.chief, { office: CHIEF.id });
  return { item, version };
}
async function amendmentOf(item: string): Promise<KeyedMailEffect> {
  const head = await readHead(world.collections, item);
  const mails = head?.effects.filter((effect): effect is KeyedMailEffect => effect.kind === 'mail') ?? [];
  return mails.find(({ params }) => params.template === 'text-amended') ?? expect.fail('nobody is mailed');
}
async function amend(item: string, former: string, content: ItemContent, by = PEOPLE.secretary) {
  const version = await world.putText(content);
  const facts = factsOf(content, version);
  await world.act(item, { type: 'amend', version: former, weight: 'editorial', content: facts }, by);
  return { version, mail: await amendmentOf(item) };
}
const second = textOf({
  title: 'Udmøntningsplan 2024-2028',
  sections: section('Planen koster 3 mio. kr.'),
});

describe('Somebody who has approved a text', () => {
  it('is mailed what an editorial change made of it, with a link to the comparison, and the approval stands', async () => {
    const { item, version } = await approvedItem();
    const { mail } = await amend(item, version, second);
    const report = await deliverMail(deps, mail);
    expect(report).toMatchObject({ messages: [{ to: PEOPLE.chief.email, template: 'text-amended' }], failures: [] });
    const { parsed } = server.mails[0] ?? expect.fail('no mail');
    expect(parsed.text).toContain('Sara Sekretær har rettet i teksten til et punkt, som du har godkendt.');
    expect(parsed.text).toContain('Titel:\n− Udmøntningsplan 2024-2027\n+ Udmøntningsplan 2024-2028\n');
    expect(parsed.text).toContain('Sagsfremstilling:\n− Planen koster 2 mio. kr.\n+ Planen koster 3 mio. kr.\n');
    expect(parsed.text).toContain(`${PUBLIC_URL}/punkter/${item}/version/2?mod=1#aendringer`);
    expect(String(parsed.html)).toMatch(/koster <del [^>]*>2<\/del> mio[\s\S]*koster <ins [^>]*>3<\/ins> mio/);
    expect((await world.reader.item(item))?.context.approvals).toMatchObject([{ round: 1, version }]);
  });

  it('is mailed what has changed in a sub-item, and who takes part in it now', async () => {
    const policy = { id: 'sub-1', title: 'Ældrepolitik', start: '09:00', end: '09:30' };
    const { item, version } = await approvedItem({ ...first, subItems: [policy] });
    const subItems = [
      { ...policy, end: '09:45', participants: ['Anna Berg'] },
      { id: 'sub-2', title: 'Budgettet', start: null, end: null },
    ];
    const { mail } = await amend(item, version, { ...first, subItems });
    await deliverMail(deps, mail);
    const { text } = server.mails[0]?.parsed ?? expect.fail('no mail');
    expect(text).toContain('Delpunkt:\n− 09.00-09.30 Ældrepolitik\n+ 09.00-09.45 Ældrepolitik\n');
    expect(text).toContain('Ældrepolitik: deltagere:\n+ Anna Berg\n');
    expect(text).toContain('Delpunkt:\n+ Budgettet\n');
  });

  it('is mailed what the next approver corrected', async () => {
    const { item, version } = await approvedItem();
    const hash = await world.putText(second);
    const by = approval(PEOPLE.director.id, DIRECTOR.id);
    const event = { type: 'correct', step: 'director', round: 1, version, ...by, content: factsOf(second, hash) };
    await world.act(item, event, PEOPLE.director, { office: DIRECTOR.id });
    await deliverMail(deps, await amendmentOf(item));
    expect(server.mails.map(({ recipients }) => recipients)).toEqual([[PEOPLE.chief.email]]);
    expect(server.mails[0]?.parsed.text).toContain('Rettet af: Henrik Voss, Kommunaldirektør');
  });

  it('is mailed all that differs from what they approved when the text is changed twice, and only the last time', async () => {
    const { item, version } = await approvedItem();
    const once = await amend(item, version, second);
    const again = await amend(item, once.version, { ...second, caseNumber: '23/9999' });
    expect(await deliverMail(deps, once.mail)).toEqual({ void: 'changed-again' });
    await deliverMail(deps, again.mail);
    const { text } = server.mails[0]?.parsed ?? expect.fail('no mail');
    expect(text).toContain('− Udmøntningsplan 2024-2027');
    expect(text).toContain('Sagsnummer:\n− 23/9260\n+ 23/9999\n');
    expect(text).toContain('/version/3?mod=1#aendringer');
  });

  it('is not mailed their own change', async () => {
    const { item, version } = await approvedItem();
    const { mail } = await amend(item, version, second, PEOPLE.chief);
    expect(await deliverMail(deps, mail)).toEqual({ void: 'nobody-else' });
  });

  it('is not mailed once the item is a draft again, is withdrawn, or was approved in vain', async () => {
    const reason = await world.contents.put({ kind: 'reason', text: 'Ikke klar' });
    const back = await approvedItem();
    const amended = await amend(back.item, back.version, second);
    const by = approval(PEOPLE.director.id, DIRECTOR.id);
    const event = { type: 'return', step: 'director', round: 1, version: amended.version, reason, ...by };
    await world.act(back.item, event, PEOPLE.director, { office: DIRECTOR.id });
    expect(await deliverMail(deps, amended.mail)).toEqual({ void: 'approval-over' });
    await world.submit(back.item, second);
    expect(await deliverMail(deps, amended.mail)).toEqual({ void: 'approval-over' });

    const withdrawn = await approvedItem();
    const { mail } = await amend(withdrawn.item, withdrawn.version, second);
    await world.act(withdrawn.item, { type: 'withdraw', reason });
    expect(await deliverMail(deps, mail)).toEqual({ void: 'approval-over' });
  });

  it('is mailed a case number and a link, and no word of the text, where the item is closed', async () => {
    const closed = { ...first, openness: 'closed' as const };
    const { item, version } = await approvedItem(closed);
    const { mail } = await amend(item, version, { ...second, openness: 'closed' });
    await deliverMail(deps, mail);
    const { parsed, raw } = server.mails[0] ?? expect.fail('no mail');
    expect(parsed.text).toContain('Sagsnummer: 23/9260');
    expect(parsed.text).toContain(`/punkter/${item}/version/2?mod=1`);
    expect(`${parsed.subject} ${parsed.text} ${parsed.html} ${raw}`).not.toMatch(/Udmøntning|koster|Sara/);
  });

  it('is not mailed the name of a closed attachment in an open item', async () => {
    const bilag = (title: string) => [
      { seq: 1, docId: null, openness: 'closed' as const, title, titlePublic: false, docNo: null, mainDocument: false },
    ];
    const { item, version } = await approvedItem({ ...first, bilag: bilag('Lejekontrakt Strandvej 7') });
    const { mail } = await amend(item, version, { ...first, bilag: bilag('Lejekontrakt Strandvej 9') });
    await deliverMail(deps, mail);
    const { parsed } = server.mails[0] ?? expect.fail('no mail');
    expect(parsed.text).toContain('Ændringen kan ikke vises i en mail.');
    expect(`${parsed.text} ${parsed.html}`).not.toContain('Strandvej');
  });

  it('is mailed the changed part of a long text, and of many changes the first', async () => {
    const long = 'Et langt stykke, som er det samme før og efter. '.repeat(40);
    const rows = (word: string) => Array.from({ length: 50 }, (_, n) => `${word} ${n}.`).join('\n');
    const before = textOf({
      sections: [
        ...section(`${long}Det koster 2 mio. kr. ${long}`),
        { heading: 'Bilagsliste', body: richTextOf(rows('Før')) },
      ],
    });
    const after = textOf({
      sections: [
        ...section(`${long}Det koster 3 mio. kr. ${long}`),
        { heading: 'Bilagsliste', body: richTextOf(rows('Nu')) },
      ],
    });
    const { item, version } = await approvedItem(before);
    const { mail } = await amend(item, version, after);
    await deliverMail(deps, mail);
    const text = server.mails[0]?.parsed.text ?? '';
    expect(text).toMatch(/\n− … .{60,100}Det koster 2 mio\. kr\. .{60,100} …\n\+ … .{60,100}Det koster 3 mio/);
    expect(text).toContain('Der er 11 ændringer mere.');
  });
});
