/** Says again and again which programs this machine has for work that is not done everywhere. */
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { OCR_PROGRAMS } from '#src/renditions/ocr/run-ocr.ts';
import type { Collections } from '#src/store/collections.ts';
import { noteWorkerTools, TOOLS_HOLD_MS } from '#src/store/worker-tools.ts';
import { toolVersions } from '#src/tools/tool-versions.ts';
import { repeatEvery } from './repeat.ts';

interface NoteToolsDeps {
  collections: Pick<Collections, 'workerTools'>;
  /** Where programs are tried, in a folder named by this process, so that it is taken away should that be killed. */
  folder: string;
  onError(error: unknown): void;
}

/** Begins at once; what has been installed meanwhile is seen the next time. */
export function keepToolsNoted({ collections, folder: parent, onError }: NoteToolsDeps): { stop(): Promise<void> } {
  const note = async () => {
    const folder = await mkdtemp(join(parent, `${process.pid}-tools-`));
    try {
      await noteWorkerTools(collections, hostname(), await toolVersions(OCR_PROGRAMS, folder));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  return repeatEvery(TOOLS_HOLD_MS / 5, note, onError);
}
