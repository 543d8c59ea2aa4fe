/** What an annotation shows, as a form that can be drawn into its page. */
import { PDFDict, type PDFDocument, PDFObjectParser, PDFRawStream, type PDFRef, PDFStream } from '@cantoo/pdf-lib';
import { fieldOperators } from './field-layout.ts';
import { fieldText } from './field-text.ts';
import {
  arrayIn,
  type Box,
  boxOf,
  dictIn,
  flagIn,
  name,
  nameIn,
  nameOf,
  numberIn,
  numbersOf,
  valueIn,
} from './objects.ts';
import { readOperators } from './page-content.ts';
import { createStampFont } from './stamp-font.ts';
import { decodedBytes, Undecodable } from './stream-bytes.ts';
import { num } from './visible-frame.ts';

export interface Appearance {
  form: PDFRef;
  /** From the form's space to the page's. */
  matrix: number[];
}

export interface Appearances {
  /** Undefined for an annotation that shows nothing. */
  of(annotation: PDFDict): Appearance | undefined;
  /** Embeds the font where fields have been set in it. */
  finish(): void;
}

/** The name of our font in the resources of fields that we set. */
const FONT = 'SgField';

export function createAppearances(doc: PDFDocument): Appearances {
  const { context } = doc;
  const form = dictIn(doc.catalog, 'AcroForm');
  const anew = form !== undefined && flagIn(form, 'NeedAppearances');
  const resources = form && dictIn(form, 'DR');
  const font = createStampFont();
  let references: [PDFRef, PDFRef, PDFRef, PDFRef, PDFRef] | null = null;

  function drawnAnew(
    annotation: PDFDict,
    area: Box,
    old: Appearance | undefined,
    oldText: boolean,
  ): PDFRef | undefined {
    const field = nameIn(annotation, 'Subtype') === 'Widget' ? fieldText(annotation, form) : null;
    // Where the file has the value but shows none of it, readers that fill forms show it nevertheless.
    if (field === null || (oldText && !anew)) return undefined;
    references ??= [context.nextRef(), context.nextRef(), context.nextRef(), context.nextRef(), context.nextRef()];
    const [width, height] = [area[2] - area[0], area[3] - area[1]];
    const turn = turned(annotation, width, height);
    const text = fieldOperators(field, turn.width, turn.height, FONT, font);
    const inside = old && [...old.matrix.slice(0, 4), (old.matrix[4] ?? 0) - area[0], (old.matrix[5] ?? 0) - area[1]];
    const kept = inside && !oldText ? `q ${inside.map(num).join(' ')} cm /Old Do Q\n` : '';
    const frame = kept === '' ? frameOperators(annotation, width, height) : '';
    const Resources = { Font: { [FONT]: references[0] }, ...(kept && old ? { XObject: { Old: old.form } } : {}) };
    const entries = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, width, height], Resources };
    return context.register(context.flateStream(`${frame}${kept}q ${turn.matrix} cm\n${text}\nQ\n`, entries as never));
  }

  return {
    of(annotation) {
      const area = boxOf(arrayIn(annotation, 'Rect'));
      if (area === undefined) return undefined;
      const stream = normalAppearance(annotation);
      if (stream !== undefined) complete(stream, resources);
      const matrix = stream && placement(stream, area);
      const old = stream && matrix ? { form: context.register(stream), matrix } : undefined;
      const fresh = drawnAnew(annotation, area, old, stream !== undefined && showsText(stream));
      return fresh === undefined ? old : { form: fresh, matrix: [1, 0, 0, 1, area[0], area[1]] };
    },
    finish() {
      if (references === null) return;
      const { texts, streams } = font.objects(
        references.map((each) => each.objectNumber) as Parameters<typeof font.objects>[0],
      );
      const parse = (text: string) => PDFObjectParser.forBytes(Buffer.from(text, 'latin1'), context).parseObject();
      const refOf = (number: number) => references?.find(({ objectNumber }) => objectNumber === number) as PDFRef;
      for (const [number, text] of texts) context.assign(refOf(number), parse(text));
      for (const [number, entries, bytes] of streams) {
        const dict = parse(`<<${entries}/Length ${bytes.length}>>`);
        if (dict instanceof PDFDict) context.assign(refOf(number), PDFRawStream.of(dict, bytes));
      }
    },
  };
}

