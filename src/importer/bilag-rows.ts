/** The rows of a list of attachments, in the seven forms in which they have been seen. */
import type { ImportedBilag } from './imported.ts';

const START = /^(\d{1,3})(?:\s*-\s*(\d{5,12})?)?(?:\s*\t\s*|\s+|$)/;
const OPEN = /(?:^|\s)(Åben|Åbent|Lukket)(?:\s|$)/i;

/** Whether a row begins here: a number, perhaps with a document id, and then its openness, on this line or the next ones. */
function begins(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (!START.test(line)) return false;
  // The openness may stand on a line of its own below the number and the id.
  const around = lines.slice(index, index + 3).join(' ');
  return /^\d{1,3}(\s*-\s*\d*)?\s*(Åben|Åbent|Lukket)(\s|$)/i.test(around.replaceAll('\t', ' '));
}

/** @returns the rows, and the lines that belong to none */
export function readBilag(lines: readonly string[]): { rows: ImportedBilag[]; strays: string[] } {
  const groups: string[][] = [];
  const strays: string[] = [];
  lines.forEach((line, index) => {
    if (begins(lines, index)) groups.push([line]);
    else if (line !== '' && groups.length > 0) groups.at(-1)?.push(line);
    else if (line !== '') strays.push(line);
  });
  return { rows: groups.map(rowOf), strays };
}

function rowOf(lines: readonly string[]): ImportedBilag {
  const rawLine = lines.join('\n');
  const flat = lines.join(' ').replaceAll('\t', ' ').replace(/\s+/g, ' ').trim();
  const [number = '', docId] = START.exec(flat)?.slice(1) ?? [];
  const afterNumber = flat.slice((START.exec(flat)?.[0] ?? '').length);
  const opened = OPEN.exec(` ${afterNumber}`);
  const openness = /^å/i.test(opened?.[1] ?? '') ? 'open' : 'closed';
  let rest = afterNumber.replace(new RegExp(`^\\s*${opened?.[1] ?? ''}\\s*`, 'i'), '').trim();
  const flag = /\((H)\)\s*$/.exec(rest)?.[1] ?? null;
  rest = rest.replace(/\(H?\)\s*$/, '').trim();
  const bracketed = /\(([^()]*\d+\/\d{2}[^()]*)\)\s*$/.exec(rest)?.[1];
  const bare = bracketed === undefined ? /(?:^|\s)(\d{2,7}\/\d{2})$/.exec(rest)?.[1] : undefined;
  const title = rest
    .replace(/\([^()]*\d+\/\d{2}[^()]*\)\s*$/, '')
    .replace(bare === undefined ? /$^/ : new RegExp(`\\s*${bare}$`), '')
    .replace(/\(\)\s*$/, '')
    .trim();
  return {
    seq: Number(number),
    docId: docId ?? null,
    openness,
    title: title === '' ? null : title,
    docNo: bracketed ?? bare ?? null,
    flag,
    rawLine,
  };
}
