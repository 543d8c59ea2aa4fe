import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PublicItemEvent, SystemItemEvent } from '#machines/agenda-item/events.ts';
import { itemRules } from '#machines/agenda-item/rules.ts';
import { PublicHearingEvent, SystemHearingEvent } from '#machines/hearing/events.ts';
import { hearingRules } from '#machines/hearing/rules.ts';
import { PublicMeetingEvent, SystemMeetingEvent } from '#machines/meeting/events.ts';
import { meetingRules } from '#machines/meeting/rules.ts';
import { OUTCOME_EFFECTS } from '#machines/primitives.ts';
import type { ItemAction } from '#src/commands/item/item-action.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import { OUTCOME_CODES } from '#src/documents/outcomes.ts';
import { ROLES } from '#src/people/types.ts';
import { POLICY_RULES } from '#src/policies/verdict.ts';
import { formWordsOf, hasSentence, hasWord, type WordList, word } from '#src/words/words.ts';
import words from '../../templates/da.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');

/** Every code that the source refuses with, as it stands there. */
function codesInSource(): string[] {
  const found = new Set<string>();
  const thrown = /(?:new Refusal|notAllowedNow|forbidden|stale)\(\s*'([a-z0-9-]+)'/g;
  for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    for (const [, code] of readFileSync(join(root, 'src', file), 'utf8').matchAll(thrown)) found.add(code ?? '');
  }
  return [...found];
}

describe('whoever is refused is told why, and who can change it', () => {
  it.each([
    ...Object.keys(itemRules),
    ...Object.keys(meetingRules),
    ...Object.keys(hearingRules),
    ...POLICY_RULES,
    ...codesInSource(),
  ])('the rule %s has its sentence', (code) => {
    expect(hasSentence(code)).toBe(true);
  });

  it('in whole sentences', () => {
    for (const [code, { text, lift }] of Object.entries(words.rules)) {
      expect([code, text]).toEqual([code, expect.stringMatching(/^[A-ZÆØÅ].*[.!?]$/)]);
      expect([code, lift]).toEqual([code, expect.stringMatching(/^[A-ZÆØÅ].*[.!?»]$/)]);
    }
  });
});

describe('every word that pages show exists', () => {
  const verbs = (union: { options: { shape: { type: { value: string } } }[] }) =>
    union.options.map(({ shape }) => shape.type.value);
  const publicVerbs = [...verbs(PublicItemEvent as never), ...verbs(PublicMeetingEvent as never)];
  const systemVerbs = [...verbs(SystemItemEvent as never), ...verbs(SystemMeetingEvent as never)];
  const hearingVerbs = [...verbs(PublicHearingEvent as never), ...verbs(SystemHearingEvent as never)];
  const needed: [WordList, readonly string[]][] = [
    ['actions', publicVerbs],
    ['events', ['create', 'plan', ...publicVerbs, ...systemVerbs, ...hearingVerbs]],
    ['outcomes', OUTCOME_CODES],
    ['effects', OUTCOME_EFFECTS],
    ['roles', ROLES],
  ];
  it.each(needed)('of the list %s', (list, keys) => {
    expect(keys.filter((key) => !Object.hasOwn(words[list], key))).toEqual([]);
    for (const key of keys) expect(word(list, key)).not.toBe('');
  });
  const forms = Object.values<ItemAction>(itemActions).flatMap(({ event, page }) =>
    (page.fields ?? []).map(({ name }) => [event, name] as const),
  );
  it.each(forms)('in the form of %s for its field %s', (action, name) => {
    expect(formWordsOf(action).fields?.[name]?.label || hasWord('fields', name)).toBeTruthy();
  });
});
