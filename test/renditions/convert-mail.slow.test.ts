/** Mails and calendar files as PDF. */
import { describe, expect, it } from 'vitest';
import { noteSentence } from '#src/words/rendition-words.ts';
import { png } from '../files/make.ts';
import { failureOf, shown } from './converting.ts';

const mail = (...lines: string[]) => Buffer.from(lines.join('\r\n'));
const PARTS = ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x'];

describe('A mail', () => {
  it('is printed with who, when and what, and the files that came with it behind', async () => {
    const made = await shown(
      mail(
        'From: Åse <ase@borger.example>',
        'Subject: =?UTF-8?Q?H=C3=B8ringssvar?=',
        'Date: Wed, 1 Feb 2023 10:00:00 +0100',
        ...PARTS,
        '',
        '--x',
        'Content-Type: text/html; charset=utf-8',
        '',
        '<p>Kære kommune</p><img src="http://127.0.0.1:9/spor.png"><script>alert(1)</script>',
        '--x',
        'Content-Type: text/csv',
        'Content-Disposition: attachment; filename="tal.csv"',
        '',
        'Sted;Antal',
        'Skovby;17',
        '--x',
        'Content-Type: application/zip',
        'Content-Disposition: attachment; filename="setup.exe"',
        '',
        'MZ',
        '--x--',
        '',
      ),
      'eml',
    );
    for (const words of [
      'Høringssvar',
      'ase@borger.example',
      '1. februar 2023 kl. 10.00',
      'Kære kommune',
      'setup.exe (ikke med her)',
    ])
      expect(made.words).toContain(words);
    expect(made.words).toMatch(/Skovby\s+17/);
    expect(made.words).not.toContain('alert');
    expect(made.pages).toBe(2);
    expect(made.notes.map(noteSentence)).toEqual([expect.stringContaining('ikke kunne omdannes til PDF: 1.')]);
  });

  it('says what of it is not printed: files beyond the hundredth by their names, small pictures, and words too deep in its page', async () => {
    const part = (type: string, name: string, ...lines: string[]) => [
      '--x',
      `Content-Type: ${type}`,
      `Content-Disposition: attachment; filename="${name}"`,
      '',
      ...lines,
    ];
    const files = Array.from({ length: 103 }, (_, at) => part('application/x-unknown', `fil-${at + 1}.dat`, 'x'));
    const deep = `${'<div>'.repeat(1_100)}dybt nede${'</div>'.repeat(1_100)}`;
    const made = await shown(
      mail(
        'From: a@b.example',
        'Subject: Mange filer',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=x',
        '',
        '--x',
        'Content-Type: multipart/related; boundary=y',
        '',
        '--y',
        'Content-Type: text/html; charset=utf-8',
        '',
        `<p>Øverst</p><div style="display:none">skjult indledning</div>${deep}<img src="cid:logo">`,
        '--y',
        'Content-Type: image/png',
        'Content-ID: <logo>',
        'Content-Transfer-Encoding: base64',
        '',
        png().toString('base64'),
        '--y--',
        ...files.flat(),
        '--x--',
        '',
      ),
      'eml',
    );
    expect(made.words).toContain('Øverst');
    expect(made.words).not.toContain('skjult indledning');
    expect(made.words).toContain('fil-103.dat (ikke med her)');
    expect(made.notes).toEqual([
      { rule: 'mail-text-cut', details: { count: 1 } },
      { rule: 'mail-logos', details: { count: 1 } },
      { rule: 'attachments-lost', details: { count: 100 } },
      { rule: 'attachments-beyond', details: { count: 3, most: 100 } },
    ]);
  });

  it('is printed with the words of all its parts, without what follows a link or a picture', async () => {
    const page =
      '<p>Se <a href="https://www.example.dk/lang?sporing=1">siden</a></p><img src="https://spor.example/p.gif" alt="">';
    const parts = [
      '--x',
      'Content-Type: text/plain',
      '',
      'Ord før',
      '--x',
      'Content-Type: text/html',
      '',
      page,
      '--x--',
      '',
    ];
    const made = await shown(mail('From: a@b.example', 'Subject: Dele', ...PARTS, '', ...parts), 'eml');
    expect(made.words).toContain('Ord før');
    expect(made.words).toMatch(/Se siden/);
    const alone = await shown(mail('From: a@b.example', 'Subject: Side', 'Content-Type: text/html', '', page), 'eml');
    expect(alone.words).toMatch(/Se siden/);
    for (const { words } of [made, alone]) expect(words).not.toMatch(/sporing|spor\.example/);
  });

  it('within a mail is printed, and without end it ends', async () => {
    let nested = mail('From: a@b.example', 'Subject: inderst', '', 'inderste ord');
    for (let depth = 0; depth < 6; depth++) {
      nested = mail(
        `Subject: lag ${depth}`,
        'From: a@b.example',
        ...PARTS.map((line) => line.replace('=x', `=x${depth}`)),
        '',
        `--x${depth}`,
        'Content-Type: text/plain',
        '',
        `ord fra lag ${depth}`,
        `--x${depth}`,
        'Content-Type: application/octet-stream',
        'Content-Disposition: attachment; filename="m.eml"',
        'Content-Transfer-Encoding: base64',
        '',
        nested.toString('base64').replace(/.{76}/g, '$&\r\n'),
        `--x${depth}--`,
        '',
      );
    }
    const made = await shown(nested, 'eml');
    expect(made.words).toContain('ord fra lag 2');
    expect(made.words).not.toContain('inderste ord');
    expect(made.notes).toEqual([{ rule: 'attachments-lost', details: { count: 1 } }]);
  });
});

