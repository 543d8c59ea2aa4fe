/** The text of a scanned file, read by a machine: asked for, and taken into the item as a new file. */
import { z } from 'zod';
import { FileRef } from '#src/documents/file-ref.ts';
import { cleanFileName } from '#src/files/file-name.ts';
import { BroughtRendition } from '#src/queries/text-reading.ts';
import { answer } from '../../answer.ts';
import { SHORT_JSON } from '../../body.ts';
import { type Operation, operation } from '../../operation.ts';
import { FileHash, OfItem } from '../../path-params.ts';
import { type ItemCall, readableItem } from '../item/item-access.ts';
import { broughtFile } from './bilag-access.ts';
import { askForText, broughtRendition, fileWithText } from './read-text.ts';
import { countUpload } from './receive-files.ts';

const OfBrought = OfItem.extend({ hash: FileHash });
/** What the file is called, which its row in the text knows and nobody else. */
const Called = z.strictObject({ name: z.string().min(1).max(255) });

type Call = ItemCall & { params: { hash: string }; body: { name: string } };

/** @throws Refusal as `broughtFile` */
async function asked({ app, request, params, body }: Call) {
  const hash = await broughtFile({ app, request, params });
  const { actor, history } = await readableItem({ app, request, params });
  return { whom: { owner: history.id, by: actor.person }, file: { hash, name: cleanFileName(body.name) } };
}

const read = operation({
  method: 'post',
  path: ['/punkter/:id/gengivelser/:hash/laesning', '/api/v1/items/:id/renditions/:hash/readings'],
  access: 'session',
  summary: 'Has a machine read the text of a file whose pages are pictures (OCR); it takes seconds for each page.',
  takes: SHORT_JSON,
  schema: { params: OfBrought, body: Called },
  answers: answer('What is known of the file; `reading` says how far it is.', BroughtRendition, 202),
  async handler(call) {
    const { whom, file } = await asked(call);
    await countUpload(call.app, call.request, whom.by);
    await askForText(call.app, whom, file);
    return broughtRendition(call.app, whom.owner, file);
  },
});

const use = operation({
  method: 'post',
  path: ['/punkter/:id/gengivelser/:hash/laest', '/api/v1/items/:id/renditions/:hash/read-file'],
  access: 'session',
  summary: 'The file that a machine has read the text into: from here on an attachment of the item may name it.',
  takes: SHORT_JSON,
  schema: { params: OfBrought, body: Called },
  answers: answer('The new file as the draft may name it.', FileRef, 201),
  async handler(call) {
    const { whom, file } = await asked(call);
    return fileWithText(call.app, whom, file);
  },
});

export const readTextOperations: readonly Operation[] = [read, use];
