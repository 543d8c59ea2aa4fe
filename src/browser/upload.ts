/** Sends one file to the server and reports how far it is. It knows nothing of the page. */
import type { FileRef } from '#src/documents/file-ref.ts';

export type Uploaded = { ok: true; file: FileRef } | { ok: false; why: string };

export const LOST = 'Forbindelsen blev afbrudt, før hele filen var modtaget. Prøv igen.';
export const SIGNED_OUT = 'Du er blevet logget ud. Log ind i et andet vindue, og prøv igen.';

const isFile = (value: unknown): value is FileRef =>
  typeof value === 'object' &&
  value !== null &&
  'hash' in value &&
  'name' in value &&
  'size' in value &&
  'mime' in value;

/** What the server says of a file. @param answer the body, as JSON */
export function answerOf(status: number, answer: unknown): Uploaded {
  if (status === 201 && isFile(answer)) return { ok: true, file: answer };
  if (status === 401) return { ok: false, why: SIGNED_OUT };
  const detail = typeof answer === 'object' && answer !== null && 'detail' in answer ? String(answer.detail) : LOST;
  return { ok: false, why: detail };
}

/** @param progress called with the part that has been sent, from 0 to 1; 1 means that the server is looking at it */
export function uploadFile(url: string, file: File, progress: (part: number) => void): Promise<Uploaded> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.responseType = 'json';
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener('load', () => resolve(answerOf(request.status, request.response)));
    for (const lost of ['error', 'abort', 'timeout']) {
      request.addEventListener(lost, () => resolve({ ok: false, why: LOST }));
    }
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}
