/** A stored file as documents name it: addressed by the SHA-256 of its bytes. */
import { z } from 'zod';
import { Hash } from '#machines/primitives.ts';

export const FileRef = z.strictObject({
  hash: Hash,
  name: z.string().trim().min(1).max(255),
  /** Bytes. */
  size: z.number().int().min(1),
  mime: z.string().min(1).max(120),
});
export type FileRef = z.infer<typeof FileRef>;
