/** What a form field says, where readers are to draw it themselves (ISO 32000-1, 12.7.3.3). */
import { PDFArray, PDFDict, type PDFObject, PDFStream } from '@cantoo/pdf-lib';
import {
  dictIn,
  isString,
  membersOf,
  name,
  nameIn,
  numberIn,
  storedBytes,
  textIn,
  textOf,
  valueIn,
} from './objects.ts';
import { decodedBytes, Undecodable } from './stream-bytes.ts';

export interface FieldText {
  text: string;
  /** In points; 0 where the reader is to choose. */
  size: number;
  /** The operator that sets its color, with its operands. */
  color: string;
  /** 0 left, 1 centred, 2 right. */
  align: number;
  multiline: boolean;
  /** Into how many cells of one width the characters are spread, or null. */
  comb: number | null;
}

const MULTILINE = 1 << 12;
const PASSWORD = 1 << 13;
const COMB = 1 << 24;
const DEEPEST = 50;

/** An entry of the field, which fields above it may hold. */
export function fieldValue(annotation: PDFDict, key: string): PDFObject | undefined {
  let field: PDFDict | undefined = annotation;
  for (let depth = 0; field !== undefined && depth < DEEPEST; depth += 1) {
    const found = valueIn(field, key);
    if (found !== undefined) return found;
    field = dictIn(field, 'Parent');
  }
  return undefined;
}

/** The text of a text field or a choice; null for other fields, empty ones and passwords. */
export function fieldText(annotation: PDFDict, form: PDFDict | undefined): FieldText | null {
  const own = PDFDict.withContext(annotation.context);
  for (const key of ['FT', 'V', 'DA', 'Q', 'Ff', 'MaxLen', 'Opt'] as const) {
    const found =
      fieldValue(annotation, key) ?? (form && (key === 'DA' || key === 'Q') ? valueIn(form, key) : undefined);
    if (found !== undefined) own.set(name(key), found);
  }
  const type = nameIn(own, 'FT');
  const flags = numberIn(own, 'Ff') ?? 0;
  if ((type !== 'Tx' && type !== 'Ch') || (type === 'Tx' && (flags & PASSWORD) !== 0)) return null;
  const text = type === 'Tx' ? textOfValue(valueIn(own, 'V')) : chosen(own);
  if (text.trim() === '') return null;
  const appearance = textIn(own, 'DA') ?? '';
  const length = numberIn(own, 'MaxLen') ?? 0;
  return {
    text,
    size: Math.abs(Number(/([-\d.]+)\s+Tf/.exec(appearance)?.[1] ?? 0)) || 0,
    color: /(?:[\d.]+\s+){1,4}(?:g|rg|k)\b/.exec(appearance)?.[0] ?? '0 g',
    align: numberIn(own, 'Q') ?? 0,
    multiline: type === 'Tx' && (flags & MULTILINE) !== 0,
    comb: type === 'Tx' && (flags & COMB) !== 0 && length > 0 ? length : null,
  };
}

/** A string, or a stream where the text is long. */
function textOfValue(value: PDFObject | undefined): string {
  if (isString(value)) return value.decodeText();
  if (!(value instanceof PDFStream)) return '';
  try {
    return Buffer.from(decodedBytes(value)).toString('latin1');
  } catch (error) {
    if (error instanceof Undecodable) return Buffer.from(storedBytes(value)).toString('latin1');
    throw error;
  }
}

/** What is chosen as it is shown: an option may be a pair of what is sent and what is shown. */
function chosen(field: PDFDict): string {
  const value = valueIn(field, 'V');
  const values = value instanceof PDFArray ? membersOf(value).map(textOf) : [textOf(value)];
  const options = valueIn(field, 'Opt');
  const shown = new Map<string | undefined, string | undefined>();
  for (const option of options instanceof PDFArray ? membersOf(options) : []) {
    if (option instanceof PDFArray && option.size() > 1) shown.set(textOf(option.lookup(0)), textOf(option.lookup(1)));
  }
  return values.flatMap((each) => shown.get(each) ?? each ?? []).join(', ');
}
