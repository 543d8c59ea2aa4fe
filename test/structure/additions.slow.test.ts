/**
 * What an addition costs: the production files besides words and templates that know of it. Taken out of a copy of the project, they
 * leave something that compiles, so no other file does.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { writeModuleLists } from '#src/dev/registries/write-module-lists.ts';
import { fileOf, importsOf, ROOT, sourcesUnder, withoutComments } from './sources.ts';

const PRODUCTION = ['machines', 'src', 'workers'];
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

/** What the type check says of a copy without these files; empty where nothing is missed. */
async function missedWithout(files: readonly string[]): Promise<string> {
  const copy = mkdtempSync(join(tmpdir(), 'sagsgang-without-'));
  try {
    for (const name of [...PRODUCTION, 'package.json', 'tsconfig.json', 'templates'])
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    for (const file of files) rmSync(join(copy, file));
    await writeModuleLists(copy);
    const project = join(copy, 'production.json');
    writeFileSync(project, JSON.stringify({ extends: './tsconfig.json', include: PRODUCTION }));
    const checked = await promisify(execFile)(process.execPath, [TSC, '--noEmit', '--project', project]).catch(
      (error: { stdout: string; stderr: string }) => error,
    );
    return checked.stdout + checked.stderr;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

const knowing = (words: RegExp): string[] =>
  sourcesUnder(...PRODUCTION)
    .filter(({ path, text }) => !path.endsWith('.gen.ts') && words.test(withoutComments(text)))
    .map(({ path }) => path)
    .toSorted();

const REVIEW = [
  'machines/agenda-item/parts/review.ts',
  'src/steps/review.ts',
  'src/commands/item/comment.ts',
  'src/deadlines/review-consent.ts',
  'src/mail/mails/review-request.ts',
];
const QUESTIONS = [
  'machines/agenda-item/parts/questions.ts',
  'src/commands/item/ask.ts',
  'src/commands/item/reply.ts',
  'src/mail/mails/question-asked.ts',
  'src/mail/mails/question-answered.ts',
  'src/queries/item-sections/questions.ts',
];

describe('An addition', () => {
  it('of a kind of step is five files (the review), and of a question with its answer six: no other knows of them', async () => {
    expect(await missedWithout([...REVIEW, ...QUESTIONS])).toBe('');
    const files = [REVIEW, QUESTIONS].map((group) =>
      sourcesUnder(...PRODUCTION).filter(({ path }) => group.includes(path)),
    );
    const imports = files.map((group) =>
      group.flatMap((source) => importsOf(source).map((one) => fileOf(source, one))),
    );
    // Nor do the two of each other.
    expect(imports[0]?.filter((file) => QUESTIONS.includes(file ?? ''))).toEqual([]);
    expect(imports[1]?.filter((file) => REVIEW.includes(file ?? ''))).toEqual([]);
  }, 300_000);

  it('of a mail is known to four files: what an editorial change changed', () => {
    expect(knowing(/text-?amended|mailAmendment/i)).toEqual([
      'machines/agenda-item/core/effects.ts',
      'machines/agenda-item/core/transitions.ts',
      'machines/agenda-item/machine.ts',
      'src/mail/mails/text-amended.ts',
    ]);
  });

  it('of a deadline before a meeting with its mail and its setting is known to five: the last day for items', () => {
    expect(knowing(/submission-?soon|items-?on-?the-?way/i)).toEqual([
      'machines/meeting/deadlines.ts',
      'src/deadlines/submission-soon.ts',
      // Officers with items on their way are written to when the meeting is moved, too.
      'src/mail/about-change.ts',
      'src/mail/items-on-the-way.ts',
      'src/mail/mails/submission-soon.ts',
    ]);
  });
});
