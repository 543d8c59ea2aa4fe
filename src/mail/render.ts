/** Turns a template and its checked props into a mail's subject, plain text and HTML. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { MAIL_TEMPLATES, type MailProps, type MailTemplate } from './templates.ts';

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

type Template = (context: Record<string, unknown>) => string;
type Room = 'html' | 'text' | 'subject';

const FOLDER = join(import.meta.dirname, '../../templates/mail');
const DEFAULT_SENDER = 'Sagsgang';
// `allowCallsToHelperMissing` and prototype access stay at their safe default; these only say so where it is read.
const SAFE_AT_RUN_TIME = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };

/**
 * A Handlebars of its own per kind of output: HTML is escaped, text and subjects are not, and a partial can never be used in
 * the wrong one. Strict: a name that is missing from the props throws instead of rendering as nothing.
 */
function loadRoom(room: Room): Map<string, Template> {
  const engine = Handlebars.create();
  for (const helper of ['lookup', 'log', 'with']) engine.unregisterHelper(helper);
  const templates = new Map<string, Template>();
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(`.${room}.hbs`))) {
    const template = engine.compile<Record<string, unknown>>(readFileSync(join(FOLDER, file), 'utf8'), {
      strict: true,
      knownHelpersOnly: true,
      preventIndent: true,
      noEscape: room !== 'html',
    });
    engine.registerPartial(file.slice(0, -'.hbs'.length), template);
    templates.set(file.slice(0, -`.${room}.hbs`.length), (context) => template(context, SAFE_AT_RUN_TIME));
  }
  return templates;
}

let rooms: Record<Room, Map<string, Template>> | undefined;
const loadedRooms = () => {
  rooms ??= { html: loadRoom('html'), text: loadRoom('text'), subject: loadRoom('subject') };
  return rooms;
};

/** An empty line between paragraphs is enough, whatever the template's conditions left behind. */
const tidyText = (text: string): string =>
  `${text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;

/**
 * Renders one mail.
 * @param name which template, @param props what it needs (see MAIL_TEMPLATES), @param sender the municipality's name, as
 *   people know it; it is printed above and below the text
 * @returns subject (one line), plain text and HTML that say the same
 * @throws ZodError when a prop is missing, unknown or malformed; nothing is rendered then
 */
export function renderMail<Name extends MailTemplate>(
  name: Name,
  props: MailProps<Name>,
  sender: string = DEFAULT_SENDER,
): RenderedMail {
  const checked: Record<string, unknown> = MAIL_TEMPLATES[name].parse(props);
  const context = { ...checked, isOpen: checked.openness === 'open', sender };
  const fill = (room: Room): string => {
    const template = loadedRooms()[room].get(name);
    if (template === undefined) throw new Error(`the mail ${name} has no ${room} template`);
    return template(context);
  };
  return { subject: fill('subject').trim(), text: tidyText(fill('text')), html: fill('html') };
}
