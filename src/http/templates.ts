/** The page templates: a Handlebars of our own that knows few helpers, no prototypes, and throws for a missing name. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { addressInWords } from '#src/addresses/email.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import { type WordList, word } from '#src/words/words.ts';

const FOLDER = join(import.meta.dirname, '../../templates/pages');
const SAFE_AT_RUN_TIME = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
const HELPERS: Record<string, Handlebars.HelperDelegate> = {
  /** `{{#if (eq a b)}}`: two plain values are the same. */
  eq: (left: unknown, right: unknown) => left === right,
  /** `{{word 'states' state}}`: a Danish word from da.json. */
  word: (list: WordList, key: string) => word(list, key),
  /** `{{momentOf at}}`: an ISO instant as people in Denmark write it. */
  momentOf: (at: string) => momentOf(at),
  /** `{{mailAddress email}}`: a mail address with its domain in its own letters. */
  mailAddress: (email: string) => addressInWords(email),
  /** `(concat "text-" item)`: an id or address put together, for a template that is given it. The last argument is Handlebars' own. */
  concat: (...parts: unknown[]) => parts.slice(0, -1).join(''),
  /** `{{> (templateNamed template)}}`: the template that a value names. */
  templateNamed: (template: string) => template,
};

export type Template = (context: Record<string, unknown>) => string;

function load(): Map<string, Template> {
  const engine = Handlebars.create();
  for (const helper of ['lookup', 'log', 'with']) engine.unregisterHelper(helper);
  engine.registerHelper(HELPERS);
  const knownHelpers = Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true]));
  const templates = new Map<string, Template>();
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.hbs'))) {
    const name = file.slice(0, -'.hbs'.length);
    const template = engine.compile<Record<string, unknown>>(readFileSync(join(FOLDER, file), 'utf8'), {
      strict: true,
      knownHelpers,
      knownHelpersOnly: true,
      preventIndent: true,
    });
    engine.registerPartial(name, template);
    templates.set(name, (context) => template(context, SAFE_AT_RUN_TIME));
  }
  return templates;
}

let loaded: Map<string, Template> | undefined;

/** A page template by its file name without the ending. @throws for an unknown name */
export function templateOf(name: string): Template {
  loaded ??= load();
  const template = loaded.get(name);
  if (template === undefined) throw new Error(`There is no page template "${name}".`);
  return template;
}
