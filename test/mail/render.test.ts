import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAILS, type MailProps, type MailTemplate } from '#src/mail/mails.ts';
import { renderMail } from '#src/mail/render.ts';
import { hasWord } from '#src/words/words.ts';
import { closed } from './form-props.ts';
import { FORMS } from './forms.ts';

const names = Object.keys(MAILS) as MailTemplate[];
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
    expect(mail.subject).toMatch(/^\S.{5,140}\S$/);
    expect(mail.html).toMatch(/^<!doctype html>\n<html lang="da"/);
    expect(mail.text + mail.html).not.toMatch(/undefined|\[object|\{\{|\n\n\n\n/);
    expect(mail.text).not.toMatch(/&[a-z#0-9]+;|<[a-z]/i);
  });

  it.each(forms)(
    '$name has no name or text in its subject, and the title where the item is open',
    ({ name, props }) => {
      const { subject } = renderMail(name, props);
      expect(subject).not.toMatch(/Bettina|Andersen|Ole|Sara|Tabellen|482913/);
      if ('openness' in props) expect(subject.includes('Udmøntningsplan 2024-2027')).toBe(props.openness === 'open');
      if ('openness' in props) expect(subject).toContain(`sag ${props.caseNumber}`);
    },
  );

  it('shortens a long title in its subject between words, and has only the title of an item without a number', () => {
    const title = `Høring om ${'lokalplanens bestemmelser '.repeat(20)}`;
    const [request] = FORMS['approval-request'];
    const props = { ...request?.props, title, caseNumber: null } as MailProps<'approval-request'>;
    expect(renderMail('approval-request', props).subject).toMatch(/^Til godkendelse: Høring om .{40,90}\S…$/);
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

  it('goes out also where nothing can be seen of a name: an item must not wait for a mail that cannot be written', () => {
    const mail = renderMail('decided', { ...closed, recipientName: '\u200e\u202e' });
    expect(mail.text).toContain('–');
    expect(() => renderMail('decided', { ...closed, recipientName: '  ' })).toThrow();
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

describe('a mail that an effect asks for', () => {
  it('has a name of its own where an administrator sees the deliveries', () => {
    const planned = names.filter((name) => 'plan' in MAILS[name]);
    expect(planned.length).toBeGreaterThan(20);
    expect(planned.filter((name) => !hasWord('mailTemplates', name))).toEqual([]);
  });
});

describe('the template files', () => {
  const folder = join(import.meta.dirname, '../../templates/mail');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.hbs'));

  it('are one for each mail, named after it', () => {
    expect(files.filter((file) => !file.startsWith('partials')).toSorted()).toEqual(
      names.map((name) => `${name}.hbs`).toSorted(),
    );
  });

  it('put values only between tags or in quoted attributes, and nothing unescaped', () => {
    for (const file of files) {
      const source = readFileSync(join(folder, file), 'utf8');
      expect(source, file).not.toMatch(/\{\{\{|\{\{&/);
      for (const [tag] of source.matchAll(/<[a-z][^>]*>/g)) expect(tag, file).not.toMatch(/=\s*\{\{|<[^"]*\s\{\{/);
    }
  });

  it('load no picture, script or style from elsewhere', () => {
    for (const file of files)
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/<img|<script|<link|@import|url\(/);
  });
});
