/** Meetings far ahead, whose items have bilag that belong to several of them. */
import { randomUUID } from 'node:crypto';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { type Actor, actorOf } from '#src/auth/actor.ts';
import { createItem } from '#src/commands/item/create.ts';
import { listItem } from '#src/commands/item/list.ts';
import { saveDraftOf } from '#src/commands/item/save-draft.ts';
import { submitItem } from '#src/commands/item/submit.ts';
import { planMeeting } from '#src/commands/meeting/plan.ts';
import type { App } from '#src/context.ts';
import type { FileRef } from '#src/documents/file-ref.ts';
import { type Bilag, emptyItemContent } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { noteUpload } from '#src/files/attach.ts';
import { readHead } from '#src/store/read-stream.ts';
import { PEOPLE, until } from './world.ts';

const ORGANS = ['organ-oek', 'organ-kb', 'organ-vpu', 'organ-dir'] as const;

/** The n-th meeting, with one or two items on its agenda, each with one to three of the files. @returns its id */
export async function plannedMeeting(app: App, n: number, files: readonly FileRef[]): Promise<string> {
  const officer = await personOf(app, 'officer');
  const secretary = await personOf(app, 'secretary');
  const organ = ORGANS[n % ORGANS.length] as string;
  const date = `2031-03-${String(1 + n).padStart(2, '0')}`;
  const { stream: meeting } = await planMeeting(app, asked(secretary), { organ, date, startsAt: '15:00' });
  const count = 1 + (n % 2);
  for (let i = 0; i < count; i++) {
    const attached = Array.from({ length: 1 + (n % 3) }, (_, k) => files[(3 * n + 5 * i + k) % files.length]);
    const item = await submittedItem(app, officer, organ, `Plan ${n}.${i + 1}`, attached as FileRef[]);
    await listItem.run(app, asked(secretary), { item, meeting });
  }
  await app.relay.flush();
  await until(`${meeting} has its items`, async () => {
    const context = (await readHead(app.collections, meeting))?.state.context as MeetingContext | undefined;
    return context?.items.length === count;
  });
  return meeting;
}

async function submittedItem(app: App, officer: Actor, organ: string, title: string, files: readonly FileRef[]) {
  const { stream: item } = await createItem(app, asked(officer), { type: 'decision' });
  for (const { hash } of files) await noteUpload(app, { hash, owner: item, by: officer.person, at: new Date() });
  const bilag = files.map(
    (file, n): Bilag => ({
      seq: n + 1,
      docId: null,
      openness: 'open',
      title: `Bilag om ${title}`,
      titlePublic: true,
      docNo: null,
      mainDocument: false,
      file,
    }),
  );
  const content = {
    ...emptyItemContent('decision'),
    title,
    sections: [{ heading: 'Sagsfremstilling', body: richTextOf(`Der er udarbejdet en plan: ${title}.`) }],
    recommendation: { lead: 'Det indstilles, at', clauses: ['planen godkendes.'] },
    bilag,
  };
  const plan = [{ kind: 'organ', organ, role: 'deciding' }];
  const { rev } = await saveDraftOf(app, asked(officer), { item, rev: 1, draft: { content, plan } });
  await submitItem.run(app, asked(officer), { item, rev });
  return item;
}

const asked = (actor: Actor) => ({ actor, cause: randomUUID() });

async function personOf(app: App, who: keyof typeof PEOPLE): Promise<Actor> {
  const actor = actorOf(await app.directory.current(), PEOPLE[who], new Date());
  if (actor === null) throw new Error(`There is no ${who}.`);
  return actor;
}
