/** `npm run fonts`: writes down which characters the fonts have, after a font has come, gone or got another version. */
import { writeFile } from 'node:fs/promises';
import { rangesOfFonts } from './ranges-of-fonts.ts';

const target = new URL('../../pdf/printable-ranges.ts', import.meta.url);
await writeFile(
  target,
  `/** Written by \`npm run fonts\`: the characters of our fonts, as printable-characters.ts reads them. */
export const PRINTABLE_RANGES =
  '${await rangesOfFonts()}';
`,
);
