/** Which file each bilag of the published agendas gets. */
import type { Bilag } from '#src/documents/item-content.ts';
import { endingOf } from '#src/files/file-name.ts';
import { DEMO_FILES, type DemoFile } from './files.ts';
import { standIn } from './stand-in.ts';

export interface ChosenFile {
  name: string;
  bytes: Buffer;
}

/** Made once by each process: many bilag have the same. */
const made = new Map<string, Promise<Buffer>>();
function bytesOf({ name, make }: DemoFile): Promise<Buffer> {
  const bytes = made.get(name) ?? make();
  made.set(name, bytes);
  return bytes;
}

/** A title that ends as a file's name gets a file of that kind. */
const named = (title: string): DemoFile | undefined =>
  DEMO_FILES.find(({ name }) => endingOf(name) === endingOf(title));

/**
 * The open bilag of an agenda get one file of each kind in turn, and after those one that says what it stands for; the closed ones
 * always get that, so that each has words of its own.
 * @param place the bilag's place among the open ones of its agenda, from 0
 */
export async function chooseFile(bilag: Bilag, caseNumber: string | null, place: number): Promise<ChosenFile> {
  const inTurn = DEMO_FILES[place % (DEMO_FILES.length + 1)];
  const file = bilag.openness === 'closed' ? undefined : (named(bilag.title) ?? inTurn);
  if (file === undefined) return { name: `bilag-${bilag.seq}.pdf`, bytes: await standIn(bilag, caseNumber) };
  return { name: `bilag-${bilag.seq}.${endingOf(file.name)}`, bytes: await bytesOf(file) };
}
