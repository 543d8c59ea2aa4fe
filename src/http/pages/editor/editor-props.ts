/** What the editor's page shows, as plain values, from a draft. Pure. */
import type { DraftBody } from '#src/documents/draft-body.ts';
import type { FileRef } from '#src/documents/file-ref.ts';
import type { SubItem } from '#src/documents/item-content.ts';
import type { Directory } from '#src/people/directory.ts';
import type { BroughtRendition } from '#src/queries/text-reading.ts';
import { choiceFor, STEP_KINDS } from '#src/steps/registry.ts';
import { word } from '#src/words/words.ts';
import { newRequestId } from '../../form.ts';
import { renditionView } from '../files/rendition-view.ts';
import { type Choice, officeChoices, wordChoices } from '../item/choices.ts';
import { fileSize } from '../item/item-text.ts';
import { UNNAMED } from './draft-from-fields.ts';
import { HINTS, missingIn, STOPS } from './missing.ts';
import { opennessInChoices } from './openness-in.ts';
import { printedTexts, remarkSentences } from './prints-otherwise.ts';
import { textOf } from './text-fallback.ts';

/** Headings that Norddjurs' items have; offered while typing, free to be others. */
const KNOWN_HEADINGS = [
  'Resume',
  'Sagsfremstilling',
  'Sammenhæng til andre politikker/strategier og fagområder',
  'Økonomiske konsekvenser',
  'Lovgrundlag',
  'Høring',
  'Sagshistorik',
  'Videre proces',
];

/** A row number in ids and buttons; `__n__` in the template that the script copies. */
type Place = number | '__n__';
const RICH_EMPTY = '{"type":"doc","content":[{"type":"paragraph"}]}';

const sectionRow = (n: Place, section?: DraftBody['content']['sections'][number]) => ({
  n,
  key: typeof n === 'number' && section ? String(n) : '',
  heading: section && section.heading !== UNNAMED ? section.heading : '',
  text: section ? textOf(section.body) : '',
  json: section ? JSON.stringify(section.body) : RICH_EMPTY,
});

const clauseRow = (n: Place, text = '') => ({ n, text });

const yesNo = (chosen: boolean, yes: string, no: string): Choice[] => [
  { value: 'yes', text: yes, chosen },
  { value: 'no', text: no, chosen: !chosen },
];

/** The item's files, as its editor shows them. */
export interface EditorFiles {
  /** The address under which they are opened from here. */
  opens: string;
  /** The address under which it is found what has been made of each. */
  renditionsAt: string;
  /** What has been made of them, by their hashes. */
  renditions: ReadonlyMap<string, BroughtRendition>;
}

function renditionIn({ renditionsAt, renditions }: EditorFiles, file: FileRef | undefined) {
  const rendition = file && renditions.get(file.hash);
  if (!rendition) return null;
  return renditionView(
    { path: `${renditionsAt}/${file.hash}`, query: `?name=${encodeURIComponent(file.name)}` },
    rendition,
    file.hash,
  );
}

const bilagRow = (directory: Directory, files: EditorFiles, n: Place, row?: DraftBody['content']['bilag'][number]) => ({
  n,
  title: row?.title ?? '',
  docId: row?.docId ?? '',
  docNo: row?.docNo ?? '',
  openness: wordChoices('openness', row?.openness ?? 'open'),
  titlePublic: yesNo(row?.titlePublic ?? false, 'Ja', 'Nej'),
  main: yesNo(row?.mainDocument ?? false, 'Ja', 'Nej'),
  availability: [
    { value: '', text: 'Vedlagt', chosen: row?.availability === undefined },
    ...wordChoices('availability', row?.availability ?? ''),
  ],
  closedUntil: row?.closedUntil ?? '',
  opennessIn: opennessInChoices(directory, row?.opennessIn),
  hasMore: Boolean(
    row && (row.docId || row.docNo || row.mainDocument || row.availability || row.closedUntil || row.opennessIn),
  ),
  file: row?.file ? JSON.stringify(row.file) : '',
  fileName: row?.file?.name ?? '',
  fileFacts: row?.file ? fileSize(row.file.size) : '',
  fileHref: row?.file ? `${files.opens}/${row.file.hash}/${encodeURIComponent(row.file.name)}` : '',
  rendition: renditionIn(files, row?.file),
});

