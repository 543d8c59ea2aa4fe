/** What a reader will miss in a PDF, by what is known of it. Pure. */
import type { PdfFacts } from './facts.ts';
import type { Note } from './note.ts';

export function remarksOn({ pages, textPages, tagged }: PdfFacts): Note[] {
  if (textPages === 0) return [{ rule: 'no-text', details: {} }];
  const silent = pages - textPages;
  return [
    ...(silent > 0 ? [{ rule: 'pages-without-text', details: { count: silent } }] : []),
    ...(tagged ? [] : [{ rule: 'not-tagged', details: {} }]),
  ];
}
