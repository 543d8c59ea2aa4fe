/** Meetings whose items have real bilag, and the packets that are built of them by a worker's own processes. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listItem } from '#src/commands/item/list.ts';
import { saveDraftOf } from '#src/commands/item/save-draft.ts';
import { submitItem } from '#src/commands/item/submit.ts';
import { freezeAgenda } from '#src/commands/meeting/freeze.ts';
import { planMeeting } from '#src/commands/meeting/plan.ts';
import type { Bilag, ItemContent } from '#src/documents/item-content.ts';
import { noteUpload } from '#src/files/attach.ts';
import { hashFile } from '#src/files/hash-file.ts';
import { checkMeeting } from '#src/packets/check-meeting.ts';
import type { PacketDocument } from '#src/packets/document.ts';
import { newestEditions } from '#src/store/editions.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { ORGANS_ONLY, situationsIn } from '../commands/situations.ts';
import { PEOPLE, type Town, textOf } from '../commands/town.ts';
import { inFolder } from '../files/make.ts';

export interface BilagGiven {
  title?: string;
  bytes: Buffer;
  kind?: string;
  mime?: string;
  openness?: Bilag['openness'];
  /** The local date from which a closed one is open. */
  closedUntil?: string;
}

export function packetWorld(town: Town) {
  const at = situationsIn(town);
  const { app } = town;

  const stored = ({ bytes, kind = 'pdf', mime = 'application/pdf' }: BilagGiven) =>
    inFolder(async (folder) => {
      const path = join(folder, 'file');
      await writeFile(path, bytes);
      const { hash, size } = await hashFile(path);
      await app.files.put(path, { hash, size, kind, mime });
      return { hash, size, mime, name: `bilag.${kind}` };
    });

  /** The rows of an item's list, each with its stored file. */
  const rowsOf = (given: readonly BilagGiven[]): Promise<Bilag[]> =>
    Promise.all(
      given.map(async (each, n) => ({
        seq: n + 1,
        docId: null,
        openness: each.openness ?? 'open',
        title: each.title ?? `Bilag ${n + 1}`,
        titlePublic: (each.openness ?? 'open') === 'open',
        docNo: null,
        mainDocument: false,
        ...(each.closedUntil === undefined ? {} : { closedUntil: each.closedUntil }),
        file: await stored(each),
      })),
    );

  /** An item with these bilag, on the agenda of a meeting. */
  async function listed(meeting: string, given: readonly BilagGiven[], change: Partial<ItemContent> = {}) {
    const item = await town.draft(ORGANS_ONLY, textOf());
    const bilag = await rowsOf(given);
    for (const { file } of bilag)
      if (file) await noteUpload(app, { hash: file.hash, owner: item, by: PEOPLE.officer, at: new Date() });
    const content = { ...textOf(change.title ?? 'Udmøntningsplan'), ...change, bilag };
    await saveDraftOf(app, await town.as('officer'), { item, rev: 2, draft: { content, plan: ORGANS_ONLY } });
    await submitItem.run(app, await town.as('officer'), { item, rev: 3 });
    await at.run(listItem.run, 'secretary', { item, meeting });
    await at.settle();
    return item;
  }

  const freeze = async (meeting: string, part = 'agenda') => {
    await at.run(freezeAgenda.run, 'secretary', { meeting, part });
    await at.settle();
  };
  const newest = async (meeting: string, variant = 'members', scope = 'all'): Promise<Edition | undefined> =>
    (await newestEditions(app.collections, { meeting, scope, variant }, 1))[0];

  /** A meeting on a day; far ahead nothing about it is late. */
  const meeting = async (organ = 'organ-oek', date = '2099-12-01') =>
    (await at.run(planMeeting, 'secretary', { organ, date, startsAt: '15:00' })).stream;

  return {
    ...at,
    meeting,
    listed,
    freeze,
    newest,
    check: (meeting: string) => checkMeeting(app, meeting),
    documentOf: async (edition: Edition | undefined) =>
      (await app.contents.read(edition?.document ?? '')) as PacketDocument,
    /** The bytes of a stored file, as text of one byte each. */
    async bytesOf(hash: string | null | undefined): Promise<Buffer> {
      const file = await app.files.find(hash ?? '');
      if (file === null) throw new Error('nothing is stored under the hash');
      const chunks: Buffer[] = [];
      for await (const chunk of app.files.open(file)) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
  };
}
export type PacketWorld = ReturnType<typeof packetWorld>;
