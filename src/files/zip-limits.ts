/** How much a zip may hold, by its own list of parts, before anything is unpacked. What holds more is a trap, or nothing that anybody prints. */

export const ZIP_LIMITS = {
  /** Parts of the package. */
  parts: 10_000,
  /** Bytes of all parts unpacked. */
  unpacked: 400 * 1024 * 1024,
  /** How many times its packed size a part of some size may take; text packs about ten to one, an empty table a hundred. */
  ratio: 300,
  /** From this size on the ratio counts. */
  ratioFrom: 4 * 1024 * 1024,
} as const;

/** @param sizes in bytes, of a part or of all parts together */
export const isOverRatio = (sizes: { uncompressedSize: number; compressedSize: number }): boolean =>
  sizes.uncompressedSize > ZIP_LIMITS.ratioFrom && sizes.uncompressedSize > sizes.compressedSize * ZIP_LIMITS.ratio;
