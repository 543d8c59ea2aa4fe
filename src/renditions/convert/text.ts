/** Plain text, as it stands. */
import { readFile } from 'node:fs/promises';
import type { Converted, ToConvert } from './converted.ts';
import { decodeText } from './decode-text.ts';
import { printBlocks } from './flat-text.ts';

export const convertText = async ({ path, folder }: ToConvert): Promise<Converted> =>
  printBlocks([{ kind: 'lines', mono: true, text: decodeText(await readFile(path)) }], folder);
