/** The agenda and the protocol of a meeting as documents, in the order and the words in which Norddjurs prints them. Pure. */
import type { ItemDocument } from '#src/documents/item-document.ts';
import type { PrintedDocument } from './render-document.ts';

export interface MeetingPrint {
  organName: string;
  /** Dates and times as they are printed. */
  date: string;
  startsAt: string;
  endsAt: string | null;
  place: string | null;
  /** Members in the order of the organ, a vacant office as "Kommunaldirektør Vakant". */
  members: string[];
  absences: { label: string; people: string[] }[];
  /** Why the agenda was sent after its deadline, by part. */
  lateReasons: string[];
  items: { number: string | null; document: ItemDocument; note: string | null; bilagAt: string | null }[];
  evidence: {
    protocol: string;
    chain: { seq: number; hash: string };
    signers: { name: string; line: string; words: string | null }[];
  } | null;
}

const bilagLine = ({ seq, openness, titlePublic, title, docNo }: ItemDocument['bilag'][number]): string =>
  openness === 'closed' && !titlePublic ? `${seq}. (Lukket bilag)` : `${seq}. ${title}${docNo ? ` (${docNo})` : ''}`;

/** The list of all attachments, by item. */
function overviewOf(items: MeetingPrint['items']): PrintedDocument['after'] {
  const lines = items.flatMap(({ number, document }) =>
    document.bilag.length === 0
      ? []
      : [
          `${number === null ? '' : `${number}. `}${document.title}`,
          ...document.bilag.map((row) => `   ${bilagLine(row)}`),
          '',
        ],
  );
  return lines.length === 0 ? [] : [{ heading: 'Bilagsoversigt', lines }];
}

function signaturesOf({ evidence, members }: MeetingPrint): PrintedDocument['after'] {
  if (evidence === null) return [{ heading: 'Underskriftsside', lines: members }];
  return [
    {
      heading: 'Underskriftsside',
      lines: [
        ...evidence.signers.flatMap(({ name, line, words }) => [
          `${name}: ${line}`,
          ...(words === null ? [] : [`Forbehold eller begrundelse: ${words}`]),
        ]),
        '',
        `Protokollens fingeraftryk (SHA-256): ${evidence.protocol}`,
        `Mødets kæde, led ${evidence.chain.seq}: ${evidence.chain.hash}`,
        'Underskrifterne er givet elektronisk på niveau 3: med en kode, der er sendt til underskriverens mailadresse højst 15 minutter før.',
      ],
    },
  ];
}

/** @param kind what it is called on the page */
export function meetingDocument(kind: 'DAGSORDEN' | 'BESLUTNINGSPROTOKOL', print: MeetingPrint): PrintedDocument {
  const { organName, date, startsAt, endsAt, place, members, absences, lateReasons, items } = print;
  const fact = (label: string, value: string | null) => (value === null || value === '' ? [] : [{ label, value }]);
  const [firstMember = '', ...otherMembers] = members;
  return {
    title: `${kind === 'DAGSORDEN' ? 'Dagsorden' : 'Beslutningsprotokol'}: ${organName} ${date}`,
    head: [
      { label: '', value: organName },
      { label: '', value: kind },
      ...fact('Sted:', place),
      ...fact('Dato:', date),
      ...fact('Start kl.:', startsAt),
      ...fact('Slut kl.:', endsAt),
      ...fact('Medlemmer:', firstMember),
      ...otherMembers.map((value) => ({ label: '', value })),
      ...absences.flatMap(({ label, people }) => fact(label, people.join(', '))),
      ...lateReasons.flatMap((reason) => fact('Sendt efter fristen:', reason)),
    ],
    contentsHeading: 'Indholdsfortegnelse',
    contents: 'with-page-numbers',
    items: items,
    after: [...overviewOf(items), ...signaturesOf(print)],
  };
}
