import { describe, expect, it } from 'vitest';
import { MAX_IMPORT_LINES } from '#src/importer/decode-text.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { AGENDA_LINES, AGENDA_PLACES } from './agenda-lines.ts';
import { growth } from './growth.ts';

/**
 * Linear is 4, the square 16. What this reader makes of a text takes some hundred bytes a line, and the collector's share grows with it:
 * a heading of a decision takes 28 µs each of 15,000 and 41 µs each of 100,000.
 */
const MOST = 7;

/** What stands around the lines. */
const FRAME = 30;

describe.each(Object.entries(AGENDA_PLACES))('A text of as many lines as may be imported, %s', (_, place) => {
  it.each(Object.entries(AGENDA_LINES))('each %s, is read in a time that grows with its length', (_, line) => {
    // A form feed ends a line, too.
    const each = line.split(/[\n\f]/).length;
    const times = growth((MAX_IMPORT_LINES - FRAME) / each, (count) => {
      const bytes = Buffer.from(place(`${line}\n`.repeat(count)));
      return () => readAgenda(bytes);
    });
    expect(times).toBeLessThanOrEqual(MOST);
  });
});