/** The normal appearance: where there are several, the one of the annotation's state. */
function normalAppearance(annotation: PDFDict): PDFStream | undefined {
  const appearances = dictIn(annotation, 'AP');
  const normal = appearances && valueIn(appearances, 'N');
  if (normal instanceof PDFStream) return normal;
  const state = nameOf(valueIn(annotation, 'AS'));
  const chosen = normal instanceof PDFDict && state !== undefined ? valueIn(normal, state) : undefined;
  return chosen instanceof PDFStream ? chosen : undefined;
}

/** Writers leave out what readers do without; the form's own resources stand in for missing ones. */
function complete(stream: PDFStream, resources: PDFDict | undefined): void {
  stream.dict.set(name('Type'), name('XObject'));
  stream.dict.set(name('Subtype'), name('Form'));
  if (valueIn(stream.dict, 'Resources') === undefined && resources) stream.dict.set(name('Resources'), resources);
}

function showsText(stream: PDFStream): boolean {
  try {
    return readOperators(decodedBytes(stream)).text;
  } catch (error) {
    if (error instanceof Undecodable) return false;
    throw error;
  }
}

/** Text of a field on a turned page stands upright: the field's own turn, as a matrix for a box of that size. */
function turned(annotation: PDFDict, width: number, height: number) {
  const style = dictIn(annotation, 'MK');
  const turn = ((style && numberIn(style, 'R')) ?? 0) % 360;
  if (turn === 90) return { width: height, height: width, matrix: `0 1 -1 0 ${num(width)} 0` };
  if (turn === 180) return { width, height, matrix: `-1 0 0 -1 ${num(width)} ${num(height)}` };
  if (turn === 270) return { width: height, height: width, matrix: `0 -1 1 0 0 ${num(height)}` };
  return { width, height, matrix: '1 0 0 1 0 0' };
}

/** The field's background and border, for one whose old appearance shows what it no longer says. */
function frameOperators(annotation: PDFDict, width: number, height: number): string {
  const style = dictIn(annotation, 'MK');
  const fill = colorOperators(style && numbersOf(arrayIn(style, 'BG')), ['g', 'rg', 'k']);
  const line = colorOperators(style && numbersOf(arrayIn(style, 'BC')), ['G', 'RG', 'K']);
  const box = `${num(width)} ${num(height)}`;
  return `${fill && `q ${fill} 0 0 ${box} re f Q\n`}${line && `q ${line} 1 w 0.5 0.5 ${num(width - 1)} ${num(height - 1)} re S Q\n`}`;
}

function colorOperators(numbers: number[] | undefined, [gray, rgb, cmyk]: string[]): string {
  const operator = { 1: gray, 3: rgb, 4: cmyk }[numbers?.length ?? 0];
  return operator === undefined ? '' : `${numbers?.join(' ')} ${operator}`;
}

/** ISO 32000-1, 12.5.5, algorithm 8.1: the form's box, transformed by its matrix, is fitted to the annotation's rectangle. */
function placement(form: PDFStream, area: Box): number[] | undefined {
  const box = boxOf(arrayIn(form.dict, 'BBox'));
  if (box === undefined) return undefined;
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(arrayIn(form.dict, 'Matrix'));
  const corners = [
    [box[0], box[1]],
    [box[2], box[1]],
    [box[0], box[3]],
    [box[2], box[3]],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (right === left || high === low) return undefined;
  const across = (area[2] - area[0]) / (right - left);
  const up = (area[3] - area[1]) / (high - low);
  return [across, 0, 0, up, area[0] - left * across, area[1] - low * up];
}
