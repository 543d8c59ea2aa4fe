/** A letter that has been printed, signed and scanned: pages that are pictures, without a word that a program could read. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { renderDocument } from '#src/pdf/render-document.ts';
import { runWhole } from '#src/tools/run-whole.ts';
import { INVENTED } from './invented.ts';

const LIMITS = { memoryMb: 1_000, cpuSeconds: 60, wallMs: 120_000, outputMb: 100 };
const DOTS_PER_INCH = 110;

const LETTER = [
  'Til Skovby Kommune. Skolebestyrelsen på Skovvejens Skole har drøftet forslaget om renovering på sit møde den 23. januar.',
  'Bestyrelsen støtter forslaget. Den beder om, at larmende arbejde lægges uden for skoletiden, og at adgangsvejen fra Åvej holdes åben.',
  'Bestyrelsen ønsker desuden, at de gamle egetræer mellem skolen og stien bevares, og at cykelskuret flyttes, før arbejdet begynder.',
  'På bestyrelsens vegne. Underskrevet af formanden.',
];

async function letterPdf(): Promise<Uint8Array> {
  const paragraphs = (from: number) => Array.from({ length: 9 }, (_, at) => LETTER[(from + at) % LETTER.length] ?? '');
  return renderDocument(
    {
      title: 'Høringssvar fra skolebestyrelsen',
      head: [{ label: '', value: `Modtaget på papir. ${INVENTED}.` }],
      contentsHeading: '',
      contents: [],
      items: [],
      after: [0, 1, 2].map((part) => ({
        heading: `Høringssvar, del ${part + 1}`,
        lines: [...paragraphs(part), ...paragraphs(part + 2)],
      })),
    },
    { standard: 'ua-1', createdAt: new Date('2023-01-24T00:00:00Z') },
  );
}

/** @returns a PDF whose pages are grey pictures */
export async function scan(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-scan-'));
  try {
    await writeFile(join(folder, 'brev.pdf'), await letterPdf());
    const args = ['-r', String(DOTS_PER_INCH), '-gray', '-jpeg', '-jpegopt', 'quality=60', 'brev.pdf', 'side'];
    const { code, stderr } = await runWhole({ file: 'pdftoppm', args, folder, limits: LIMITS });
    if (code !== 0) throw new Error(`pdftoppm: ${stderr}`);
    const document = await PDFDocument.create({ updateMetadata: false });
    for (const name of (await readdir(folder)).filter((each) => each.endsWith('.jpg')).toSorted()) {
      const image = await document.embedJpg(await readFile(join(folder, name)));
      const points = 72 / DOTS_PER_INCH;
      const [width, height] = [image.width * points, image.height * points];
      document.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
    }
    return Buffer.from(await document.save({ useObjectStreams: false }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
