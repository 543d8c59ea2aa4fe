/** What the compiling thread is asked and answers: plain data only, so that it crosses threads. */

/** The one standard printed today; the union grows when an archive copy (PDF/A) is made. */
export type PdfStandard = 'ua-1';

export type CompileJob = {
  id: number;
  /** The template's file name in templates/typst. */
  template: 'item.typ' | 'document.typ' | 'packet.typ';
  /** JSON text, read by the template as data.json. */
  data: string;
  standard: PdfStandard;
  /** Unix time in whole seconds, UTC: the only time that enters the file. */
  createdAt: number;
  /** The label of metadata whose values are wanted beside the PDF; none when left out. */
  marks?: string;
};

export type CompileReply =
  | { id: number; ok: true; pdf: Uint8Array<ArrayBuffer>; pages: number; marks: unknown[] }
  | { id: number; ok: false; messages: string[] };
