import type { MailSummary, MailWhole } from './mailbox.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem;color:#1a1a1a}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ccc;vertical-align:top}
a{color:#004d99}iframe{width:100%;height:26rem;border:1px solid #767676}pre{white-space:pre-wrap;border:1px solid #767676;padding:1rem}
dt{font-weight:600}dd{margin:0 0 .4rem}li{overflow-wrap:anywhere}`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="da"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
  `<title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;

const danishTime = new Intl.DateTimeFormat('da-DK', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Europe/Copenhagen',
});

/** All mails, newest first. */
export const listPage = (mails: readonly MailSummary[], to: string | null): string => {
  const rows = mails.map(
    (mail) =>
      `<tr><td>${escaped(danishTime.format(new Date(mail.receivedAt)))}</td><td>${escaped(mail.envelope.to.join(', '))}</td>` +
      `<td><a href="/mails/${mail.id}">${escaped(mail.subject || '(uden emne)')}</a></td></tr>`,
  );
  const heading = to === null ? 'Mails' : `Mails til ${to}`;
  const all = to === null ? '' : '<p><a href="/">Vis alle mails</a></p>';
  const table =
    rows.length === 0
      ? '<p>Der er ikke sendt nogen mails endnu.</p>'
      : `<table><thead><tr><th scope="col">Modtaget</th><th scope="col">Til</th><th scope="col">Emne</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return page(
    heading,
    `<h1>${escaped(heading)}</h1><p>Mails, som systemet har sendt. De forlader ikke denne maskine.</p>${all}${table}`,
  );
};

const row = (name: string, value: string): string => `<dt>${name}</dt><dd>${escaped(value)}</dd>`;

/** One mail: its links, its HTML as a reader shows it, and its plain text. */
export const mailPage = (mail: MailWhole): string => {
  const links = mail.links.map((link) => `<li><a href="${escaped(link)}">${escaped(link)}</a></li>`).join('');
  const html =
    mail.html === null
      ? ''
      : `<h2>Som HTML</h2><iframe title="Mailens HTML" src="/mails/${mail.id}/html" sandbox="allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox"></iframe>`;
  return page(
    mail.subject,
    `<p><a href="/">Alle mails</a></p><h1>${escaped(mail.subject || '(uden emne)')}</h1><dl>` +
      row('Fra', mail.from) +
      row('Til', mail.to.join(', ')) +
      row('Modtaget', danishTime.format(new Date(mail.receivedAt))) +
      row('Message-ID', mail.messageId) +
      `</dl>${links === '' ? '' : `<h2>Links</h2><ul>${links}</ul>`}${html}` +
      `<h2>Som ren tekst</h2><pre>${escaped(mail.text)}</pre><p><a href="/mails/${mail.id}/raw">Hent mailen (.eml)</a></p>`,
  );
};

export const notFoundPage = (): string => page('Findes ikke', '<h1>Findes ikke</h1><p><a href="/">Alle mails</a></p>');

/** A mail's own HTML; links open in the whole window, as in a mail reader. */
export const htmlOfMail = (mail: MailWhole): string => `<base target="_top">${mail.html ?? ''}`;
