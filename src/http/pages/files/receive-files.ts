/** Takes files in: reads the form, judges every file, and stores them only when all of them are good. */
import type { Request } from 'express';
import { createCounters, perDay, perQuarter } from '#src/auth/counters.ts';
import { networkOf } from '#src/auth/network.ts';
import type { App } from '#src/context.ts';
import type { FileRef } from '#src/documents/file-ref.ts';
import { isRefusal, type Refusal } from '#src/errors.ts';
import { noteUpload } from '#src/files/attach.ts';
import { checkFile } from '#src/files/check-file.ts';
import { requestRenditions } from '#src/renditions/request.ts';
import type { Place } from '#src/tools/turns.ts';
import { type Received, type ReceivedFile, withMultipart } from './read-multipart.ts';

/** What the files are for, and who brings them: only there may they be named (`uploadedFor`). */
export interface UploadFor {
  /** An item's id, or whatever names an answer to a hearing. */
  owner: string;
  /** A person's id, or a party's. */
  by: string;
  /** Whether they are bilag: what is made of one is wanted as soon as it is there. */
  bilag?: boolean;
  /** In whose turn they are checked, and for what; in that of `by`, where not given. */
  place?: Place;
}

export interface ReceiveSettings extends UploadFor {
  maxFiles: number;
  /** Of one file; the setting MAX_FILE_MB where not given. */
  maxBytes?: number;
}

/** A form may bring several files; what is counted is forms. */
const LIMITS = { each: perQuarter(300), eachDaily: perDay(2_000), network: perQuarter(600) };
const DEMO_LIMITS = { ...LIMITS, each: perQuarter(10_000), network: perQuarter(10_000) };

export const maxBytesOf = ({ config }: Pick<App, 'config'>): number => config.MAX_FILE_MB * 1024 * 1024;

/** @throws Refusal `uploads-too-often` (429) */
export async function countUpload(app: App, request: Request, who: string): Promise<void> {
  const counters = createCounters(app.connection);
  const { each, eachDaily, network } = app.config.DEMO ? DEMO_LIMITS : LIMITS;
  await counters.count(`upload-network ${networkOf(request.ip ?? 'unknown')}`, network, 'uploads-too-often');
  await counters.count(`upload ${who}`, each, 'uploads-too-often');
  await counters.count(`upload-daily ${who}`, eachDaily, 'uploads-too-often');
}

/**
 * Judges files and stores them.
 * @returns how documents name them, in their order
 * @throws Refusal by `checkFile`, with the file's name; then none of them is stored
 */
export async function keepFiles(
  app: App,
  files: readonly ReceivedFile[],
  { owner, by, bilag = false, place = { purpose: 'bilag', from: by } }: UploadFor,
  maxBytes = maxBytesOf(app),
): Promise<FileRef[]> {
  const judged = [];
  for (const file of files) {
    const { path, name } = file;
    judged.push({ ...file, checked: await checkFile({ path, name, maxBytes, place }, app.scanFile) });
  }
  const kept: FileRef[] = [];
  for (const { path, hash, checked } of judged) {
    const { mime, size } = await app.files.put(path, { hash, ...checked });
    await noteUpload(app, { hash, owner, by, at: new Date() });
    kept.push({ hash, name: checked.name, size, mime });
  }
  if (bilag) {
    const hashes = kept.map(({ hash }) => hash);
    await requestRenditions(app, hashes);
  }
  return kept;
}

export interface ReceivedForm {
  /** The form's other fields. */
  fields: Received['fields'];
  files: FileRef[];
  /** Why none of the files was stored; the fields are there all the same, so that no word is lost. */
  problem: Refusal | null;
}

/**
 * A whole form with files, from whoever may send one: the caller has judged who asks before.
 * @throws Refusal as `withMultipart`; `uploads-too-often` (429); what is wrong with a file comes back as `problem`
 */
export async function receiveFiles(
  app: App,
  request: Request,
  { maxFiles, maxBytes = maxBytesOf(app), ...whom }: ReceiveSettings,
): Promise<ReceivedForm> {
  await countUpload(app, request, whom.by);
  return withMultipart(request, { maxFiles, maxBytes }, async ({ fields, files, problem }) => {
    if (problem !== null) return { fields, files: [], problem };
    try {
      return { fields, files: await keepFiles(app, files, whom, maxBytes), problem: null };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { fields, files: [], problem: error };
    }
  });
}
