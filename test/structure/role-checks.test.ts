/** What a role allows is said in one place. */
import { describe, expect, it } from 'vitest';
import { fileOf, importsOf, sourcesUnder, withoutComments } from './sources.ts';

const src = sourcesUnder('src', 'workers');
const isPolicy = (path: string) => path.startsWith('src/policies/');

describe('Roles', () => {
  it('are looked into by one function', () => {
    const looking = src.filter(({ text }) =>
      /\broles\s*\.\s*(includes|some|every|find|filter)\(/.test(withoutComments(text)),
    );
    expect(looking.map(({ path }) => path)).toEqual(['src/people/has-role.ts']);
  });

  it('are judged by sentences of src/policies, and by the records of people themselves', () => {
    const asking = src.filter((source) =>
      importsOf(source).some((specifier) => fileOf(source, specifier) === 'src/people/has-role.ts'),
    );
    const allowed = ['src/people/add-admin.ts', 'src/people/save-person.ts'];
    expect(asking.map(({ path }) => path).filter((path) => !isPolicy(path) && !allowed.includes(path))).toEqual([]);
  });
});
