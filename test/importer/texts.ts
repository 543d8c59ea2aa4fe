/** All texts that the importer is tried on: the published ones, and invented ones in every dress that a text file may have. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
const textsIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(FIXTURES, folder))
      .filter((name) => name.endsWith('.txt'))
      .map((name) => [name.replace(/\.txt$/, ''), readFileSync(join(FIXTURES, folder, name), 'utf8')]),
  );

export const PUBLISHED = textsIn('seeds');
/** Made up after the customs of the published ones: nobody has published them. */
export const INVENTED = textsIn('invented');
export const invented = (name: string): Buffer => Buffer.from(INVENTED[name] ?? '');

/** The same text as other machines write it. */
export const DRESSES: Record<string, (text: string) => Buffer> = {
  'as it is': (text) => Buffer.from(text),
  'with carriage returns': (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
  'in Windows-1252': (text) =>
    Buffer.from(
      text.replaceAll('•', '\x95').replaceAll('–', '\x96').replaceAll('”', '\x94').replaceAll('’', '\x92'),
      'latin1',
    ),
  'with a byte order mark and no last line end': (text) => Buffer.from(`\ufeff${text.trimEnd()}`),
  'in UTF-16': (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
  'decomposed, with hard spaces': (text) => Buffer.from(text.normalize('NFD').replaceAll(' den ', ' den\u00a0')),
  'with spaces at line ends': (text) => Buffer.from(text.replace(/(?<=\S)\n/g, '   \n')),
};
