/** Rows and cells of a CSV file (RFC 4180), with whatever divides them. Pure. */

const DIVIDERS = [';', ',', '\t', '|'];

/** The one that divides the first lines most often, and all of them alike. */
function dividerOf(text: string): string {
  const lines = text.split('\n', 20).filter((line) => line.trim() !== '');
  const score = (divider: string) => Math.min(...lines.map((line) => line.split(divider).length));
  return DIVIDERS.reduce((best, each) => (score(each) > score(best) ? each : best));
}

/** @param text with `\n` between its lines */
export function csvRows(text: string): string[][] {
  const divider = dividerOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if (quoted && letter === '"' && text[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (letter === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (!quoted && letter === divider) {
      row.push(cell);
      cell = '';
    } else if (!quoted && letter === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += letter;
  }
  return cell === '' && row.length === 0 ? rows : [...rows, [...row, cell]];
}
