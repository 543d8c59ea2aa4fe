/** A PDF as a drawing program writes it: no tags, pages of several sizes, one turned, one cut, with a bookmark and a link between them. */
import { degrees, PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from '@cantoo/pdf-lib';
import { INVENTED } from './invented.ts';

const MM = 72 / 25.4;
const A4 = [210 * MM, 297 * MM] as const;
const A3 = [420 * MM, 297 * MM] as const;

function drawPlan(page: PDFPage, font: PDFFont, title: string): void {
  const { width, height } = page.getSize();
  page.drawText(title, { x: 40, y: height - 60, size: 18, font });
  page.drawText(INVENTED, { x: 40, y: height - 80, size: 9, font });
  page.drawRectangle({
    x: 40,
    y: 60,
    width: width - 80,
    height: height - 160,
    borderWidth: 1,
    borderColor: rgb(0, 0, 0),
  });
  for (let at = 1; at < 8; at++) {
    const x = 40 + ((width - 80) * at) / 8;
    page.drawLine({
      start: { x, y: 60 },
      end: { x: 40 + ((width - 80) * (8 - at)) / 8, y: height - 100 },
      thickness: 0.5,
    });
  }
}

/** @returns four pages: A4 upright, A3 sideways, A4 turned by a quarter, A4 of which a reader sees the middle */
export async function drawings(): Promise<Buffer> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(StandardFonts.Helvetica);
  drawPlan(document.addPage([...A4]), font, 'Situationsplan: Skovvejens Skole');
  drawPlan(document.addPage([...A3]), font, 'Plantegning, stueetage (A3)');
  const turned = document.addPage([...A4]);
  drawPlan(turned, font, 'Facade mod syd');
  turned.setRotation(degrees(90));
  const cut = document.addPage([...A4]);
  drawPlan(cut, font, 'Snit');
  cut.setCropBox(20, 200, 400, 642);
  return Buffer.from(await document.save({ useObjectStreams: false }));
}
