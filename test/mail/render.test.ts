import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderMail } from '#src/mail/render.ts';
import { MAIL_TEMPLATES, type MailProps, type MailTemplate } from '#src/mail/templates.ts';

const link = 'https://sagsgang.example/l/link-1.token';
const open = { openness: 'open', caseNumber: '23/9260', link, title: 'Udmøntningsplan 2024-2027' } as const;
const closed = { openness: 'closed', caseNumber: '23/9261', link } as const;

const reminded = { approverName: 'Bettina Andersen', expires: '5. januar 2024', waited: '2 dage' };
const escalated = { recipientName: 'Sara Sekretær', officeName: 'Økonomichef', waited: '4 dage' };
const meeting = {
  recipientName: 'Ole',
  organName: 'Økonomiudvalget',
  date: 'tirsdag den 5. december 2023',
  shortDate: '05-12-2023',
  link,
};
const heard = { recipientName: 'Ældrerådet', closes: '28. maj' };
const receipt = {
  recipientName: 'Ældrerådet',
  receipt: 7,
  receivedAt: '12. maj kl. 12.00',
  fingerprint: 'abc123',
  files: ['notat.pdf'],
};

/** Every template in each of its forms, with the words that must be found in both bodies. */
const FORMS: { [Name in MailTemplate]: { props: MailProps<Name>; says: string[] }[] } = {
  'sign-in-code': [{ props: { code: '482913', minutes: 10 }, says: ['482913', '10 minutter'] }],
  'signature-code': [{ props: { code: '482913', minutes: 10 }, says: ['482913', '10 minutter', 'underskrive'] }],
  'approval-request': [
    {
      props: {
        ...open,
        approverName: 'Bettina Andersen',
        expires: '5. januar 2024',
        officeName: 'Økonomichef',
        standIn: 'holder',
        officerName: 'Ole Sagsbehandler',
        step: 1,
        steps: 2,
        next: { kind: 'office', name: 'Kommunaldirektør' },
      },
      says: [
        'Bettina Andersen',
        'Udmøntningsplan 2024-2027',
        '23/9260',
        'Økonomichef',
        'Ole Sagsbehandler',
        '1 af 2',
        'Kommunaldirektør',
        '5. januar 2024',
        link,
      ],
    },
    {
      props: { ...closed, approverName: 'Bettina Andersen', expires: '5. januar 2024' },
      says: ['lukket', '23/9261', link],
    },
  ],
  'approval-vacant': [
    {
      props: {
        ...open,
        recipientName: 'Sara Sekretær',
        officeName: 'Kulturchef',
        officerName: 'Ole',
        step: 2,
        steps: 3,
      },
      says: ['Kulturchef', 'Udmøntningsplan 2024-2027', '2 af 3', link],
    },
    {
      props: { ...closed, recipientName: 'Sara Sekretær', officeName: 'Kulturchef' },
      says: ['Kulturchef', '23/9261', link],
    },
  ],
  returned: [
    {
      props: {
        ...open,
        recipientName: 'Ole',
        returnedByName: 'Bettina Andersen',
        returnedBy: 'Bettina Andersen, Økonomichef',
        reason: 'Tabellen mangler.\n\nSe også side 2.',
      },
      says: ['Bettina Andersen, Økonomichef', 'Tabellen mangler.', 'Se også side 2.', link],
    },
    { props: { ...closed, recipientName: 'Ole' }, says: ['lukket', '23/9261', link] },
  ],
  decided: [
    {
      props: {
        ...open,
        recipientName: 'Ole',
        organName: 'Kommunalbestyrelsen',
        date: '12. december 2023',
        outcome: 'Godkendt.',
      },
      says: ['Kommunalbestyrelsen', '12. december 2023', 'Godkendt.', link],
    },
    { props: { ...closed, recipientName: 'Ole' }, says: ['lukket', '23/9261', link] },
  ],
  'approval-reminder': [
    {
      props: { ...open, ...reminded, officeName: 'Økonomichef', officerName: 'Ole' },
      says: ['Udmøntningsplan 2024-2027', '2 dage', 'Økonomichef', '5. januar 2024', link],
    },
    { props: { ...closed, ...reminded }, says: ['lukket', '23/9261', '2 dage', link] },
  ],
  'approval-escalation': [
    {
      props: { ...open, ...escalated, askedNames: 'Bettina Andersen', officerName: 'Ole' },
      says: ['Udmøntningsplan 2024-2027', 'Bettina Andersen', 'Økonomichef', link],
    },
    { props: { ...closed, ...escalated }, says: ['lukket', '23/9261', 'Økonomichef', link] },
  ],
  'agenda-dispatched': [
    {
      props: { ...meeting, startsAt: '15.00', place: 'Rådhuset', count: 7, supplement: false, lateReason: '' },
      says: ['Økonomiudvalget', 'tirsdag den 5. december 2023', '15.00', 'Rådhuset', '7', link],
    },
    {
      props: { ...meeting, startsAt: '15.00', place: null, count: 1, supplement: true, lateReason: 'Sagen haster.' },
      says: ['tillægsdagsorden', 'Sagen haster.', link],
    },
  ],
  'dispatch-soon': [{ props: { ...meeting, sentence: 'Fristen er i dag.' }, says: ['Fristen er i dag.', link] }],
  'dispatch-overdue': [
    { props: { ...meeting, sentence: 'Fristen var i går.' }, says: ['Fristen var i går.', 'begrundes', link] },
  ],
  'signature-request': [{ props: { ...meeting, count: 7 }, says: ['Økonomiudvalget', 'forbehold', link] }],
  'signature-reminder': [{ props: { ...meeting, count: 7 }, says: ['Økonomiudvalget', 'endnu ikke', link] }],
  'signature-overdue': [{ props: { ...meeting, missing: 'Jan Petersen, Ole' }, says: ['Jan Petersen, Ole', link] }],
  'signature-refused': [
    {
      props: { ...meeting, signerName: 'Jan Petersen', reason: 'Referatet er forkert.' },
      says: ['Jan Petersen', 'Referatet er forkert.', link],
    },
  ],
  'protocol-recalled': [
    { props: { ...meeting, reason: 'En beslutning manglede.' }, says: ['En beslutning manglede.'] },
  ],
  'protocol-signed': [{ props: { ...meeting, signed: 5, reserved: 1, refused: 0 }, says: ['5', '1', link] }],
  'hearing-invitation': [
    {
      props: { ...open, ...heard, typeName: 'Lokalplan' },
      says: ['Norddjurs Kommune', 'Udmøntningsplan 2024-2027', 'Lokalplan', '28. maj', link],
    },
    { props: { ...closed, ...heard }, says: ['lukket', '23/9261', '28. maj', link] },
  ],
  'hearing-reminder': [
    { props: { ...open, ...heard }, says: ['Udmøntningsplan 2024-2027', '28. maj', link] },
    { props: { ...closed, ...heard }, says: ['23/9261', '28. maj', link] },
  ],
  'hearing-extended': [
    {
      props: { ...open, ...heard, formerly: '12. maj', reason: 'Bilag kom sent.' },
      says: ['12. maj', '28. maj', 'Bilag kom sent.', link],
    },
    { props: { ...closed, ...heard, formerly: '12. maj', reason: 'Bilag kom sent.' }, says: ['12. maj', link] },
  ],
  'hearing-cancelled': [
    { props: { ...open, recipientName: 'Ældrerådet', reason: 'Sagen er trukket.' }, says: ['Sagen er trukket.'] },
    { props: { ...closed, recipientName: 'Ældrerådet', reason: '' }, says: ['aflyst', '23/9261'] },
  ],
  'hearing-receipt': [
    { props: { ...open, ...receipt, noRemarks: false }, says: ['7', 'kl. 12.00', 'abc123', 'notat.pdf'] },
    { props: { ...closed, ...receipt, files: [], noRemarks: true }, says: ['ingen bemærkninger', '23/9261'] },
  ],
  'hearing-late': [
    { props: { ...open, ...receipt, noRemarks: false, closes: '28. maj' }, says: ['efter fristen', '28. maj', '7'] },
    { props: { ...closed, ...receipt, noRemarks: false, closes: '28. maj' }, says: ['efter fristen', '23/9261'] },
  ],
  'hearing-late-notice': [
    {
      props: { ...open, ...heard, receipt: 7, receivedAt: '29. maj', senderName: 'Ældrerådet' },
      says: ['Ældrerådet', '29. maj', '28. maj', link],
    },
    { props: { ...closed, ...heard, receipt: 7, receivedAt: '29. maj' }, says: ['23/9261', '29. maj', link] },
  ],
  'hearing-closed': [
    { props: { ...open, recipientName: 'Ole', answers: 4, lateAnswers: 1, missing: 2 }, says: ['4', '1', '2', link] },
    { props: { ...closed, recipientName: 'Ole', answers: 4, lateAnswers: 1, missing: 2 }, says: ['23/9261', link] },
  ],
  'hearing-code': [{ props: { code: '482913', minutes: 10 }, says: ['482913', '10 minutter'] }],
};

