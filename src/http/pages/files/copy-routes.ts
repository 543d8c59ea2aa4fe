/** "Kopi af sag er vedlagt": another item, as it was in its latest version, becomes a file that a bilag may name. */
import { z } from 'zod';
import { Openness } from '#machines/agenda-item/events.ts';
import type { App } from '#src/context.ts';
import { FileRef } from '#src/documents/file-ref.ts';
import { notAllowedNow, notFound } from '#src/errors.ts';
import { noteUpload } from '#src/files/attach.ts';
import { cleanFileName } from '#src/files/file-name.ts';
import { itemSource } from '#src/pdf/render-item.ts';
import { versionContent } from '#src/queries/item.ts';
import { timelineOf, versionsOf } from '#src/queries/item-timeline.ts';
import { paperOf } from '#src/queries/own-approvals.ts';
import { requestRenditions } from '#src/renditions/request.ts';
import { word } from '#src/words/words.ts';
import { answer } from '../../answer.ts';
import { SHORT_JSON } from '../../body.ts';
import { operation } from '../../operation.ts';
import { OfItem } from '../../path-params.ts';
import { printedFile } from '../../send-print.ts';
import { type ReadableItem, readableItem } from '../item/item-access.ts';
import { readableText } from '../item/item-page.ts';
import { assertMayBringFiles } from './bilag-access.ts';
import { countUpload } from './receive-files.ts';

/** What a bilag of the copy is to say. */
const Copy = z.strictObject({
  file: FileRef,
  title: z.string().max(500),
  /** A copy of a closed item is closed, and so is its title. */
  openness: Openness,
  titlePublic: z.boolean(),
  item: z.string(),
  version: z.number().int().min(1),
});
type Copy = z.infer<typeof Copy>;

export const attachCopy = operation({
  method: 'post',
  path: ['/punkter/:id/kopier', '/api/v1/items/:id/copies'],
  access: 'session',
  summary:
    'Prints the latest version of another item, and keeps it as a file that an attachment of this item may name.',
  takes: SHORT_JSON,
  schema: { params: OfItem, body: z.strictObject({ item: z.string().max(64) }) },
  answers: answer('The file, and what the attachment is called and whether it is open.', Copy, 201),
  async handler({ app, request, params, body }) {
    const target = await readableItem({ app, request, params });
    assertMayBringFiles(target);
    if (body.item === params.id) throw notAllowedNow('copy-of-itself');
    const source = await readableItem({ app, request, params: { id: body.item } });
    await countUpload(app, request, target.actor.person);
    return copyFor(app, target, source);
  },
});

/** @throws Refusal `copy-needs-version` (409), `not-found` (404) where its text has been erased, and as `printedFile` */
async function copyFor(app: App, { history: { id: owner }, actor }: ReadableItem, source: ReadableItem): Promise<Copy> {
  const { history } = source;
  const version = versionsOf(history, timelineOf(history, source.directory)).at(-1);
  if (version === undefined) throw notAllowedNow('copy-needs-version');
  const whole = versionContent(history, version.hash);
  if (whole === null) throw notFound('version');
  const content = readableText(source, whole);
  // What a meeting has not ended with is not decided.
  const decided = { ...history, context: { ...history.context, pendingDecision: null } };
  const printed = itemSource(paperOf(decided, content, { version: version.hash, directory: source.directory }));
  const hash = await printedFile(app, printed, new Date(version.at));
  const file = await app.files.find(hash);
  if (file === null) throw notFound('file');
  await noteUpload(app, { hash, owner, by: actor.person, at: new Date() });
  await requestRenditions(app, [hash]);
  const called = `${content.title || word('print', 'untitled')}${content.caseNumber ? ` (${content.caseNumber})` : ''}`;
  const isOpen = content.openness === 'open' && history.context.openness === 'open';
  return {
    file: {
      hash,
      name: cleanFileName(`Kopi af sag ${content.caseNumber?.replaceAll('/', '-') ?? ''} version ${version.n}.pdf`),
      size: file.size,
      mime: file.mime,
    },
    title: `Kopi af sag: ${called.slice(0, 450)}, version ${version.n}`,
    openness: isOpen ? 'open' : 'closed',
    titlePublic: isOpen,
    item: history.id,
    version: version.n,
  };
}
