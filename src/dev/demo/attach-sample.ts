/** The sample items' bilag: files of the demo, taken as an upload is. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '#src/context.ts';
import type { Bilag } from '#src/documents/item-content.ts';
import { noteUpload } from '#src/files/attach.ts';
import { checkFile } from '#src/files/check-file.ts';
import { hashFile } from '#src/files/hash-file.ts';
import { requestRenditions } from '#src/renditions/request.ts';
import { DEMO_FILES } from './bilag/files.ts';
import type { SampleBilag } from './sample-items.ts';

const MOST_BYTES = 10_000_000;

/** @param of the item, and the person who attaches them */
export async function attachSamples(
  app: App,
  of: { item: string; person: string },
  bilag: readonly SampleBilag[],
): Promise<Bilag[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-sample-'));
  try {
    const rows: Bilag[] = [];
    for (const [index, { title, file: name }] of bilag.entries()) {
      const made = DEMO_FILES.find((each) => each.name === name);
      if (made === undefined) throw new Error(`the demo has no file called ${name}`);
      const path = join(folder, String(index));
      await writeFile(path, await made.make());
      const file = { path, name, maxBytes: MOST_BYTES, place: { purpose: 'bilag', from: of.person } };
      const [checked, { hash }] = [await checkFile(file, app.scanFile), await hashFile(path)];
      const { mime, size } = await app.files.put(path, { hash, ...checked });
      await noteUpload(app, { hash, owner: of.item, by: of.person, at: new Date() });
      await requestRenditions(app, [hash]);
      const said = { docId: null, openness: 'open' as const, titlePublic: true, docNo: null, mainDocument: false };
      rows.push({ seq: index + 1, title, ...said, file: { hash, name: checked.name, size, mime } });
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
