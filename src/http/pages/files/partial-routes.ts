/**
 * Large files in pieces, by the protocol tus 1.0: an upload is begun, its pieces are sent, and where the line was cut it goes on from
 * what has come, also at another web process. What is whole is then taken as any other file.
 */
import { join } from 'node:path';
import { MemoryLocker, Server } from '@tus/server';
import type { Request, Response } from 'express';
import type { App } from '#src/context.ts';
import { FileRef } from '#src/documents/file-ref.ts';
import { isRefusal, notFound, Refusal } from '#src/errors.ts';
import { cleanFileName } from '#src/files/file-name.ts';
import {
  concludePartialUpload,
  findPartialUpload,
  joinPieces,
  type PartialUploadFor,
  partialUploadStore,
  removePartialUpload,
} from '#src/files/partial-uploads.ts';
import { inTemporaryFolder } from '#src/tools/temporary-folder.ts';
import { answer } from '../../answer.ts';
import { FILE } from '../../body.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfItem, UploadId } from '../../path-params.ts';
import { onSilence } from '../../silence.ts';
import { type ItemCall, readableItem } from '../item/item-access.ts';
import { assertMayBringFiles } from './bilag-access.ts';
import { countUpload, keepFiles, maxBytesOf } from './receive-files.ts';

const OfUpload = OfItem.extend({ upload: UploadId });

/** In one process, the newest request for an upload ends an older one that hangs; between processes the store refuses one of them. */
const locker = new MemoryLocker();

/** @throws Refusal `only-the-owner` (403), and as `readableItem` */
async function bringer(call: ItemCall): Promise<PartialUploadFor> {
  const readable = await readableItem(call);
  assertMayBringFiles(readable);
  return { owner: readable.history.id, by: readable.actor.person };
}

async function serve(app: App, request: Request, response: Response, whom: PartialUploadFor): Promise<void> {
  const server = new Server({
    path: `/punkter/${whom.owner}/overfoersler`,
    relativeLocation: true,
    allowedOrigins: [new URL(app.config.PUBLIC_URL).origin],
    maxSize: maxBytesOf(app),
    datastore: partialUploadStore(app, whom),
    locker,
  });
  // What has come is kept, and the sender asks how far it is.
  const stop = onSilence(request, () => request.destroy());
  await server.handle(request, response).finally(stop);
}

const begin = operation({
  method: 'post',
  path: '/punkter/:id/overfoersler',
  access: 'session',
  takes: FILE,
  schema: { params: OfItem },
  async handler({ app, request, response, params }) {
    const whom = await bringer({ app, request, params });
    await countUpload(app, request, whom.by);
    const size = Number(request.get('upload-length') ?? Number.NaN);
    if (size === 0) throw new Refusal('file-empty', 422);
    if (size > maxBytesOf(app)) throw new Refusal('file-too-large', 413, { maxBytes: maxBytesOf(app) });
    await serve(app, request, response, whom);
  },
});

/** How far it is (HEAD), its next piece (PATCH), and its end before its time (DELETE). */
const going = (['get', 'patch', 'delete'] as const).map((method) =>
  operation({
    method,
    path: '/punkter/:id/overfoersler/:upload',
    access: 'session',
    takes: FILE,
    schema: { params: OfUpload },
    async handler({ app, request, response, params }) {
      await serve(app, request, response, await bringer({ app, request, params }));
    },
  }),
);

/** Asked again, because the answer was lost, it answers the same. */
const conclude = operation({
  method: 'post',
  path: '/punkter/:id/overfoersler/:upload/fil',
  access: 'session',
  takes: FILE,
  schema: { params: OfUpload },
  answers: answer('The file as the draft may name it.', FileRef, 201),
  async handler({ app, request, params }) {
    const whom = await bringer({ app, request, params });
    const upload = await findPartialUpload(app, params.upload, whom);
    if (upload === null) throw notFound('upload');
    return upload.file ?? take(app, upload, whom);
  },
});

/** Checks the whole file, and stores it as the form with one file does. What is refused is not kept. */
async function take(
  app: App,
  { _id, name, size: expected }: { _id: string; name: string; size: number },
  whom: PartialUploadFor,
): Promise<FileRef> {
  try {
    return await inTemporaryFolder('upload', async (folder) => {
      const path = join(folder, 'file');
      const { hash, size } = await joinPieces(app, _id, path);
      if (size !== expected) throw new Refusal('upload-cut-off', 409, { name: cleanFileName(name) });
      const [file] = await keepFiles(app, [{ field: 'file', name, path, hash }], { ...whom, bilag: true });
      if (file === undefined) throw new Refusal('file-missing', 400);
      await concludePartialUpload(app, _id, file);
      return file;
    });
  } catch (error) {
    // The file itself is at fault; what only cannot be checked now can be tried again.
    if (isRefusal(error) && [413, 415, 422].includes(error.status)) await removePartialUpload(app, _id);
    throw error;
  }
}

export const partialUploadOperations: readonly Operation[] = [begin, ...going, conclude];
