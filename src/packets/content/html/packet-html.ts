/** A packet as an accessible web page: the same content in the same order, with the text of each page of its bilag. Pure. */
import { printText } from '#src/pdf/print-text.ts';
import { word } from '#src/words/words.ts';
import type { PacketDocument } from '../../document.ts';
import type { BilagRow, Fact } from '../bilag-rows.ts';
import { type PagesGiven, type PagesModel, type PrintedItem, pagesModel } from '../pages-model.ts';
import { blocksOf, headingOf } from './blocks.ts';
import { type Html, html } from './markup.ts';
import { STYLE } from './style.ts';

export interface BilagText {
  /** The text of each page; empty where a page has none. */
  pages: readonly string[];
  /** BCP 47, as the file says it; null where it says nothing. */
  language: string | null;
}

export interface PacketHtmlGiven extends PagesGiven {
  /** Said at its beginning and end, and on every page where it is printed; null for nothing. */
  foot: string | null;
  /** The text of a bilag by its key, asked for when its turn has come; null where it has not been read. */
  textOf(key: string): Promise<BilagText | null>;
}

const words = (key: string): string => word('packet', key);
const print = (key: string): string => word('print', key);
const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/**
 * The whole page, without scripts and without anything to load. In pieces: the text of one bilag at a time is in memory.
 * @returns HTML, to be joined in its order; serve it with `PACKET_HTML_POLICY`
 */
export async function* packetHtml(document: PacketDocument, given: PacketHtmlGiven): AsyncGenerator<string> {
  const model = pagesModel(document, given);
  const items = model.parts.flatMap((part) => part.items);
  const rows = items.flatMap((item) => item.bilag.map((row) => ({ item, row }))).filter(({ row }) => row.key !== null);
  yield start(model, given.foot).markup;
  yield contents(model).markup;
  yield '<main id="indhold" tabindex="-1">\n';
  for (const { id, title, items: own } of model.parts) {
    if (model.parts.length > 1) yield headingOf(2, html`${title}`, `del-${id}`).markup;
    for (const item of own) yield itemHtml(item, model.level).markup;
  }
  if (rows.length > 0) yield headingOf(2, html`${words('bilag')}`, 'bilag').markup;
  for (const { item, row } of rows) yield* bilagHtml(item, row, given);
  yield html`</main>\n<footer class="quiet">${model.footer} · ${words('edition')} ${given.edition}</footer>\n${given.foot === null ? null : html`<aside class="handed" aria-label="${words('copy')}"><p class="quiet">${given.foot}</p></aside>\n`}</body>\n</html>\n`
    .markup;
}

const factsHtml = (facts: readonly Fact[]): Html =>
  facts.length === 0
    ? html``
    : html`<dl>${facts.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>\n`;

function start({ title, cover, udkast }: PagesModel, foot: string | null): Html {
  const { municipality, what, heading, subject, facts, variant, lateReasons, members } = cover;
  return html`<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${udkast ? `${words('draft')}: ` : ''}${title}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<a class="skip" href="#indhold">${words('skip')}</a>
<header>
${foot === null ? null : html`<p class="quiet">${foot}</p>\n`}<p class="quiet">${municipality}</p>
<p class="what">${what}</p>
<h1>${heading}</h1>
${subject === '' ? null : html`<p>${subject}</p>\n`}${factsHtml(facts)}
${variant.warns ? html`<div class="note warns">` : html`<div class="note">`}<p><strong>${variant.title}</strong></p>${variant.note === '' ? null : html`<p>${variant.note}</p>`}</div>
${lateReasons.map((reason) => html`<p>${words('lateReason')}: ${reason}</p>\n`)}${members.length === 0 ? null : html`<details><summary>${words('members-list')} (${members.length})</summary>\n<ul class="plain">${members.map((name) => html`<li>${name}</li>`)}</ul></details>\n`}</header>
`;
}

const nameOf = ({ number, heading }: PrintedItem): string => (number === null ? heading : `${number}. ${heading}`);
const closedMark = ({ openness, mark }: { openness: string; mark: string }): Html =>
  openness === 'closed' && mark !== '' ? html` <span class="closed">${mark}</span>` : html``;
const idOf = ({ key }: BilagRow): string => `bilag-${key ?? ''}`;

/** A row of a list of bilag: a link to its text, or for a closed one to the public its number. */
function rowHtml(row: BilagRow): Html {
  const rest = row.remarks.filter((part) => part !== '').join(' · ');
  const title = row.key === null ? html`${row.title}` : html`<a href="#${idOf(row)}">${row.title}</a>`;
  return html`<li>${row.label} ${title}${closedMark(row)}${rest === '' ? null : html` <span class="quiet">${rest}</span>`}</li>\n`;
}

