/** What must be true of packets and of the stored files, whatever was killed while they were made. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { App } from '#src/context.ts';
import { createFileStore } from '#src/files/file-store.ts';
import { hashFile } from '#src/files/hash-file.ts';
import { Manifest, manifestFile } from '#src/packets/manifest.ts';
import { verifyPacket } from '#src/packets/verify-packet.ts';
import { editionsOf } from '#src/store/editions.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { byteChunkModel, byteFileModel } from '#src/store/models/file.ts';

const DAY_MS = 86_400_000;

/** What is wrong with the packets that must be there, and with every other edition of their meetings. */
export async function packetFaults(
  app: App,
  packets: readonly { meeting: string; variant: string }[],
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-faults-packets-'));
  const faults: string[] = [];
  try {
    for (const [meeting, wanted] of Map.groupBy(packets, (packet) => packet.meeting)) {
      const variants = wanted.map(({ variant }) => variant);
      const rows = await editionsOf(app.collections, meeting);
      faults.push(...editionFaults(meeting, variants, rows), ...(await chainFaults(app, meeting, rows)));
      for (const row of rows.filter(({ state }) => state === 'done'))
        faults.push(...(await fileFaults(app, row, folder)));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return faults;
}

/** A document is one edition, and every packet that the meeting must have is there as it was last wanted. */
function editionFaults(meeting: string, variants: readonly string[], rows: readonly Edition[]): string[] {
  const ofVariant = Map.groupBy(rows, ({ variant }) => variant);
  const absent = variants
    .filter((variant) => ofVariant.get(variant)?.[0]?.state !== 'done')
    .map((variant) => `${meeting} has no ${variant}: ${JSON.stringify(ofVariant.get(variant)?.[0]?.failure ?? null)}`);
  const twice = [...ofVariant].flatMap(([variant, each]) => {
    const documents = each.map(({ document }) => document);
    return new Set(documents).size === documents.length ? [] : [`${meeting} has one ${variant} in two editions`];
  });
  const other = rows
    // A draft that was under way when the agenda was frozen is called off.
    .filter(({ state, variant }) => state !== 'done' && !(state === 'dropped' && variant === 'draft'))
    .map(({ _id, state }) => `${_id} is ${state}`);
  const incomplete = rows.filter(({ missing }) => missing.length > 0).map(({ _id }) => `${_id} lacks bilag`);
  return [...absent, ...twice, ...other, ...incomplete];
}

/** What was sent is named once by the meeting's stream, and nothing else is. */
async function chainFaults({ collections }: App, meeting: string, rows: readonly Edition[]): Promise<string[]> {
  const records = await collections.transitions.find({ stream: meeting }).sort({ seq: 1 }).lean();
  const events = records.map(({ event }) => event);
  const named = events.flatMap((event) => {
    if (event.type === 'packetBuilt') return [event];
    return event.type === 'dispatch' ? (event.packets ?? []) : [];
  });
  const wasSent = events.some(({ type }) => type === 'dispatch');
  const sent = wasSent ? rows.filter(({ variant, state }) => variant !== 'draft' && state === 'done') : [];
  const unlike = named
    .filter(
      (each) =>
        !sent.some(
          (row) => row.variant === each.variant && row.edition === each.edition && row.manifest === each.manifest,
        ),
    )
    .map(({ variant, edition }) => `${meeting} names ${variant} ${edition}, which is not what was built`);
  const notOnce = sent.flatMap(({ _id, manifest }) => {
    const times = named.filter((each) => each.manifest === manifest).length;
    return times === 1 ? [] : [`the manifest of ${_id} is named ${times} times`];
  });
  return [...unlike, ...notOnce];
}

/** The file is stored under its hash, and is what its manifest says. */
async function fileFaults({ contents, files }: App, edition: Edition, folder: string): Promise<string[]> {
  const { _id, file, manifest } = edition;
  const parsed = Manifest.safeParse(await contents.read(manifest ?? ''));
  if (!parsed.success) return [`${_id} has no manifest`];
  const handedOut = manifestFile(parsed.data);
  const row = await files.find(file ?? '');
  if (row === null) return [`the file of ${_id} is not stored`];
  const path = join(folder, 'packet.pdf');
  await pipeline(files.open(row), createWriteStream(path));
  const verdict = await verifyPacket(path, handedOut);
  return [
    handedOut.manifest === manifest && parsed.data.sha256 === file ? '' : `the manifest of ${_id} is another's`,
    verdict.whole ? '' : `${_id}: ${verdict.whole ? '' : verdict.lines.join(' ')}`,
  ].filter((fault) => fault !== '');
}

/** A day later, when others have uploaded something, no byte is left that belongs to no file. */
export async function storeFaults({ connection, collections }: App): Promise<string[]> {
  const { fileUploads } = collections;
  await fileUploads.updateMany({}, { $set: { startedAt: new Date(Date.now() - DAY_MS) } });
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-faults-sweep-'));
  for (let left = await fileUploads.countDocuments(), n = 0; n <= left; n++) {
    const path = join(folder, String(n));
    await writeFile(path, `Senere upload ${n}`);
    // A process looks for such uploads once a minute and removes a few: each of these is the first upload of a new one.
    const files = createFileStore({ connection, collections });
    await files.put(path, { ...(await hashFile(path)), kind: 'txt', mime: 'text/plain' });
  }
  await rm(folder, { recursive: true });
  const rows = await collections.files.find().lean();
  const owned = new Set(rows.map(({ bytes }) => String(bytes)));
  const chunks = await byteChunkModel(connection).find().select({ files_id: 1 }).lean();
  const heads = await byteFileModel(connection).find().select({ _id: 1 }).lean();
  const bytes = new Set([...chunks.map(({ files_id }) => String(files_id)), ...heads.map(({ _id }) => String(_id))]);
  const uploads = await fileUploads.countDocuments();
  return [
    ...(uploads === 0 ? [] : [`${uploads} uploads that nobody finished were left`]),
    ...[...bytes].filter((id) => !owned.has(id)).map((id) => `the bytes ${id} belong to no file`),
    ...[...owned].filter((id) => !bytes.has(id)).map((id) => `the bytes ${id} of a file are not there`),
  ];
}
