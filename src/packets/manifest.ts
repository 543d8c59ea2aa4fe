/**
 * The manifest of a packet: every input by its hash, where each part of the file begins, and the file's own hash. The inputs are
 * stored files and documents, so the same manifest gives the same bytes, from the store alone.
 */
import { z } from 'zod';
import { Openness } from '#machines/agenda-item/events.ts';
import { Hash, Id } from '#machines/primitives.ts';
import { hashJson } from '#src/store/record.ts';
import { Scope, Variant } from './document.ts';

const tools = z.record(z.string().max(60), z.string().max(120));

export const ManifestInput = z.strictObject({
  /** `document`: what the packet says; `pages`: its own pages; `plan`: how all is put together; else the bilag's label, "3.2". */
  what: z.string().min(1).max(60),
  sha256: Hash,
  /** By which steps it was made, with their version. */
  recipe: z.string().min(1).max(60),
  /** The versions of the programs that made it. */
  tools,
  /** Of a bilag: the file that was attached, and whether it is closed in this meeting. */
  original: Hash.optional(),
  openness: Openness.optional(),
  closedUntil: z.iso.date().optional(),
});
export type ManifestInput = z.infer<typeof ManifestInput>;

export const ManifestPart = z.strictObject({
  /** As in the outline: "Dagsorden", "Bilag 3.2 Budget". */
  what: z.string().min(1).max(600),
  /** The first page of the part within the packet, from 1. */
  from: z.number().int().min(1),
  pages: z.number().int().min(1),
  /** Where its bytes lie in the file, and their hash: so that it can be said which part is not what it was. Empty pages have none. */
  bytes: z.strictObject({ from: z.number().int().min(0), length: z.number().int().min(0), sha256: Hash }),
});
export type ManifestPart = z.infer<typeof ManifestPart>;

export const Manifest = z.strictObject({
  meeting: Id,
  scope: Scope,
  variant: Variant,
  edition: z.number().int().min(1),
  inputs: z.array(ManifestInput).min(1).max(5_000),
  parts: z.array(ManifestPart).min(1).max(10_000),
  pages: z.number().int().min(1),
  /** Bytes of the file. */
  size: z.number().int().min(1),
  sha256: Hash,
});
export type Manifest = z.infer<typeof Manifest>;

/** As it is handed out: with its own hash, which the meeting's stream names too. */
export const ManifestFile = Manifest.extend({ manifest: Hash });
export type ManifestFile = z.infer<typeof ManifestFile>;

export const manifestFile = (manifest: Manifest): ManifestFile => ({ ...manifest, manifest: hashJson(manifest) });
