import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ItemContent } from '#src/documents/item-content.ts';
import { plainText } from '#src/documents/plain-text.ts';
import { PublishedFrame } from '#src/documents/published-frame.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { frameOf } from '#src/importer/render-imported.ts';
import { toItemContent } from '#src/importer/to-item-content.ts';
import { INVENTED, invented, PUBLISHED } from './texts.ts';

describe('What is made of an imported text', () => {
  it.each(Object.entries({ ...PUBLISHED, ...INVENTED }))('%s: every item is a draft that can be stored', (_, text) => {
    for (const item of readAgenda(Buffer.from(text)).items) {
      expect(ItemContent.safeParse(toItemContent(item).content).error).toBeUndefined();
    }
  });

  it("an agenda's head, contents and tail are kept as they were read", () => {
    const frame = frameOf(readAgenda(Buffer.from(PUBLISHED['000'] ?? '')));
    expect(PublishedFrame.safeParse(frame).success).toBe(true);
    expect(frame.contents).toContainEqual({ title: 'Bilagsoversigt.....', page: '10' });
  });

  it('lists stay lists, tables tables, and what came later is a round of its own', () => {
    const { content, treatments, later } = toItemContent(
      readAgenda(Buffer.from(PUBLISHED['004'] ?? '')).items[0] as never,
    );
    expect(content.sections[0]?.body.content.some(({ type }) => type === 'bulletList')).toBe(true);
    expect(treatments.map(({ body, text }) => [body, plainText(text)])).toEqual([
      ['ØK', 'Tiltrådt.'],
      ['KB', 'Godkendt.'],
    ]);
    expect(later).toMatchObject([
      { recommendation: { lead: 'Punktet er til orientering.' }, treatments: [{ body: 'HU' }] },
    ]);
    const [first] = readAgenda(invented('hu-dagsorden')).items;
    expect(toItemContent(first as never).content.sections[0]?.body.content.map(({ type }) => type)).toEqual([
      'paragraph',
      'table',
      'paragraph',
    ]);
  });
});

describe('npm run import -- --out', () => {
  it('two files with one name do not overwrite each other, and a PDF is refused as one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'import-'));
    for (const year of ['2022', '2023']) {
      mkdirSync(join(folder, year));
      writeFileSync(join(folder, year, 'punkt.txt'), `Punkt fra ${year}\n\nÅben sag\n\nSagsgang\n\nDIR\n`);
    }
    writeFileSync(join(folder, 'punkt.pdf'), '%PDF-1.7');
    const app = fileURLToPath(new URL('../../src/app/import.ts', import.meta.url));
    const files = ['2022/punkt.txt', 'punkt.pdf', '2023/punkt.txt'].map((name) => join(folder, name));
    const { stdout, stderr, status } = spawnSync(process.execPath, [app, ...files, '--out', join(folder, 'ud')], {
      encoding: 'utf8',
    });
    expect(readdirSync(join(folder, 'ud')).sort()).toEqual(['punkt-2.pdf', 'punkt.pdf']);
    expect(stdout).toContain('punkt.txt: et punkt før mødet, 1 punkt.');
    expect(stderr).toContain('Den ligner: PDF.');
    expect(status).toBe(1);
  });
});
