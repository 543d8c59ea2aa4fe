import { open } from 'node:fs/promises';

/** @param path a file on this computer's disk @param most how many bytes of its end are wanted @returns them, or all of a shorter file */
export async function lastBytes(path: string, most: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, most));
    await file.read(bytes, 0, bytes.length, size - bytes.length);
    return bytes;
  } finally {
    await file.close();
  }
}
