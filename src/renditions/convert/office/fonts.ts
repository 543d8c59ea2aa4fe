/** Which fonts a file asks for that this computer does not have: others take their place, and lines may break elsewhere. */
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { runWhole } from '#src/tools/run-whole.ts';
import type { Note } from '../../note.ts';
import type { Tally } from './left-out.ts';
import { attribute, type Element } from './rewrite-xml.ts';

const LIMITS: ToolLimits = { memoryMb: 300, cpuSeconds: 20, wallMs: 40_000, outputMb: 10 };
const MOST_NAMED = 5;
const LONGEST_NAME = 40;

/** Fonts with the same widths, under which everything stands where it stood; and signs that LibreOffice draws itself. */
const SAME_WIDTHS = new Set([
  ...['arial', 'helvetica', 'times new roman', 'times', 'courier new', 'courier', 'calibri', 'cambria'],
  ...['symbol', 'wingdings', 'wingdings 2', 'wingdings 3', 'webdings', 'opensymbol', 'starsymbol', 'marlett'],
]);

/** Notes the font that an element asks for. */
export function noteFont(element: Element, { fonts }: Tally): void {
  const name = fontOf(element);
  if (name !== undefined) fonts.add(name);
}

/** @returns the font that an element of Word, Excel, PowerPoint or OpenDocument asks for */
function fontOf(element: Element): string | undefined {
  const { local, parent } = element;
  if (local === 'rFonts') return attribute(element, 'ascii') ?? attribute(element, 'hAnsi');
  if (local === 'latin') return attribute(element, 'typeface');
  if (local === 'name' && parent?.local === 'font') return attribute(element, 'val');
  if (local === 'font-face') return attribute(element, 'font-family')?.replace(/^'|'$/g, '');
  return undefined;
}

const installed = async (folder: string): Promise<Set<string>> => {
  const { stdout } = await runWhole({ file: 'fc-list', args: [':', 'family'], folder, limits: LIMITS });
  return new Set(
    stdout
      .toLowerCase()
      .split(/[\n,]/)
      .map((name) => name.trim()),
  );
};

/**
 * @param asked names of fonts; those that begin with "+" stand for one of the design
 * @returns a note that names those which are missing, or none
 */
export async function missingFonts(asked: ReadonlySet<string>, folder: string): Promise<Note[]> {
  const named = [...asked].filter((name) => name !== '' && !/^[+@]/.test(name) && !SAME_WIDTHS.has(name.toLowerCase()));
  if (named.length === 0) return [];
  const here = await installed(folder);
  const missing = named.filter((name) => !here.has(name.toLowerCase())).toSorted();
  if (missing.length === 0) return [];
  const fonts = missing.slice(0, MOST_NAMED).map((name) => name.slice(0, LONGEST_NAME));
  return [{ rule: 'font-missing', details: { fonts: fonts.join(', ') } }];
}