export function stepRow(directory: Directory, n: Place, step?: DraftBody['plan'][number]) {
  const chosen = step ? choiceFor(step) : { who: '', role: '' };
  return {
    n,
    groups: STEP_KINDS.map(({ kind, choices }) => ({
      heading: word('stepGroups', kind),
      choices: choices(directory, step?.kind === kind ? step : undefined).map(({ id, text }) => {
        const value = `${kind}:${id}`;
        return {
          value,
          text: typeof text === 'string' ? text : word('stepTitles', text.word),
          chosen: value === chosen.who,
        };
      }),
    })),
    roles: wordChoices('organRoles', chosen.role || 'recommending'),
  };
}

/** How many rows of each kind are shown at least. */
export interface EditorRows {
  clauses: number;
  bilag: number;
  subItems: number;
  steps: number;
}

/** A new row's id is drawn with the page, so that it stays the row's own while the page is saved again and again. */
const subItemRow = (n: Place, page: string, row?: SubItem) => ({
  n,
  id: row?.id ?? `u${page}-${n}`,
  subTitle: row?.title ?? '',
  start: row?.start ?? '',
  end: row?.end ?? '',
  about: row?.text ? textOf(row.text) : '',
  participants: row?.participants?.join(', ') ?? '',
});

/** @param kept rows that are shown although they are empty (a row just added without a script) */
export function editorProps(draft: DraftBody, directory: Directory, kept: EditorRows, files: EditorFiles) {
  const { content, plan } = draft;
  const isFailed = ({ file }: { file?: FileRef | undefined }) =>
    file && files.renditions.get(file.hash)?.state === 'failed';
  const missing = missingIn(draft, content.bilag.some(isFailed));
  const page = newRequestId().slice(0, 6);
  const pad = <Row>(rows: Row[], count: number, blank: (n: number) => Row): Row[] => [
    ...rows,
    ...Array.from({ length: Math.max(0, count - rows.length) }, (_, n) => blank(rows.length + n)),
  ];
  const clauses = (content.recommendation?.clauses ?? []).map((clause, n) => clauseRow(n, clause));
  return {
    content: {
      title: content.title,
      caseNumber: content.caseNumber ?? '',
      closedUntil: content.closedUntil ?? '',
      publicTitle: content.publicTitle ?? '',
      printedRoute: content.printedRoute,
      lead: content.recommendation?.lead ?? '',
    },
    closedOpen: content.openness === 'closed' || content.closedUntil !== undefined || content.publicTitle !== undefined,
    types: wordChoices('itemTypes', content.type),
    opennesses: wordChoices('openness', content.openness),
    knownHeadings: KNOWN_HEADINGS,
    sections: content.sections.map((section, n) => sectionRow(n, section)),
    clauses: pad(clauses, Math.max(1, kept.clauses), (n) => clauseRow(n)),
    bilag: pad(
      content.bilag.map((row, n) => bilagRow(directory, files, n, row)),
      kept.bilag,
      (n) => bilagRow(directory, files, n),
    ),
    subItems: pad(
      (content.subItems ?? []).map((row, n) => subItemRow(n, page, row)),
      kept.subItems,
      (n) => subItemRow(n, page),
    ),
    blankSubItem: subItemRow('__n__', page),
    hasSubItems: (content.subItems?.length ?? 0) + kept.subItems > 0,
    steps: pad(
      plan.map((step, n) => stepRow(directory, n, step)),
      kept.steps,
      (n) => stepRow(directory, n),
    ),
    blankSection: sectionRow('__n__'),
    blankClause: clauseRow('__n__'),
    blankBilag: bilagRow(directory, files, '__n__'),
    blankStep: stepRow(directory, '__n__'),
    ladderOffices: officeChoices(directory, null),
    hints: HINTS.map((hint) => ({
      hint,
      missing: missing.includes(hint),
      stops: STOPS.includes(hint),
      words: hint === 'prints-otherwise' ? remarkSentences(printedTexts(content)) : [],
    })),
    ready: !missing.some((hint) => STOPS.includes(hint)),
  };
}
