/** The meeting of the packet benchmark: 40 items with 60 bilag, made by the real commands and listed on one agenda. */
import { setTimeout as pause } from 'node:timers/promises';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { type Actor, actorOf } from '#src/auth/actor.ts';
import { amendItem } from '#src/commands/item/amend.ts';
import { createItem } from '#src/commands/item/create.ts';
import { listItem } from '#src/commands/item/list.ts';
import { saveDraftOf } from '#src/commands/item/save-draft.ts';
import { submitItem } from '#src/commands/item/submit.ts';
import { planMeeting } from '#src/commands/meeting/plan.ts';
import type { App } from '#src/context.ts';
import { ItemVersionDocument } from '#src/documents/decision.ts';
import type { FileRef } from '#src/documents/file-ref.ts';
import { type Bilag, emptyItemContent } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { noteUpload } from '#src/files/attach.ts';
import { hasOneOf } from '#src/policies/roles.ts';
import { headOf } from '#src/store/read-stream.ts';
import { asked } from '../items.ts';
import type { BenchFile } from './bilag.ts';
import { startBenchWorker } from './processes.ts';
import { PDF, uploadPdf } from './store-pdf.ts';
import type { UsualItem } from './usual-team.ts';

/** The items of an agenda, so many of which have two bilag and the others one, and the meeting's organ and day. */
export interface BenchAgenda {
  organ?: string;
  items: number;
  withTwo: number;
  date: string;
}
const FULL: BenchAgenda = { items: 40, withTwo: 20, date: '2030-03-06' };

export interface BenchMeeting {
  meeting: string;
  /** The same items as the baseline prints them. */
  items: UsualItem[];
  /** The id of the first item, whose first bilag is replaced for the figure `one-changed`. */
  first: string;
  officer: Actor;
  secretary: Actor;
}

const paragraphsOf = (n: number): string[] =>
  Array.from(
    { length: 8 },
    (_, line) =>
      `Punkt ${n}, afsnit ${line + 1}. Der er udarbejdet en plan for området. Forvaltningen vurderer, at planen kan gennemføres inden for den afsatte ramme, og at den lever op til de mål, som udvalget har vedtaget for perioden.`,
  );

/** @param files as many as the items have bilag: sixty; each is stored and belongs to one item */
export async function benchMeeting(
  app: App,
  files: readonly BenchFile[],
  { items: count, withTwo, date, organ = 'organ-oek' }: BenchAgenda = FULL,
): Promise<BenchMeeting> {
  const [officer, secretary] = await Promise.all([personWith(app, 'officer'), personWith(app, 'secretariat')]);
  const { stream: meeting } = await planMeeting(app, asked(secretary), { organ, date, startsAt: '15:00' });
  const worker = await startBenchWorker(app, 'signals');
  const items: (UsualItem & { item: string })[] = [];
  let next = 0;
  for (let number = 1; number <= count; number++) {
    const own = files.slice(next, next + (number <= withTwo ? 2 : 1));
    items.push(await listedItem(app, { officer, secretary, organ, meeting, number, files: own }));
    next += own.length;
  }
  await untilListed(app, meeting, count);
  await app.relay.flush();
  await worker.stop();
  return { meeting, items, first: items[0]?.item ?? '', officer, secretary };
}

interface NewItem {
  officer: Actor;
  secretary: Actor;
  organ: string;
  meeting: string;
  number: number;
  files: readonly BenchFile[];
}

async function listedItem(
  app: App,
  { officer, secretary, organ, meeting, number, files }: NewItem,
): Promise<UsualItem & { item: string }> {
  const { stream: item } = await createItem(app, asked(officer), { type: 'decision' });
  const refs = await storeFiles(app, files, { owner: item, by: officer.person });
  const title = `Plan for område ${number}`;
  const paragraphs = paragraphsOf(number);
  const content = {
    ...emptyItemContent('decision'),
    title,
    sections: [{ heading: 'Sagsfremstilling', body: richTextOf(paragraphs.join('\n')) }],
    recommendation: { lead: 'Kommunaldirektøren indstiller, at', clauses: ['planen godkendes.'] },
    bilag: refs.map((file, index) => bilagRow(file, index, files[index]?.title ?? '')),
  };
  const plan = [{ kind: 'organ', organ, role: 'deciding' }];
  const { rev } = await saveDraftOf(app, asked(officer), { item, rev: 1, draft: { content, plan } });
  await submitItem.run(app, asked(officer), { item, rev });
  await listItem.run(app, asked(secretary), { item, meeting });
  return {
    item,
    number,
    title,
    paragraphs,
    bilag: refs.map(({ hash }, n) => ({ hash, title: files[n]?.title ?? '' })),
  };
}

/** Replaces the item's first bilag by a file of its own, as its officer does while the agenda is collected. */
export async function replaceBilag(app: App, { first, officer }: BenchMeeting, file: BenchFile): Promise<void> {
  const { context } = (await headOf(app.collections, 'agenda-item', first)).state;
  const { content } = ItemVersionDocument.parse(await app.contents.read(context.version?.hash ?? ''));
  const [ref] = await storeFiles(app, [file], { owner: first, by: officer.person });
  const bilag = content.bilag.map((row) => (row.seq === 1 && ref ? { ...row, file: ref } : row));
  const change = { item: first, version: context.version?.hash, weight: 'editorial', content: { ...content, bilag } };
  await amendItem.run(app, asked(officer), change);
}

const bilagRow = (file: FileRef, index: number, title: string): Bilag => ({
  seq: index + 1,
  docId: null,
  openness: 'open',
  title,
  titlePublic: true,
  docNo: null,
  mainDocument: false,
  file,
});

async function storeFiles(
  app: App,
  files: readonly BenchFile[],
  whom: { owner: string; by: string },
): Promise<FileRef[]> {
  const refs: FileRef[] = [];
  for (const { name, bytes } of files) {
    const file = { ...(await uploadPdf(app.files, bytes)), mime: PDF.mime };
    await noteUpload(app, { hash: file.hash, ...whom, at: new Date() });
    refs.push({ ...file, name });
  }
  return refs;
}

async function untilListed(app: App, meeting: string, items: number): Promise<void> {
  for (;;) {
    const context = (await app.readHead(meeting))?.state.context as MeetingContext | undefined;
    if (context?.items.length === items) return;
    await pause(50);
  }
}

async function personWith(app: App, role: 'officer' | 'secretariat'): Promise<Actor> {
  const directory = await app.directory.current();
  const person = [...directory.people.values()].find((each) => hasOneOf(each, role));
  const actor = person && actorOf(directory, person.id, await app.clock.now());
  if (!actor) throw new Error(`The demo people have no ${role}.`);
  return actor;
}
