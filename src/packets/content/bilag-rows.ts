/** The bilag of a packet as its lists and the pages before them print them. Pure. */
import { dayOf } from '#src/calendar/danish-dates.ts';
import { printText } from '#src/pdf/print-text.ts';
import { word } from '#src/words/words.ts';
import type { PacketBilag, PacketItem, Variant } from '../document.ts';
import { absenceOf, type BilagStates, pagesOf } from './bilag-state.ts';

export interface Fact {
  label: string;
  value: string;
}

export interface BilagRow {
  /** Null for one of which these readers get its number alone. */
  key: string | null;
  label: string;
  title: string;
  openness: 'open' | 'closed';
  /** "LUKKET", and until when. */
  mark: string;
  /** What is said of it besides its title: records number, "(H)", why it has no pages. */
  remarks: string[];
  /** Why it has no pages, or empty. */
  state: string;
  pages: number;
  facts: Fact[];
  absence: { title: string; sentences: string[] } | null;
}

const words = (key: string): string => word('packet', key);

/** All rows of an item's list, in their order. */
export function bilagRows({ number, document, bilag }: PacketItem, variant: Variant, states: BilagStates): BilagRow[] {
  const kept = [...bilag];
  return document.bilag.map((row) => {
    const next = kept[0]?.seq === row.seq && kept[0].openness === row.openness ? kept.shift() : undefined;
    if (next !== undefined) return rowOf(next, variant, states);
    return {
      key: null,
      label: number === null ? String(row.seq) : `${number}.${row.seq}`,
      title: printText(row.title) || words('closedBilag'),
      openness: 'closed',
      // Without a title of its own, the row says that it is closed instead of one.
      mark: row.title === '' ? '' : words('closed'),
      remarks: [],
      state: '',
      pages: 0,
      facts: [],
      absence: null,
    };
  });
}

function rowOf(bilag: PacketBilag, variant: Variant, states: BilagStates): BilagRow {
  const absence = absenceOf(bilag, states);
  const pages = pagesOf(bilag, states);
  const state = absence === null ? '' : words(`${absence}Row`);
  const docNo = printText(bilag.docNo ?? '');
  const { closedUntil } = bilag;
  const mark = closedUntil === null ? words('closed') : `${words('closed')} ${words('until')} ${dayOf(closedUntil)}`;
  const fact = (label: string, value: string): Fact[] => (value === '' ? [] : [{ label: words(label), value }]);
  return {
    key: bilag.key,
    label: bilag.label,
    title: printText(bilag.title).trim() || words('untitledBilag'),
    openness: bilag.openness,
    mark,
    remarks: [docNo, bilag.mainDocument ? word('print', 'mainDocument') : '', state],
    state,
    pages,
    facts: [
      ...fact('docNo', docNo),
      ...fact('openness', bilag.openness === 'open' ? words('open') : mark),
      ...fact('mainDocument', bilag.mainDocument ? words('yes') : ''),
      ...fact('availability', bilag.availability === null ? '' : word('availability', bilag.availability)),
      ...fact('pages', pages === 0 ? '' : String(pages)),
    ],
    absence: absence && { title: words(absence), sentences: whatToDo(bilag, variant, states) },
  };
}

/** Why a file could not be made into pages is for those who work with it; the public is told where to ask. */
function whatToDo(bilag: PacketBilag, variant: Variant, states: BilagStates): string[] {
  const absence = absenceOf(bilag, states);
  if (absence !== 'failed') return [words(`${absence}Note`)];
  if (variant === 'public') return [words('failedPublicNote')];
  const state = states.get(bilag.key);
  return [...(state && 'failure' in state ? [printText(state.failure)] : []), words('failedNote')];
}
