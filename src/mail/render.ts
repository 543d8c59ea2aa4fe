/** Turns a mail's checked props into its subject, plain text and HTML. */
import { itemInSubject } from './item-in-subject.ts';
import { MAILS, type MailProps, type MailTemplate } from './mails.ts';
import { readMailFiles } from './template-files.ts';

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const DEFAULT_SENDER = 'Sagsgang';
/** Read when the process starts, which a faulty template ends. */
const FILES = readMailFiles(Object.keys(MAILS) as MailTemplate[]);

/** An empty line between paragraphs is enough, whatever the template's conditions left behind. */
const tidyText = (text: string): string =>
  `${text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;

/**
 * Renders one mail.
 * @param name which mail, @param props what it needs (see its module in `mails/`), @param sender the municipality's name, as
 *   people know it; it is printed above and below the text
 * @returns subject (one line), plain text and HTML that say the same
 * @throws ZodError when a prop is missing, unknown or malformed; nothing is rendered then
 */
export function renderMail<Name extends MailTemplate>(
  name: Name,
  props: MailProps<Name>,
  sender: string = DEFAULT_SENDER,
): RenderedMail {
  const checked: Record<string, unknown> = MAILS[name].props.parse(props);
  const context = { ...checked, isOpen: checked.openness === 'open', item: itemInSubject(checked), sender };
  const { subject, text, html } = FILES[name];
  return { subject: subject(context).trim(), text: tidyText(text(context)), html: html(context) };
}
