/**
 * Reads a form with files (multipart/form-data) as it arrives: files go to a folder of their own on the disk, hashed on the way, and
 * the folder goes when the request has been dealt with, however it ended.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';
import { badInput, Refusal } from '#src/errors.ts';
import { cleanFileName, nameInForm } from '#src/files/file-name.ts';
import { inTemporaryFolder } from '#src/tools/temporary-folder.ts';
import { nestedFields } from '../../body.ts';
import { onSilence } from '../../silence.ts';

export interface UploadLimits {
  maxFiles: number;
  /** Of one file, in bytes. */
  maxBytes: number;
}

export interface ReceivedFile {
  /** The form's field. */
  field: string;
  /** As its owner calls it; not yet fit to be shown. */
  name: string;
  /** Where it lies until the request has been dealt with. */
  path: string;
  hash: string;
}

export interface Received {
  /** Put together by their names (`steps[0][who]`), as in other forms. */
  fields: Record<string, unknown>;
  files: ReceivedFile[];
  /** What is wrong with the form's files, which are then left out; its words are all there, to be handed back. */
  problem: Refusal | null;
}

/** All texts of a form together, as in a form without files. */
const MAX_FIELDS = 2_000;
const MAX_FIELD_BYTES = 1024 * 1024;
/** A file that is too large is still read to its end, so that the reply reaches its sender; but only so far. */
const READ_ON = 256 * 1024 * 1024;

export const isMultipart = (request: Request): boolean => request.is('multipart/form-data') === 'multipart/form-data';
/** @throws Refusal `bad-input` (400) */
export function assertMultipart(request: Request): void {
  if (!isMultipart(request)) throw badInput([{ path: [], message: 'multipart/form-data is expected' }]);
}

/**
 * @param use gets the form; its files are gone when it has returned
 * @throws Refusal `bad-input` (400) for what is no such form or has names that no field may have; `body-too-large` (413) when its words are too many, `file-too-large`
 *   when it does not come to an end; `upload-cut-off` (400) when the sender goes away. Files that are too large or too many are
 *   no more than a `problem`.
 */
export async function withMultipart<T>(
  request: Request,
  limits: UploadLimits,
  use: (received: Received) => Promise<T>,
): Promise<T> {
  return inTemporaryFolder('upload', async (folder) => use(await receive(request, folder, limits)));
}

function parserFor(request: Request, { maxFiles, maxBytes }: UploadLimits): BusboyInstance {
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
      limits: {
        fileSize: maxBytes,
        files: maxFiles,
        fields: MAX_FIELDS,
        fieldSize: MAX_FIELD_BYTES,
        headerPairs: 50,
        headerSize: 16 * 1024,
      },
    });
  } catch (error) {
    throw badInput([], {}, error);
  }
}

async function receive(request: Request, folder: string, limits: UploadLimits): Promise<Received> {
  const most = limits.maxFiles * limits.maxBytes + READ_ON;
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(limits);
  const parser = parserFor(request, limits);
  const fields: Record<string, string[]> = Object.create(null);
  const saving: Promise<ReceivedFile | null>[] = [];
  const streams: Readable[] = [];
  /** The first thing that is wrong with words and with files; the form is read to its end all the same. */
  let wrong: Refusal | null = null;
  let problem: Refusal | null = null;
  let fieldBytes = 0;

  parser.on('field', (name, value, nameCut, valueCut) => {
    fieldBytes += value.length;
    if (nameCut || valueCut || fieldBytes > MAX_FIELD_BYTES) wrong ??= new Refusal('body-too-large', 413);
    else fields[name] = [...(fields[name] ?? []), value];
  });
  parser.on('fieldsLimit', () => {
    wrong ??= new Refusal('body-too-large', 413);
  });
  parser.on('filesLimit', () => {
    problem ??= new Refusal('too-many-files', 413, { maxFiles: limits.maxFiles });
  });
  parser.on('file', (field, stream, sent) => {
    const name = nameInForm(sent ?? '');
    streams.push(stream);
    stream.on('limit', () => {
      problem ??= new Refusal('file-too-large', 413, { maxBytes: limits.maxBytes, name: cleanFileName(name) });
    });
    const saved = save(stream, { field, name, path: join(folder, String(streams.length)) });
    // Looked at below; until then a failure must not count as nobody's.
    saved.catch(() => {});
    saving.push(saved);
  });

  try {
    await parse(request, parser, most);
  } catch (error) {
    for (const stream of streams) stream.destroy(new Error('the form ended early'));
    await Promise.allSettled(saving);
    throw error;
  }
  const files = (await Promise.all(saving)).filter((file) => file !== null);
  if (wrong !== null) throw wrong;
  return {
    fields: nestedFields(fields),
    files: problem === null ? files : [],
    problem,
  };
}

const tooLarge = ({ maxBytes }: UploadLimits) => new Refusal('file-too-large', 413, { maxBytes });

/** Runs the request through the parser. @throws when it ends before its end, stands still, or is no form */
function parse(request: Request, parser: BusboyInstance, most: number): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    let read = 0;
    const settle = (error: Refusal | null) => {
      stop();
      request.unpipe(parser);
      request.off('data', onData);
      // What still comes is thrown away, or the connection could not be used again.
      request.resume();
      if (error) reject(error);
      else resolve();
    };
    const cutOff = (cause?: unknown) => settle(new Refusal('upload-cut-off', 400, {}, cause));
    const onData = (chunk: Buffer) => {
      read += chunk.length;
      if (read > most) settle(new Refusal('file-too-large', 413));
    };
    const stop = onSilence(request, () => settle(new Refusal('upload-cut-off', 408)));
    // A sender that has gone already emits nothing any more.
    if (request.destroyed) return cutOff();
    parser.once('finish', () => settle(null));
    parser.on('error', (error) => settle(request.readableAborted ? uploadCutOff(error) : badInput([], {}, error)));
    request.once('aborted', cutOff);
    request.once('error', cutOff);
    request.on('data', onData);
    request.pipe(parser);
  });
}

const uploadCutOff = (cause: unknown) => new Refusal('upload-cut-off', 400, {}, cause);

/** @returns null for a field of the form in which no file was chosen */
async function save(stream: Readable, file: Omit<ReceivedFile, 'hash'>): Promise<ReceivedFile | null> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(
    stream,
    async function* hashed(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        size += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(file.path, { flags: 'wx', mode: 0o600 }),
  );
  return size === 0 && file.name === '' ? null : { ...file, hash: hash.digest('hex') };
}
