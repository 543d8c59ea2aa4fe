/** Short ways to read pdf-lib's objects: references are followed, and what has another type than asked for reads as absent. */
import {
  PDFArray,
  PDFBool,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNull,
  PDFNumber,
  type PDFObject,
  type PDFRawStream,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib';

export type Box = [number, number, number, number];

export const name = (text: string): PDFName => PDFName.of(text);

/** The value with references followed; undefined for null and for what is missing. */
export function valueIn(dict: PDFDict, key: string): PDFObject | undefined {
  const found = dict.context.lookup(dict.get(name(key)));
  return found === PDFNull ? undefined : found;
}

export function dictIn(dict: PDFDict, key: string): PDFDict | undefined {
  const found = valueIn(dict, key);
  return found instanceof PDFDict ? found : undefined;
}

export function arrayIn(dict: PDFDict, key: string): PDFArray | undefined {
  const found = valueIn(dict, key);
  return found instanceof PDFArray ? found : undefined;
}

export function numberIn(dict: PDFDict, key: string): number | undefined {
  const found = valueIn(dict, key);
  return found instanceof PDFNumber ? found.asNumber() : undefined;
}

/** A name without its slash. */
export function nameIn(dict: PDFDict, key: string): string | undefined {
  return nameOf(valueIn(dict, key));
}

export function nameOf(object: PDFObject | undefined): string | undefined {
  return object instanceof PDFName ? object.decodeText() : undefined;
}

export function flagIn(dict: PDFDict, key: string): boolean {
  return valueIn(dict, key) === PDFBool.True;
}

/** A text string as people read it. */
export function textIn(dict: PDFDict, key: string): string | undefined {
  return textOf(valueIn(dict, key));
}

export function textOf(object: PDFObject | undefined): string | undefined {
  return isString(object) ? object.decodeText() : undefined;
}

export function isString(object: PDFObject | undefined): object is PDFString | PDFHexString {
  return object instanceof PDFString || object instanceof PDFHexString;
}

/** A dictionary, or the dictionary of a stream. */
export function dictOf(object: PDFObject | undefined): PDFDict | undefined {
  if (object instanceof PDFDict) return object;
  return object instanceof PDFStream ? object.dict : undefined;
}

/** The members with references followed; nulls are left out. */
export function membersOf(array: PDFArray | undefined): PDFObject[] {
  if (array === undefined) return [];
  return array.asArray().flatMap((_, i) => {
    const found = array.lookup(i);
    return found === undefined || found === PDFNull ? [] : [found];
  });
}

export function numbersOf(array: PDFArray | undefined): number[] {
  return membersOf(array).flatMap((member) => (member instanceof PDFNumber ? [member.asNumber()] : []));
}

/** A rectangle with its lower left corner first, or undefined where it is none or has no area. */
export function boxOf(array: PDFArray | undefined): Box | undefined {
  const [a, b, c, d] = numbersOf(array);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  const box: Box = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
  return box[0] < box[2] && box[1] < box[3] ? box : undefined;
}

/** What lies in both, or undefined where they do not overlap. */
export function overlapOf(one: Box, other: Box): Box | undefined {
  const box: Box = [
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
    Math.min(one[2], other[2]),
    Math.min(one[3], other[3]),
  ];
  return box[0] < box[2] && box[1] < box[3] ? box : undefined;
}

/** The stream's bytes as they are stored, filters and all. */
export function storedBytes(stream: PDFStream): Uint8Array {
  return (stream as PDFRawStream).getContents();
}
