/** Puts an edition of a packet together: its own pages, its bilag's fragments, the file, the manifest. The store has all that it needs. */
import { isRefusal } from '#src/errors.ts';
import { sharedCompiler } from '#src/pdf/render-item.ts';
import { notPrintable } from '#src/prints/not-printable.ts';
import { RenditionFailed } from '#src/renditions/note.ts';
import { newestEditions, noteProgress } from '#src/store/editions.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { wantPacketChecks } from '#src/store/packet-checks.ts';
import { word } from '#src/words/words.ts';
import { beginPacket } from './assemble.ts';
import { type BilagSources, bilagSources, statesOf } from './bilag-sources.ts';
import type { BuildDeps } from './build-deps.ts';
import { packetChanges } from './changes.ts';
import { bilagInOrder, pagesInput } from './content/packet-pages.ts';
import { PacketDocument } from './document.ts';
import { Manifest, type ManifestInput } from './manifest.ts';
import { makeOwnPages } from './own-pages.ts';
import { isReleased } from './packets-wanted.ts';
import { type PacketPlan, plannedBilag, planOf } from './plan.ts';
import { typesetterVersion } from './typesetter.ts';

/** @returns what builds one edition after another */
export function createBuilder(parts: Omit<BuildDeps, 'compiler' | 'folder' | 'atStep'>) {
  return (run: Pick<BuildDeps, 'folder' | 'atStep'>, edition: Edition) =>
    buildEdition({ ...parts, ...run, compiler: sharedCompiler() }, edition);
}

/**
 * @returns the fields of the edition's row
 * @throws RenditionFailed where no further try will help (`packetFailures` has a sentence for each); Error while a bilag is not prepared
 */
async function buildEdition(deps: BuildDeps, edition: Edition): Promise<Partial<Edition>> {
  const startedAt = Date.now();
  const document = await documentOf(deps, edition.document);
  const sources = await bilagSources(deps, document);
  const { own, plan, packet, faults } = await putTogether(deps, edition, document, sources).catch(withoutRetry);
  const { path, parts, ...file } = packet;
  deps.atStep('store');
  const [inputs, changes] = await Promise.all([
    inputsOf(deps, edition, plan, own, sources),
    changesSince(deps, edition, document, sources),
    deps.files.put(path, { ...file, kind: 'pdf', mime: 'application/pdf' }),
  ]);
  const manifest = Manifest.parse({
    meeting: edition.meeting,
    scope: document.scope,
    variant: document.variant,
    edition: edition.edition,
    inputs,
    parts,
    pages: plan.pages,
    size: file.size,
    sha256: file.hash,
  });
  // What is built is taken down in the meeting's stream by whoever looks at the meeting next.
  if (isReleased(edition)) await wantPacketChecks(deps.collections, [edition.meeting]);
  return {
    manifest: await deps.contents.put(manifest),
    file: file.hash,
    size: file.size,
    pages: plan.pages,
    missing: sources.missing,
    faults,
    changes,
    progress: { done: plan.pages, of: plan.pages },
    tookMs: Date.now() - startedAt,
  };
}

/** The bilag's pages are put together while those between them are set. */
async function putTogether(deps: BuildDeps, edition: Edition, document: PacketDocument, sources: BilagSources) {
  const input = pagesInput(document, { edition: edition.edition, bilag: statesOf(sources) });
  const bilag = plannedBilag(bilagInOrder(input.model), sources.made);
  // Until the own pages are set, those of the bilag are all that is known.
  let all = input.model.bilagPages;
  const note = progressNotes(deps, edition);
  const packet = beginPacket(deps, bilag, (done) => note(done, all));
  try {
    deps.atStep('pages');
    const { fragment: own, held, stored, ...pages } = await makeOwnPages(deps, input);
    all = pages.pages;
    const variant = { variant: document.variant, watermark: word('packetStamps', 'watermark') };
    const plan = planOf(pages, own, bilag, variant);
    deps.atStep('assemble');
    const assembled = await packet.end(plan, { held });
    await stored;
    return { own, plan, packet: assembled, faults: pages.faults };
  } catch (error) {
    await packet.stop();
    throw error;
  }
}

/** Whoever watches asks about once a second, and each note is a round trip. */
const NOTE_EVERY_MS = 300;

/** @returns what notes how many pages are in place, of how many */
function progressNotes({ collections }: Pick<BuildDeps, 'collections'>, edition: Edition) {
  let next = 0;
  return async (done: number, of: number): Promise<void> => {
    if (Date.now() < next) return;
    next = Date.now() + NOTE_EVERY_MS;
    await noteProgress(collections, edition, { done, of });
  };
}

async function documentOf({ contents }: Pick<BuildDeps, 'contents'>, hash: string): Promise<PacketDocument> {
  const body = await contents.read(hash);
  // Erased meanwhile, with what it said.
  if (body === undefined) throw new RenditionFailed('packet-erased');
  return PacketDocument.parse(body);
}

/** What the typesetter refuses once it refuses again; that it is busy or the store away passes. */
function withoutRetry(error: unknown): never {
  if (isRefusal(error) && error.code === 'item-not-printable') throw notPrintable(error);
  if (isRefusal(error) && error.status < 500) throw new RenditionFailed('packet-not-printable', {}, error);
  throw error;
}

/** Every input by its hash: with these in the store the same file is made again. */
async function inputsOf(
  { contents }: Pick<BuildDeps, 'contents'>,
  edition: Edition,
  plan: PacketPlan,
  own: string,
  { made }: BilagSources,
): Promise<ManifestInput[]> {
  const recipe = `packet-${edition.recipe}`;
  return [
    { what: 'document', sha256: edition.document, recipe, tools: {} },
    { what: 'plan', sha256: await contents.put(plan), recipe, tools: {} },
    { what: 'pages', sha256: own, recipe, tools: { typst: typesetterVersion } },
    ...made.map(({ bilag, fragment, original, recipe: how, tools }) => ({
      what: bilag.label,
      sha256: fragment,
      recipe: how,
      tools,
      original,
      openness: bilag.openness,
      ...(bilag.closedUntil === null ? {} : { closedUntil: bilag.closedUntil }),
    })),
  ];
}

/** Compared with the last edition that was built: whoever read that one wants to know it. */
async function changesSince(
  deps: BuildDeps,
  edition: Edition,
  document: PacketDocument,
  { missing }: BilagSources,
): Promise<Edition['changes']> {
  const rows = await newestEditions(deps.collections, edition);
  const last = rows.find((row) => row.state === 'done' && row.edition < edition.edition);
  const body = last && (await deps.contents.read(last.document));
  if (last === undefined || body === undefined) return [];
  const stillMissing = new Set(missing.map(({ key }) => key));
  const made = last.missing.map(({ key }) => key).filter((key) => !stillMissing.has(key));
  return packetChanges(PacketDocument.parse(body), document, new Set(made));
}
