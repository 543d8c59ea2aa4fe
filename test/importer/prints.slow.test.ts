/** Whatever lines a text has: what is accepted is printed back. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isRefusal } from '#src/errors.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { renderImported } from '#src/importer/render-imported.ts';
import { closeItemRenderer } from '#src/pdf/render-item.ts';

afterAll(closeItemRenderer);

const printed = (text: string) => renderImported(readAgenda(Buffer.from(text)), new Date(0));

describe('A text is printed', () => {
  it('whatever its lines are and how they follow each other', async () => {
    const characters = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.string({ unit: 'binary', maxLength: 80 }),
    );
    const line = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          '',
          '',
          'Sagsfremstilling',
          'Indstilling',
          'Bilag:',
          'Åben sag',
          'Sagsgang',
          'ØK, KB',
        ),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          'Beslutning i Økonomiudvalget den 12-03-2024',
          'Afbud: Navn Navnesen',
          'Tid\tPunkt',
          '10.00-11.00 Noget',
          'Bilagsoversigt',
          'Lukkede punkter',
          '7\f',
        ),
      },
      {
        weight: 4,
        arbitrary: fc
          .tuple(
            fc.constantFrom('1. ', '2. ', '3) ', '• ', '- ', '\uF0B7 ', 'a\t', 'Punkt 4: ', '1 - Åben ', ''),
            characters,
          )
          .map((parts) => parts.join('')),
      },
      {
        weight: 1,
        arbitrary: characters.chain((unit) => fc.integer({ min: 1, max: 3_000 }).map((times) => unit.repeat(times))),
      },
    );
    const text = fc
      .array(line, { minLength: 1, maxLength: 30 })
      .map((lines) => `1. Titel\n\nÅben sag\n${lines.join('\n')}\n`);
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        try {
          readAgenda(Buffer.from(given));
        } catch (error) {
          // What is not accepted need not be printed.
          fc.pre(!isRefusal(error));
        }
        await expect(printed(given)).resolves.toBeInstanceOf(Uint8Array);
      }),
      { numRuns: 150, interruptAfterTimeLimit: 60_000 },
    );
  }, 180_000);
});
