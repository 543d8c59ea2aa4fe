/** How much an office file may hold. What holds more is a trap, or nothing that anybody prints. */
import { ZIP_LIMITS } from '#src/files/zip-limits.ts';
import { RenditionFailed } from '../../note.ts';

export const OFFICE_LIMITS = {
  ...ZIP_LIMITS,
  /** Bytes of one part that is XML. */
  xml: 80 * 1024 * 1024,
  /** Elements within each other; Word itself stops at a few dozen tables within each other. */
  depth: 400,
} as const;

/** @throws RenditionFailed `office-too-large`, which says what is too much of */
export function tooLarge(what: keyof typeof OFFICE_LIMITS): never {
  throw new RenditionFailed('office-too-large', { what, most: OFFICE_LIMITS[what] });
}
