/** A calendar file as a page that says what, when and where. */
import { readFile } from 'node:fs/promises';
import { RenditionFailed } from '../note.ts';
import { readCalendar } from './calendar-event.ts';
import type { Converted, ToConvert } from './converted.ts';
import { decodeText } from './decode-text.ts';
import { printBlocks } from './flat-text.ts';

/** @throws RenditionFailed `calendar-empty`, and as `printBlocks` */
export async function convertIcs({ path, folder }: ToConvert): Promise<Converted> {
  const { blocks, files } = readCalendar(decodeText(await readFile(path)));
  if (blocks.length === 0) throw new RenditionFailed('calendar-empty');
  const { pdf, notes } = await printBlocks(blocks, folder);
  return { pdf, notes: files === 0 ? notes : [...notes, { rule: 'calendar-files', details: { count: files } }] };
}
