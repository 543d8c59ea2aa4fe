/** Writes a reader's copy of an edition: by the stored plan, from the stored fragments, with the reader's name below every page. */
import type { ByteStore } from '#src/files/byte-store.ts';
import type { FileStore } from '#src/files/file-store.ts';
import type { PacketRun } from '#src/queue/packet.ts';
import { RenditionFailed } from '#src/renditions/note.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Contents } from '#src/store/contents.ts';
import type { PacketCopy } from '#src/store/models/packet-copy.ts';
import { assemblePacket } from './assemble.ts';
import { Manifest } from './manifest.ts';
import { PacketPlan } from './plan.ts';

interface CopyDeps {
  collections: Pick<Collections, 'editions'>;
  contents: Contents;
  files: FileStore;
  bytes: ByteStore;
}

/** @returns what makes one copy after another; each throws RenditionFailed where no further try will help */
export function createCopier(deps: CopyDeps) {
  return async ({ folder, atStep }: PacketRun, copy: PacketCopy): Promise<Partial<PacketCopy>> => {
    const plan = await planOfEdition(deps, copy.edition);
    atStep('assemble');
    const { path, size, extents } = await assemblePacket({ files: deps.files, folder }, plan, { foot: copy.foot });
    atStep('store');
    // A try that died may have left some of it.
    await deps.bytes.remove(copy.bytes);
    await deps.bytes.write(copy.bytes, path, copy._id);
    return { size, extents };
  };
}

async function planOfEdition({ collections, contents }: CopyDeps, edition: string): Promise<PacketPlan> {
  const row = await collections.editions.findOne({ _id: edition }, { manifest: 1 }).lean();
  const manifest = await contents.read(row?.manifest ?? '');
  // Erased meanwhile, with what it said.
  if (manifest === undefined) throw new RenditionFailed('packet-erased');
  const plan = Manifest.parse(manifest).inputs.find(({ what }) => what === 'plan');
  const body = await contents.read(plan?.sha256 ?? '');
  if (body === undefined) throw new RenditionFailed('packet-erased');
  return PacketPlan.parse(body);
}
