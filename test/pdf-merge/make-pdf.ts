/** PDFs for the tests, made by pdf-lib object by object, so that each holds exactly the thing that the test is about. */
import { PDFDocument, type PDFFont, PDFName, type PDFPage, type PDFRef, StandardFonts } from '@cantoo/pdf-lib';

export interface Draft {
  doc: PDFDocument;
  font: PDFFont;
  /** A page with its text at the lower left corner of what is seen. */
  page(
    text: string,
    options?: { size?: [number, number]; rotate?: number; crop?: [number, number, number, number] },
  ): PDFPage;
  /** Registers a plain object and returns its reference. */
  add(object: Record<string, unknown>): PDFRef;
  /** Adds an annotation to the page. */
  annotate(page: PDFPage, annotation: Record<string, unknown>): PDFRef;
  bytes(): Promise<Uint8Array>;
}

export async function draft(): Promise<Draft> {
  const doc = await PDFDocument.create({ updateMetadata: false });
  const font = await doc.embedFont(StandardFonts.Helvetica);
  const add: Draft['add'] = (object) => doc.context.register(doc.context.obj(object as never));
  return {
    doc,
    font,
    add,
    page(text, { size = [595, 842] as [number, number], rotate = 0, crop } = {}) {
      const page = doc.addPage(size);
      page.node.set(PDFName.of('Rotate'), doc.context.obj(rotate));
      if (crop) page.node.set(PDFName.of('CropBox'), doc.context.obj(crop));
      const [x, y] = crop ?? [0, 0, 0, 0];
      page.drawText(text, { font, size: Math.min(12, size[1] / 4), x: x + size[0] / 60, y: y + size[1] / 60 });
      return page;
    },
    annotate(page, annotation) {
      const ref = add({ Type: 'Annot', Rect: [100, 100, 200, 130], ...annotation });
      const known = page.node.Annots()?.asArray() ?? [];
      page.node.set(PDFName.of('Annots'), doc.context.obj([...known, ref]));
      return ref;
    },
    bytes: () => doc.save({ addDefaultPage: false, updateFieldAppearances: false, useObjectStreams: false }),
  };
}
