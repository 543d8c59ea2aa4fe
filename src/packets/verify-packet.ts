/** Compares a packet with its manifest, and says in plain words what differs. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { hashJson } from '#src/store/record.ts';
import { type Manifest, ManifestFile, type ManifestPart } from './manifest.ts';

export type PacketVerdict =
  | { whole: true; manifest: string; line: string }
  /** `lines`: what is wrong, the most telling first. */
  | { whole: false; lines: string[] };

/** Read at a time, in bytes. */
const CHUNK = 1_048_576;

/** What makes a JSON file a manifest, whatever is wrong with the rest of it. */
export const isManifest = (json: unknown): boolean =>
  z.looseObject({ inputs: z.array(z.unknown()), parts: z.array(z.unknown()), sha256: z.string() }).safeParse(json)
    .success;

/**
 * @param path the packet
 * @param json the manifest as it was parsed
 * @throws the file system's error where the packet cannot be read
 */
export async function verifyPacket(path: string, json: unknown): Promise<PacketVerdict> {
  const parsed = ManifestFile.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      whole: false,
      lines: [`Manifestet er ændret: ${issue?.path.join('.') || 'dets form'} er ikke, som den skal være.`],
    };
  }
  const { manifest: named, ...manifest } = parsed.data;
  const real = hashJson(manifest satisfies Manifest);
  if (real !== named) {
    return { whole: false, lines: [`Manifestet er ændret: dets indhold svarer ikke til dets egen hash ${named}.`] };
  }
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const hashOf = (from: number, length: number) => hashRange(file, from, length);
    const sha256 = await hashOf(0, size);
    if (sha256 === manifest.sha256) return { whole: true, manifest: real, line: praise(manifest) };
    const lines = [
      `Filen er ikke den, som manifestet beskriver: dens SHA-256 er ${sha256} og skulle være ${manifest.sha256}.`,
    ];
    if (size !== manifest.size) lines.push(`Den fylder ${size} bytes og skulle fylde ${manifest.size}.`);
    return { whole: false, lines: [...lines, ...(await differences(manifest, size, hashOf))] };
  } finally {
    await file.close();
  }
}

const praise = ({ pages, parts, edition, inputs }: Manifest): string =>
  `Filen er udgave ${edition}, som den blev lavet: ${pages} sider i ${parts.length} dele af ${inputs.length} kilder.`;

type HashOf = (from: number, length: number) => Promise<string | null>;

/**
 * Which parts are not where they were, neither counted from the file's beginning nor from its end: what was put in or cut out moves
 * all that follows, and that has not changed.
 */
async function differences({ parts, size }: Manifest, found: number, hashOf: HashOf): Promise<string[]> {
  const changed: ManifestPart[] = [];
  for (const part of parts) {
    const { from, length, sha256 } = part.bytes;
    const inPlace = (await hashOf(from, length)) === sha256;
    const shifted = !inPlace && found !== size && (await hashOf(from + found - size, length)) === sha256;
    if (!inPlace && !shifted) changed.push(part);
  }
  if (changed.length === 0)
    return ['Alle dele er, som de var. Det, der er ændret, ligger imellem dem eller til sidst i filen.'];
  if (changed.length === parts.length) return ['Ingen del af den svarer til manifestet: det er en anden fil.'];
  return changed.map(({ what, from, pages }) => `${what}, ${pageRange(from, pages)}, er ikke, som den var.`);
}

const pageRange = (from: number, pages: number): string =>
  pages === 1 ? `side ${from}` : `side ${from}-${from + pages - 1}`;

/** Null where the file has no such range. */
async function hashRange(file: Awaited<ReturnType<typeof open>>, from: number, length: number): Promise<string | null> {
  const { size } = await file.stat();
  if (from < 0 || from + length > size) return null;
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(Math.min(CHUNK, Math.max(1, length)));
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, length - done), from + done);
    if (bytesRead === 0) return null;
    hash.update(buffer.subarray(0, bytesRead));
    done += bytesRead;
  }
  return hash.digest('hex');
}
