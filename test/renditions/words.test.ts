/** Every failure and every note has its Danish sentence. */
import { describe, expect, it } from 'vitest';
import { failureSentence, noteSentence } from '#src/words/rendition-words.ts';
import words from '../../templates/da.json' with { type: 'json' };
import { sourcesUnder, withoutComments } from '../structure/sources.ts';

const source = sourcesUnder('src/renditions')
  .map(({ text }) => withoutComments(text))
  .join('\n');
const named = (pattern: RegExp): string[] => [...source.matchAll(pattern)].flatMap(([, rule]) => rule ?? []);
const notes: Record<string, string> = words.renditionNotes;
const failures: Record<string, string> = words.renditionFailures;

describe('What is said of a rendition', () => {
  it('has a sentence for every failure, which says what to do', () => {
    const rules = named(/new RenditionFailed\(\s*'([a-z0-9-]+)'/g);
    expect(rules.length).toBeGreaterThan(5);
    expect(rules.filter((rule) => failures[rule] === undefined)).toEqual([]);
    expect(Object.entries(failures).filter(([, text]) => !/\{name\}.*\. .*\.$/.test(text) && !/; /.test(text))).toEqual(
      [],
    );
  });

  it('has a sentence for every note', () => {
    const rules = named(/rule: '([a-z0-9-]+)'/g);
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter((rule) => notes[rule] === undefined)).toEqual([]);
  });

  it('names the file and the numbers', () => {
    const failure = { rule: 'pdf-too-many-pages', details: { pages: 5_000, most: 2_000 } };
    expect(failureSentence(failure, 'Budget.pdf')).toMatch(/^»Budget\.pdf« har 5000 sider; .* højst have 2000\./);
    expect(noteSentence({ rule: 'pdf-repaired', details: {} })).toMatch(/rettet/);
  });
});
