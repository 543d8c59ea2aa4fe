/**
 * Reads templates/mail: a file for each mail with its subject, text and HTML as Handlebars' inline partials of these names, and
 * in `partials/` what several of them use, each for text or for HTML.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';

const PARTS = ['subject', 'text', 'html'] as const;
type Part = (typeof PARTS)[number];
type Fill = (context: Record<string, unknown>) => string;
export type MailFile = Record<Part, Fill>;

const FOLDER = join(import.meta.dirname, '../../templates/mail');
// `allowCallsToHelperMissing` and prototype access stay at their safe default; these only say so where it is read.
const SAFE_AT_RUN_TIME = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };

/**
 * Reads and compiles the templates of all mails.
 * @param names the mails there are, @param folder where their files are
 * @returns for each name what fills in its three parts; a filling throws where a name is missing from its context
 * @throws Error naming the file: when a mail has none or a file no mail, when a part is missing or something stands beside them,
 *   and when a part does not compile or uses a partial or helper that there is not
 */
export function readMailFiles<Name extends string>(
  names: readonly Name[],
  folder: string = FOLDER,
): Record<Name, MailFile> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.hbs'));
  const orphan = files.find((file) => !(names as readonly string[]).includes(file.slice(0, -'.hbs'.length)));
  if (orphan !== undefined) throw new Error(`the template ${orphan} belongs to no mail`);
  const partials = join(folder, 'partials');
  const compile = { html: compilerFor('html', partials), text: compilerFor('text', partials) };
  const read = (name: Name): MailFile =>
    naming(`${name}.hbs`, () => {
      const { subject, text, html } = partsOf(readFileSync(join(folder, `${name}.hbs`), 'utf8'));
      return { subject: compile.text(subject), text: compile.text(text), html: compile.html(html) };
    });
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, MailFile>;
}

/** Puts the name of the file before what is wrong with it. */
function naming<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new Error(`the template ${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function partsOf(source: string): Record<Part, hbs.AST.Program> {
  const parts = new Map<string, hbs.AST.Program>();
  for (const statement of Handlebars.parse(source).body) {
    if (isBlank(statement)) continue;
    const [part, program] = inlineOf(statement) ?? ['', undefined];
    const isExpected = PARTS.some((one) => one === part) && !parts.has(part);
    if (program === undefined || !isExpected) throw new Error(`it is not just ${PARTS.join(', ')}`);
    parts.set(part, program);
  }
  const partOf = (part: Part): hbs.AST.Program => {
    const program = parts.get(part);
    if (program === undefined) throw new Error(`it has no ${part}`);
    return program;
  };
  return { subject: partOf('subject'), text: partOf('text'), html: partOf('html') };
}

/** The name and the body of `{{#*inline "name"}}…{{/inline}}`; null for any other statement. */
function inlineOf(statement: hbs.AST.Statement): [string, hbs.AST.Program] | null {
  if (statement.type !== 'DecoratorBlock') return null;
  const { path, params, program } = statement as hbs.AST.DecoratorBlock;
  const [name] = params;
  const isInline = 'original' in path && path.original === 'inline' && name?.type === 'StringLiteral';
  return isInline ? [(name as hbs.AST.StringLiteral).value, program] : null;
}
const isBlank = (statement: hbs.AST.Statement): boolean =>
  statement.type === 'CommentStatement' ||
  (statement.type === 'ContentStatement' && (statement as hbs.AST.ContentStatement).value.trim() === '');

/**
 * A Handlebars of its own for each kind of output: HTML is escaped, text and subjects are not, and a partial can never be used in
 * the wrong one. Strict: a name that is missing from the props throws instead of rendering as nothing.
 */
function compilerFor(kind: 'html' | 'text', folder: string) {
  const engine = Handlebars.create();
  for (const helper of ['lookup', 'log', 'with']) engine.unregisterHelper(helper);
  const options: CompileOptions = {
    strict: true,
    knownHelpersOnly: true,
    preventIndent: true,
    noEscape: kind === 'text',
  };
  const endsWith = `.${kind}.hbs`;
  const files = readdirSync(folder).filter((file) => file.endsWith(endsWith));
  const partials = new Set(files.map((file) => file.slice(0, -'.hbs'.length)));
  const compile = (program: hbs.AST.Program) => {
    const unknown = partialsIn(program).find((partial) => !partials.has(partial));
    if (unknown !== undefined) throw new Error(`there is no partial ${unknown}`);
    // Handlebars compiles at the first use only; this finds now what it would not take then.
    engine.precompile(program, options);
    return engine.compile<Record<string, unknown>>(program, options);
  };
  for (const file of files) {
    const partial = naming(file, () => compile(engine.parse(readFileSync(join(folder, file), 'utf8'))));
    engine.registerPartial(file.slice(0, -'.hbs'.length), partial);
  }
  return (program: hbs.AST.Program): Fill => {
    const template = compile(program);
    return (context) => template(context, SAFE_AT_RUN_TIME);
  };
}

/** The partials that a template uses; its own block, which a layout is handed, is none of them. */
function partialsIn(program: hbs.AST.Program): string[] {
  const found: string[] = [];
  const note = ({ name }: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement) => {
    if ('original' in name && name.original !== '@partial-block') found.push(String(name.original));
  };
  const visitor = new Handlebars.Visitor();
  const { PartialStatement, PartialBlockStatement } = visitor;
  visitor.PartialStatement = (statement) => {
    note(statement);
    PartialStatement.call(visitor, statement);
  };
  visitor.PartialBlockStatement = (statement) => {
    note(statement);
    PartialBlockStatement.call(visitor, statement);
  };
  visitor.accept(program);
  return found;
}
