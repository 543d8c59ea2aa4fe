import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMailFiles } from '#src/mail/template-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mail-templates-'));
  await mkdir(join(folder, 'partials'));
  await writeFile(join(folder, 'partials/greeting.text.hbs'), 'Kære {{name}}');
});
afterEach(() => rm(folder, { recursive: true }));

const part = (name: string, body: string) => `{{#*inline "${name}"}}\n${body}\n{{/inline}}\n`;
const whole = (text = '{{> greeting.text}}', html = '<p>{{name}}</p>') =>
  `${part('subject', 'Til {{name}}')}\n${part('text', text)}\n${part('html', html)}`;
const reading = async (source: string, names: readonly string[] = ['letter']) => {
  await writeFile(join(folder, 'letter.hbs'), source);
  return readMailFiles(names, folder);
};

describe('the template of a mail', () => {
  it('is one file of a subject, a text and HTML, and only HTML is escaped', async () => {
    const { letter } = await reading(whole());
    const filled = { name: 'A & B' };
    expect(letter?.subject(filled)).toBe('Til A & B\n');
    expect(letter?.text(filled)).toBe('Kære A & B');
    expect(letter?.html(filled)).toBe('<p>A &amp; B</p>\n');
  });

  it('throws for a name that it is not given', async () => {
    const { letter } = await reading(whole());
    expect(() => letter?.html({})).toThrow('"name" not defined');
  });

  it.each([
    ['a part is missing', part('subject', 'Hej') + part('text', 'Hej'), 'letter.hbs: it has no html'],
    ['a part comes twice', whole() + part('text', 'Hej'), 'letter.hbs: it is not just subject, text, html'],
    ['a part has another name', whole() + part('pdf', 'Hej'), 'letter.hbs: it is not just subject, text, html'],
    ['something stands beside the parts', `${whole()}Hej`, 'letter.hbs: it is not just subject, text, html'],
    ['a partial is not there', whole('{{> greting.text}}'), 'letter.hbs: there is no partial greting.text'],
    ['the text uses a partial of HTML', whole('{{> greeting.html}}'), 'letter.hbs: there is no partial greeting.html'],
    [
      'the HTML uses a partial of text',
      whole('Hej', '{{> greeting.text}}'),
      'letter.hbs: there is no partial greeting.text',
    ],
    [
      'a helper is not known',
      whole('{{shout name}}'),
      'letter.hbs: You specified knownHelpersOnly, but used the unknown helper shout',
    ],
    ['a tag is not closed', whole('{{#if name}}Hej'), "letter.hbs: if doesn't match inline"],
  ])('ends the start of the process where %s', async (_, source, message) => {
    await expect(reading(source)).rejects.toThrow(message);
  });

  it('ends the start of the process where a mail has no file or a file no mail', async () => {
    await expect(reading(whole(), ['letter', 'card'])).rejects.toThrow('card.hbs');
    await expect(reading(whole(), [])).rejects.toThrow('letter.hbs belongs to no mail');
  });
});
