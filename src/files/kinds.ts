/** The kinds of file that may be attached: what can be read on paper, and nothing that can run. */

export type Kind =
  | 'pdf'
  | 'docx'
  | 'xlsx'
  | 'pptx'
  | 'odt'
  | 'ods'
  | 'odp'
  | 'rtf'
  | 'png'
  | 'jpeg'
  | 'tiff'
  | 'heic'
  | 'webp'
  | 'txt'
  | 'csv'
  | 'eml'
  | 'ics';

/** A PDF whose text a machine has read: as others, and it is said of it. Made here, and never brought as such. */
export const OCR_KIND = 'ocr-pdf';

export interface FileKind {
  kind: Kind;
  mime: string;
  /** File name endings in lower case, the usual one first. */
  endings: readonly [string, ...string[]];
  /** Whether a browser may show it by itself; everything else is saved. */
  inline: boolean;
}

const OOXML = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';

export const FILE_KINDS: readonly FileKind[] = [
  { kind: 'pdf', mime: 'application/pdf', endings: ['pdf'], inline: true },
  { kind: 'docx', mime: `${OOXML}.wordprocessingml.document`, endings: ['docx'], inline: false },
  { kind: 'xlsx', mime: `${OOXML}.spreadsheetml.sheet`, endings: ['xlsx'], inline: false },
  { kind: 'pptx', mime: `${OOXML}.presentationml.presentation`, endings: ['pptx'], inline: false },
  { kind: 'odt', mime: `${ODF}.text`, endings: ['odt'], inline: false },
  { kind: 'ods', mime: `${ODF}.spreadsheet`, endings: ['ods'], inline: false },
  { kind: 'odp', mime: `${ODF}.presentation`, endings: ['odp'], inline: false },
  { kind: 'rtf', mime: 'application/rtf', endings: ['rtf'], inline: false },
  { kind: 'png', mime: 'image/png', endings: ['png'], inline: true },
  { kind: 'jpeg', mime: 'image/jpeg', endings: ['jpg', 'jpeg'], inline: true },
  { kind: 'tiff', mime: 'image/tiff', endings: ['tif', 'tiff'], inline: false },
  { kind: 'heic', mime: 'image/heic', endings: ['heic', 'heif'], inline: false },
  { kind: 'webp', mime: 'image/webp', endings: ['webp'], inline: true },
  { kind: 'txt', mime: 'text/plain', endings: ['txt'], inline: false },
  { kind: 'csv', mime: 'text/csv', endings: ['csv'], inline: false },
  { kind: 'eml', mime: 'message/rfc822', endings: ['eml'], inline: false },
  { kind: 'ics', mime: 'text/calendar', endings: ['ics'], inline: false },
];

/** The row of a kind: each has one. */
export const kindOf = (kind: Kind): FileKind => FILE_KINDS.find((each) => each.kind === kind) as FileKind;
/** The kind that files with this ending claim to be. */
export const kindOfEnding = (ending: string): FileKind | undefined =>
  FILE_KINDS.find(({ endings }) => endings.includes(ending));
/** Whether a browser may be asked to show a file of this type instead of saving it. */
export const isShownInline = (mime: string): boolean => FILE_KINDS.some((each) => each.mime === mime && each.inline);
/** Whether the page with the viewer can show a file of this type. */
export const isShownInViewer = (mime: string): boolean => mime === kindOf('pdf').mime;

/** For `<input type="file" accept>`: every ending. */
export const ACCEPTED_ENDINGS = FILE_KINDS.flatMap(({ endings }) => endings.map((ending) => `.${ending}`)).join(',');
