/** Names that stood for something else: a metaphor, or a word that two things had. Whoever needs one of them again picks another. */
import { describe, expect, it } from 'vitest';
import { sourcesUnder, withoutComments } from './sources.ts';

const OLD = [
  'Wish',
  'wishes',
  'Doorbell',
  'answerDoorbell',
  'Hands',
  'createVisitor',
  'Play',
  'createStory',
  'ItemStory',
  'stateLook',
  'assertSound',
  'SOUND_\\w+',
  'atTheDoor',
  'letIn',
  'hasHeard',
  'foreseen\\w*',
  'Said',
  'waitedFor',
  'thinkTwice',
  'Asked',
  'CommandParts',
  'dehydrate',
  'offersOn',
  'WAYS',
  'ANY_VERSION',
  'dropStrangers',
  'isStoreAway',
  'writeWhole',
  'yesAs',
  'orRefuse',
  'notYours',
  'SignInLimits',
  'Standing',
  'tells?',
  '[tT]old',
  'telling',
];

describe('Names', () => {
  it('say what a thing is: none of the old ones is left', () => {
    const old = new RegExp(`\\b(?:${OLD.join('|')})\\b`);
    const sources = sourcesUnder('machines', 'src', 'workers', 'test').filter(
      ({ path }) => path !== 'test/structure/old-names.test.ts',
    );
    const withoutTexts = (text: string) => withoutComments(text).replace(/'(?:[^'\\\n]|\\.)*'|`[^`]*`/g, '');
    expect(sources.filter(({ text }) => old.test(withoutTexts(text))).map(({ path }) => path)).toEqual([]);
  });
});
