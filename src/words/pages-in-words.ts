/** Pages and their sizes as people say them. Pure. */

/** As in src/renditions/facts.ts: the size of some pages as they are shown, in points. */
interface PageSize {
  width: number;
  height: number;
  pages: number;
}

/** ISO 216 sheets by their shorter and longer side, in points (1/72 inch). */
const SHEETS = [
  ['A0', 2384, 3370],
  ['A1', 1684, 2384],
  ['A2', 1191, 1684],
  ['A3', 842, 1191],
  ['A4', 595, 842],
  ['A5', 420, 595],
  ['A6', 298, 420],
] as const;
/** Programs round, and printers cut: two millimetres. */
const NEAR = 6;
const MM = 25.4 / 72;
/** More kinds of page than these are not told apart. */
const MOST_SIZES = 3;

const number = new Intl.NumberFormat('da-DK');

/** A page is never shown as nothing. */
const millimetres = (points: number): number => Math.max(1, Math.round(points * MM));

function sheetOf({ width, height }: PageSize): string {
  const [short, long] = width < height ? [width, height] : [height, width];
  const found = SHEETS.find(([, a, b]) => Math.abs(short - a) <= NEAR && Math.abs(long - b) <= NEAR);
  return found?.[0] ?? `${millimetres(width)} × ${millimetres(height)} mm`;
}

/** "12 sider, A4 stående, 3 på tværs" */
export function pagesInWords({ pages, sizes }: { pages: number; sizes: readonly PageSize[] }): string {
  const total = `${number.format(pages)} ${pages === 1 ? 'side' : 'sider'}`;
  const [most, ...others] = kindsOf(sizes);
  if (most === undefined) return total;
  const named = others.slice(0, MOST_SIZES - 1).map(({ sheet, way, pages: n }) => {
    const what = sheet === most.sheet ? way : `${sheet} ${way}`;
    return `${number.format(n)} ${what}`;
  });
  const rest = others.length >= MOST_SIZES ? ['resten i andre formater'] : [];
  return [total, `${most.sheet} ${most.way}`, ...named, ...rest].join(', ');
}

/** Sizes that are called alike, together; the most frequent first. */
function kindsOf(sizes: readonly PageSize[]) {
  const kinds = new Map<string, { sheet: string; way: string; pages: number }>();
  for (const size of sizes) {
    const kind = { sheet: sheetOf(size), way: size.width > size.height ? 'på tværs' : 'stående' };
    const key = `${kind.sheet} ${kind.way}`;
    kinds.set(key, { ...kind, pages: (kinds.get(key)?.pages ?? 0) + size.pages });
  }
  return [...kinds.values()].toSorted((a, b) => b.pages - a.pages);
}
