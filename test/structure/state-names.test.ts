/** Outside machines/ nobody spells a state's name: pages, queries and commands ask for its tags and meta (machines/states.ts). */
import { describe, expect, it } from 'vitest';
import { type MachineName, machines } from '#machines/run.ts';
import { statesOf } from '#machines/states.ts';
import { type Source, sourcesUnder, withoutComments } from './sources.ts';

const names = (Object.keys(machines) as MachineName[]).map(statesOf);
const all = [...new Set(names.flat())];
const any = (states: readonly string[]) => `(?:${states.map((state) => state.replaceAll('.', '\\.')).join('|')})`;
const STATE = any(all);

/** Names that also mean something else: the openness of a text, the phase of an agenda's part, a kind of document, an answer. */
const HOMONYMS = ['draft', 'signature', 'frozen', 'dispatched', 'signed', 'signing', 'open', 'closed'];
const UNMISTAKABLE = any(all.filter((state) => !HOMONYMS.includes(state)));

const SPELLED = [
  // Names that mean nothing else, and every path into a state within a state.
  new RegExp(`['"\`]${UNMISTAKABLE}['"\`]`, 'g'),
  /['"`/]\^?travelling\b/g,
  // All others where a state is compared, looked for or told apart.
  new RegExp(`\\b(?:\\w*[sS]tate(?:After)?|value|to|from)\\s*(?:===|!==|:)\\s*['"\`]${STATE}['"\`]`, 'g'),
  ...names.map((states) => new RegExp(`\\[\\s*(?:['"\`]${any(states)}['"\`]\\s*,?\\s*){2,}\\]`, 'g')),
  // A table with three or more states of one machine in a row.
  ...names.map((states) => new RegExp(`(?:\\n\\s*['"]?${any(states)}['"]?: [^\\n]*){3,}`, 'g')),
];

/** Where the word is another thing's name, with that thing. */
const OTHERWISE: Record<string, { of: string; words: RegExp }> = {
  'src/queries/item-holder.ts': { of: 'who has an item', words: /'withdrawn'/ },
  'src/http/pages/editor/draft-from-fields.ts': { of: 'openness', words: /'open', 'closed'/ },
  'src/queue/queues.ts': { of: 'a job of BullMQ', words: /'completed'/ },
  'src/queue/run-worker.ts': { of: 'a job of BullMQ', words: /'completed'/ },
  'src/queries/queue-figures.ts': { of: 'jobs of BullMQ', words: /'completed'/ },
};
/** How far a delivery has come: open, done, void or failed; the metrics count what is closed. */
const ofDelivery = (text: string) => /^state: '(?:open|closed)'$/.test(text);

const spelledIn = ({ path, text }: Source): string[] =>
  SPELLED.flatMap((pattern) => withoutComments(text).match(pattern) ?? [])
    .filter((found) => !OTHERWISE[path]?.words.test(found))
    .filter((found) => !(ofDelivery(found) && /deliver/i.test(text)))
    .map((found) => `${path}: ${found.trim()}`);

describe('The names of states', () => {
  it('are spelled nowhere outside machines/', () => {
    expect(sourcesUnder('src', 'workers').flatMap(spelledIn)).toEqual([]);
  });

  it('would be found in a comparison, a query, a list, a path and a table', () => {
    const spelled = [
      "if (head.to === 'draft') return;",
      "const rows = await hearings.find({ state: 'open' });",
      "items.find({ state: 'travelling.organ.waiting' })",
      'items.find({ state: /^travelling\\./ })',
      "state.startsWith('travelling')",
      "const SENT = ['dispatched',\n  'signing',\n  'signed'];",
      "case 'inSession': return true;",
      "const NEXT = {\n  frozen: 'Send',\n  dispatched: 'Begin',\n  signing: 'Sign',\n};",
    ];
    for (const text of spelled) expect(spelledIn({ path: 'src/any.ts', text }), text).not.toEqual([]);
  });

  it('are not mistaken for the other meanings of their words', () => {
    const innocent = [
      "openness === 'closed'",
      "part.phase === 'frozen'",
      "kind: 'signature'",
      "throw notFound('draft');",
    ];
    for (const text of innocent) expect(spelledIn({ path: 'src/any.ts', text }), text).toEqual([]);
  });
});
