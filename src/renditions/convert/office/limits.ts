/** How much an office file may hold. What holds more is a trap, or nothing that anybody prints. */
import { RenditionFailed } from '../../note.ts';

export const OFFICE_LIMITS = {
  /** Parts of the package. */
  parts: 10_000,
  /** Bytes of all parts unpacked. */
  unpacked: 400 * 1024 * 1024,
  /** Bytes of one part that is XML. */
  xml: 80 * 1024 * 1024,
  /** How many times its packed size a part of some size may take; text packs about ten to one, an empty table a hundred. */
  ratio: 300,
  /** From this size on the ratio counts. */
  ratioFrom: 4 * 1024 * 1024,
  /** Elements within each other; Word itself stops at a few dozen tables within each other. */
  depth: 400,
} as const;

/** @throws RenditionFailed `office-too-large`, which says what is too much of */
export function tooLarge(what: keyof typeof OFFICE_LIMITS): never {
  throw new RenditionFailed('office-too-large', { what, most: OFFICE_LIMITS[what] });
}
