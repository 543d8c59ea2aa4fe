/** What the compiling thread is asked and answers: plain data only, so that it crosses threads. */

/** The one standard printed today; the union grows when an archive copy (PDF/A) is made. */
export type PdfStandard = 'ua-1';

/** The templates' file names in templates/typst. */
export const SOURCE_TEMPLATES = ['item.typ', 'document.typ', 'packet.typ'] as const;

/** What is printed. */
export type PrintSource = {
  template: (typeof SOURCE_TEMPLATES)[number];
  /** JSON text, read by the template as data.json. */
  data: string;
};

export type CompileJob = PrintSource & {
  id: number;
  standard: PdfStandard;
  /** Unix time in whole seconds, UTC: the only time that enters the file. */
  createdAt: number;
  /** The label of metadata whose values are wanted beside the PDF; none when left out. */
  marks?: string;
};

export type CompileReply =
  | { id: number; ok: true; pdf: Uint8Array<ArrayBuffer>; pages: number; marks: unknown[] }
  | { id: number; ok: false; messages: string[] };
