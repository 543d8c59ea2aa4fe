import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeText } from '#src/importer/decode-text.ts';
import type { ImportedItem } from '#src/importer/imported.ts';
import { linesOf } from '#src/importer/lines.ts';
import { printedLines, wordsIn } from '#src/importer/printed-words.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { printableItem } from '#src/importer/render-imported.ts';
import { printModel } from '#src/pdf/print-model.ts';
import { printWords } from '#src/pdf/print-words.ts';
import { type MadeUpItem, madeUpAgenda } from './made-up-agendas.ts';
import { FIXTURES } from './texts.ts';

const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(FIXTURES, 'import.schema.json'), 'utf8')));

/** What a reader would say of an item. */
const asMade = (made: MadeUpItem, index: number) => ({
  number: String(index + 1),
  title: made.title,
  caseNumber: made.caseNumber,
  openness: made.closed ? 'closed' : 'open',
  route: made.route,
  sections: made.sections.map(({ heading }) => heading.toLowerCase()),
  clauses: made.clauses,
  decisions: made.decisions.map(({ body, date, away }) => [body, date.split('-').reverse().join('-'), away]),
  bilag: made.bilag.map(({ closed, title, docNo }) => [closed, title, docNo]),
});
const asRead = (item: ImportedItem) => ({
  number: item.number,
  title: item.title,
  caseNumber: item.caseNumber,
  openness: item.openness,
  route: item.route.stops.map(({ body }) => body),
  sections: item.sections.map(({ heading }) => heading?.toLowerCase() ?? null),
  clauses: item.rounds.flatMap(({ recommendation }) => recommendation?.clauses.map(({ raw }) => raw) ?? []),
  decisions: item.rounds
    .flatMap(({ decisions }) => decisions)
    .map(({ body, date, absences }) => [body, date, absences.flatMap(({ people }) => people.map(({ raw }) => raw))]),
  bilag: item.attachments.map(({ openness, title, docNo }) => [openness === 'closed', title, docNo]),
});

const wordsOfItem = ({ printed }: ImportedItem): string =>
  wordsIn(printed.flatMap(({ heading, lines }) => [...(heading === null ? [] : [heading]), ...lines])).join('');
const wordsOfPrint = (item: ImportedItem): string => {
  const { number, document } = printableItem(item);
  return wordsIn([printWords(printModel(document, false), number)]).join('');
};

describe('An agenda that was put together by chance, in whatever layout', () => {
  it('is read as it was meant, and no word of it is lost', () => {
    fc.assert(
      fc.property(madeUpAgenda, ({ items, text }) => {
        const bytes = Buffer.from(text);
        const read = readAgenda(bytes);
        expect(wordsIn(printedLines(read)).join('')).toBe(wordsIn(linesOf(decodeText(bytes))).join(''));
        expect(schema.safeParse(JSON.parse(JSON.stringify(read))).success).toBe(true);
        expect(read.meeting).toMatchObject({ body: 'ØK', date: '2023-11-14', members: [{}, {}, {}], absences: [] });
        expect(read.items.map(asRead)).toEqual(items.map(asMade));
        for (const item of read.items) expect(wordsOfPrint(item)).toBe(wordsOfItem(item));
      }),
      { numRuns: 300 },
    );
  });
});