function contents({ parts }: PagesModel): Html {
  const itemRow = (item: PrintedItem): Html => {
    const rows = item.bilag.filter(({ key }) => key !== null);
    return html`<li><a href="#punkt-${item.id}">${nameOf(item)}</a>${closedMark(item)}${rows.length === 0 ? null : html`<ol>${rows.map((row) => rowHtml({ ...row, remarks: [row.state] }))}</ol>`}</li>\n`;
  };
  return html`<nav aria-labelledby="indholdsfortegnelse">
<h2 id="indholdsfortegnelse">${words('contents')}</h2>
${parts.map(
  ({ title, items }) =>
    html`${parts.length > 1 ? html`<p class="quiet">${title}</p>` : null}<ol>${items.map(itemRow)}</ol>\n`,
)}</nav>
`;
}

function itemHtml(item: PrintedItem, level: number): Html {
  const { print: model, note } = item;
  const section = level + 1;
  const facts =
    model.facts ?? `${model.caseNumber} ${print(model.openness === 'open' ? 'openCase' : 'closedCase')}`.trim();
  const titled = (text: string): Html => headingOf(section, html`${text}`);
  return html`${headingOf(level, html`${nameOf(item)}`, `punkt-${item.id}`)}
<p class="quiet">${facts}</p>
${model.ownApprovals.map((line) => html`<p>${line}</p>\n`)}${note === '' ? null : html`<div class="note"><p>${note}</p></div>\n`}${model.route === '' ? null : html`${titled(print('route'))}<p>${model.route}</p>\n`}${model.sections.map(
  ({ heading, blocks }) => html`${heading === '' ? null : titled(heading)}\n${blocksOf(blocks)}`,
)}${model.rounds.map((round) => html`${recommendationHtml(round, titled)}${decisionsHtml(round, titled)}`)}${item.bilag.length === 0 ? null : html`${titled(print('bilag'))}<ul class="plain">${item.bilag.map(rowHtml)}</ul>\n`}`;
}

type Round = PrintedItem['print']['rounds'][number];
type Titled = (text: string) => Html;

function recommendationHtml({ recommendation }: Round, titled: Titled): Html {
  if (recommendation === null) return html``;
  const { line, clauses } = recommendation;
  return html`${titled(print('recommendation'))}${line === '' ? null : html`<p>${line}</p>\n`}${clauses.length === 0 ? null : html`<ol>${clauses.map((clause) => html`<li>${clause}</li>`)}</ol>\n`}`;
}

const decisionsHtml = ({ decisions }: Round, titled: Titled): Html =>
  html`${decisions.map(
    ({
      organ,
      date,
      blocks,
      absences,
    }) => html`${titled(`${print('decisionIn')} ${organ} ${print('decisionDate')} ${date}`)}
${blocksOf(blocks)}${absences.map(({ label, people }) => html`<p class="quiet">${label} ${people.join(', ')}</p>\n`)}`,
  )}`;

async function* bilagHtml(item: PrintedItem, row: BilagRow, { textOf }: PacketHtmlGiven): AsyncGenerator<string> {
  yield html`<section class="bilag" aria-labelledby="${idOf(row)}">
${headingOf(3, html`${words('bilag')} ${row.label} ${row.title}`, idOf(row))}
<p class="quiet"><a href="#punkt-${item.id}">${item.announcement}</a>${closedMark(row)}</p>
${factsHtml(row.facts)}`.markup;
  if (row.absence !== null) {
    const { title, sentences } = row.absence;
    yield html`<div class="note"><p><strong>${title}</strong></p>${sentences.map((one) => html`<p>${one}</p>`)}</div>\n`
      .markup;
  } else yield* textHtml(row, await textOf(row.key ?? ''));
  yield '</section>\n';
}

function* textHtml({ pages }: BilagRow, text: BilagText | null): Generator<string> {
  if (text === null) {
    yield html`<p class="note">${words('textUnread')}</p>\n`.markup;
    return;
  }
  const { language } = text;
  const other =
    language !== null && LANGUAGE.test(language) && !/^da(-|$)/i.test(language) ? html` lang="${language}"` : html``;
  for (let page = 1; page <= pages; page++) {
    const said = paragraphsOf(text.pages[page - 1] ?? '');
    yield html`${headingOf(4, html`${print('page')} ${page} ${print('pageOf')} ${pages}`)}
${said.length === 0 ? html`<p class="note">${words('pageWithoutText')}</p>` : html`<div class="text"${other}>${said.map((one) => html`<p>${one}</p>\n`)}</div>`}
`.markup;
  }
}

/** An empty line parts paragraphs; within one, lines stay as they stand on the page. */
const paragraphsOf = (text: string): string[] =>
  text
    .split(/\r?\n[ \t]*\r?\n/)
    .map((part) =>
      part
        .split('\n')
        .map((line) => printText(line).trimEnd())
        .join('\n')
        .trim(),
    )
    .filter((part) => part !== '');
