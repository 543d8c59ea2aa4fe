/** A fragment that is being written into a packet: its head in memory, its streams where they are. */
import { open } from 'node:fs/promises';
import { type FragmentHead, headOf, readHead } from './fragment.ts';

export interface FragmentSource extends FragmentHead {
  /** The bytes of all streams in order, in pieces. */
  body(): AsyncGenerator<Uint8Array>;
}

const PIECE = 512 * 1024;

/**
 * Opens a fragment given as its bytes or as the path of a file that holds them.
 * @throws NoFragment
 */
export async function openFragment(fragment: Uint8Array | string): Promise<FragmentSource> {
  if (typeof fragment !== 'string') {
    const head = headOf(fragment);
    return { ...head, body: () => piecesOf(fragment.subarray(head.bodyAt)) };
  }
  const head = await readHead(fragment);
  return { ...head, body: () => piecesOfFile(fragment, head.bodyAt) };
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

async function* piecesOfFile(path: string, from: number): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    for (let at = from; ; ) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(PIECE), 0, PIECE, at);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}
