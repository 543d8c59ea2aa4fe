/** Looks for bytes in a file of any size, piece by piece: a large one neither fills the memory nor keeps the process busy at a stretch. */
import { createReadStream } from 'node:fs';

const PIECE = 1024 * 1024;

/** @param path a file on this computer's disk @returns whether the bytes stand in it anywhere */
export async function fileHolds(path: string, what: Buffer): Promise<boolean> {
  let carried = Buffer.alloc(0);
  for await (const piece of createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>) {
    // It may lie across the border of two pieces.
    const looked = Buffer.concat([carried, piece]);
    if (looked.includes(what)) return true;
    carried = looked.subarray(Math.max(0, looked.length - what.length + 1));
  }
  return false;
}
