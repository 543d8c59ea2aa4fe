/** Looks for bytes in a file of any size, piece by piece: a large one neither fills the memory nor keeps the process busy at a stretch. */
import { open } from 'node:fs/promises';

const PIECE = 1024 * 1024;

/** @param path a file on this computer's disk @param what shorter than a megabyte @returns whether it stands in the file anywhere */
export async function fileHolds(path: string, what: Buffer): Promise<boolean> {
  const file = await open(path);
  // One buffer for all pieces: memory that is taken anew for each is what makes V8 collect garbage.
  const piece = Buffer.allocUnsafe(PIECE);
  try {
    let carried = 0;
    for (;;) {
      const { bytesRead } = await file.read(piece, carried, PIECE - carried, null);
      if (bytesRead === 0) return false;
      const filled = carried + bytesRead;
      if (piece.subarray(0, filled).includes(what)) return true;
      // It may lie across the border of two pieces.
      carried = Math.min(filled, what.length - 1);
      piece.copyWithin(0, filled - carried, filled);
    }
  } finally {
    await file.close();
  }
}