describe('A calendar file', () => {
  const event = (...lines: string[]) =>
    mail('BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', '');

  it('is printed with what, when and where', async () => {
    const { words } = await shown(
      event(
        'SUMMARY:Borgermøde',
        'DTSTART:20230301T130000Z',
        'DTEND;TZID=Europe/Copenhagen:20230301T160000',
        'LOCATION:Aulaen\\, Skovvej 1',
        'ORGANIZER;CN="Birk, Ane":mailto:ane@kommune.example',
        'DESCRIPTION:Mød op\\nog ta',
        ' g naboen med',
      ),
      'ics',
    );
    for (const part of [
      'Borgermøde',
      '1. marts 2023 kl. 14.00',
      'kl. 16.00',
      'Aulaen, Skovvej 1',
      'Birk, Ane',
      'og tag naboen med',
    ])
      expect(words).toContain(part);
  });

  it('says how often it comes again, how long it takes and what is attached, and nothing of its alarms', async () => {
    const { words, notes } = await shown(
      event(
        'SUMMARY:Udvalgsmøde',
        'DTSTART:20230301T130000Z',
        'DURATION:PT1H30M',
        'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20230630T215959Z',
        'EXDATE:20230315T130000Z,20230329T120000Z',
        'ATTACH:https://sky.example/dagsorden.pdf',
        'BEGIN:VALARM',
        'DESCRIPTION:Husk mødet',
        'END:VALARM',
        'DESCRIPTION:Dagsorden følger',
      ),
      'ics',
    );
    for (const part of [
      '1 time',
      '30 minutter',
      'hver 2. uge (mandag, onsdag) til og med 30. juni 2023',
      '15. marts 2023 kl. 14.00',
    ])
      expect(words).toContain(part);
    expect(words).toContain('Dagsorden følger');
    expect(words).not.toContain('Husk mødet');
    expect(notes).toEqual([{ rule: 'calendar-files', details: { count: 1 } }]);
    expect((await shown(event('SUMMARY:Møde', 'RRULE:FREQ=MONTHLY;BYSETPOS=-1;BYDAY=FR'), 'ics')).words).toContain(
      'BYSETPOS=-1',
    );
  });

  it('without an event is refused', async () => {
    expect(await failureOf(mail('BEGIN:VCALENDAR', 'END:VCALENDAR', ''), 'ics')).toMatchObject({
      rule: 'calendar-empty',
    });
  });
});