const names = Object.keys(MAIL_TEMPLATES) as MailTemplate[];
const forms = names.flatMap((name) => FORMS[name].map((form) => ({ name, ...form })));
const words = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#x3D;', '=')
    .replace(/\s+/g, ' ');

describe('every mail', () => {
  it.each(forms)('$name says in text and in HTML what it has to', ({ name, props, says }) => {
    const mail = renderMail(name, props, 'Norddjurs Kommune');
    for (const said of [...says, 'Norddjurs Kommune']) {
      expect(mail.text).toContain(said);
      expect(words(mail.html)).toContain(said);
    }
    expect(mail.subject).toMatch(/^\S.{5,70}\S$/);
    expect(mail.html).toMatch(/^<!doctype html>\n<html lang="da"/);
    expect(mail.text + mail.html).not.toMatch(/undefined|\[object|\{\{|\n\n\n\n/);
    expect(mail.text).not.toMatch(/&[a-z#0-9]+;|<[a-z]/i);
  });

  it.each(forms)('$name has no name, title or text in its subject', ({ name, props }) => {
    const { subject } = renderMail(name, props);
    expect(subject).not.toMatch(/Bettina|Andersen|Ole|Sara|Udmøntning|Tabellen|482913/);
  });

  it.each(forms)(
    '$name refuses to be rendered when any one of its props is missing, and renders nothing more',
    ({ name, props }) => {
      for (const key of Object.keys(props)) {
        const rest = Object.fromEntries(Object.entries(props).filter(([one]) => one !== key));
        expect(() => renderMail(name, rest as never), `without ${key}`).toThrow();
      }
      expect(() => renderMail(name, { ...props, extra: 1 } as never)).toThrow();
    },
  );

  it('about a closed item has no place for a title or a text at all', () => {
    for (const name of names.filter((one) => one !== 'sign-in-code')) {
      const leaky = { ...closed, ...FORMS[name][1]?.props, title: 'Fortrolig ejendomshandel' };
      expect(() => renderMail(name, leaky as never), name).toThrow();
    }
  });

  it('without a case number still has a subject and says so', () => {
    const mail = renderMail('decided', { ...closed, caseNumber: null, recipientName: 'Ole' });
    expect(mail.subject).toBe('Behandlet på møde: et dagsordenspunkt');
    expect(mail.text).toContain('Sagsnummer: Ikke angivet');
  });
});

describe('words that somebody else has written', () => {
  const [request] = FORMS['approval-request'];
  const withTitle = (title: string) =>
    renderMail('approval-request', { ...request?.props, title } as MailProps<'approval-request'>);

  it('are escaped in HTML and left alone in plain text', () => {
    const mail = withTitle('<script>alert(1)</script> & "Børn\' {{link}}');
    expect(mail.html).not.toContain('<script');
    expect(mail.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Børn&#x27; {{link}}');
    expect(mail.text).toContain('<script>alert(1)</script> & "Børn\' {{link}}');
  });

  it('cannot start a new line, turn the writing direction, or hide in a control character', () => {
    const mail = withTitle('Plan\r\nLæs punktet her:\u2028https://ondt.example \u202egnp.exe\u0000');
    expect(mail.text).toContain('Punkt: Plan Læs punktet her: https://ondt.example gnp.exe\n');
    expect(mail.text + mail.html).not.toMatch(/[\u202e\u2028\0]/);
  });

  it('may be a whole reason, and every line of it is marked as quoted', () => {
    const mail = renderMail('returned', {
      ...FORMS.returned[0]?.props,
      reason: 'Et\n<b>to</b>\n-- \nSagsgang',
    } as MailProps<'returned'>);
    expect(mail.text).toContain('> Et\n> <b>to</b>\n> --\n> Sagsgang\n');
    expect(mail.html).toContain('&lt;b&gt;to&lt;/b&gt;');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'ikke en adresse'])('cannot be the link %s', (bad) => {
    expect(() => renderMail('decided', { ...closed, link: bad, recipientName: 'Ole' })).toThrow();
  });
});

describe('the approver is told in which capacity', () => {
  const [request] = FORMS['approval-request'];
  it.each([
    ['acting', 'som konstitueret'],
    ['deputy', 'som stedfortræder for'],
    ['superior', 'som nærmeste overordnede'],
    ['delegate', 'delegeret til dig'],
  ] as const)('%s', (standIn, said) => {
    const mail = renderMail('approval-request', { ...request?.props, standIn } as MailProps<'approval-request'>);
    expect(mail.text).toContain(said);
    expect(words(mail.html)).toContain(said);
  });
  it.each([
    [{ kind: 'hearing' }, 'sendes punktet i høring.'],
    [{ kind: 'organ-not-chosen' }, 'hvor det skal behandles politisk.'],
    [{ kind: 'organ', name: 'Økonomiudvalget' }, 'går punktet videre til: Økonomiudvalget.'],
  ] as const)('and what happens next: %j', (next, said) => {
    const mail = renderMail('approval-request', { ...request?.props, next } as MailProps<'approval-request'>);
    expect(mail.text).toContain(said);
    expect(words(mail.html)).toContain(said);
  });
});

describe('the template files', () => {
  const folder = join(import.meta.dirname, '../../templates/mail');
  const files = readdirSync(folder);

  it('exist as subject, text and HTML for each mail', () => {
    for (const name of names)
      for (const room of ['subject', 'text', 'html']) expect(files).toContain(`${name}.${room}.hbs`);
  });

  it('put values only between tags or in quoted attributes, and nothing unescaped', () => {
    for (const file of files) {
      const source = readFileSync(join(folder, file), 'utf8');
      expect(source, file).not.toMatch(/\{\{\{|\{\{&/);
      if (!file.endsWith('.html.hbs')) continue;
      for (const [tag] of source.matchAll(/<[a-z][^>]*>/g)) expect(tag, file).not.toMatch(/=\s*\{\{|<[^"]*\s\{\{/);
    }
  });

  it('load no picture, script or style from elsewhere', () => {
    for (const file of files)
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/<img|<script|<link|@import|url\(/);
  });
});
