/** A PDF of LibreOffice without when it was made. */
import { readFile, writeFile } from 'node:fs/promises';

/** What stands behind each of these depends on the hour alone: two times, and two sums of the file with its times. */
const TIMES: readonly { mark: string; value: RegExp; erased: (found: string) => string }[] = [
  { mark: '/CreationDate(D:', value: /^\d{14}[+-]\d\d'\d\d'/, erased: () => "20000101000000+00'00'" },
  { mark: '<xmp:CreateDate>', value: /^[\d:T-]{19}[+-]\d\d:\d\d/, erased: () => '2000-01-01T00:00:00+00:00' },
  { mark: '/ID [ <', value: /^[0-9A-F]{32}>\s*<[0-9A-F]{32}/, erased: (found) => found.replace(/[0-9A-F]/g, '0') },
  { mark: '/DocChecksum /', value: /^[0-9A-F]{32}/, erased: (found) => found.replace(/./g, '0') },
];
const LONGEST = 100;

/** Every value is as long as before, so that nothing in the file moves. They stand at its end; the same words in a stream are packed. */
export async function eraseTimes(pdf: string): Promise<void> {
  const bytes = await readFile(pdf);
  for (const { mark, value, erased } of TIMES) {
    const at = bytes.lastIndexOf(mark);
    if (at === -1) continue;
    const from = at + mark.length;
    const [found] = value.exec(bytes.toString('latin1', from, from + LONGEST)) ?? [];
    if (found !== undefined) bytes.write(erased(found).padEnd(found.length).slice(0, found.length), from, 'latin1');
  }
  await writeFile(pdf, bytes);
}
