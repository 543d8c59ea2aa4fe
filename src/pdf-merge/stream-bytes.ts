/** The bytes of a stream with its filters undone. Nothing is guessed: a stream that ends early is an error. */
import { inflateRawSync, inflateSync } from 'node:zlib';
import { decodePDFRawStream, PDFArray, PDFDict, PDFName, PDFRawStream, type PDFStream } from '@cantoo/pdf-lib';
import { dictOf, membersOf, name, nameOf, numberIn, storedBytes, valueIn } from './objects.ts';

/** A page of maps as vectors takes some tens of megabytes; more than this is a compression bomb. */
const MOST_BYTES = 256 * 1024 * 1024;

/** The stream is damaged, or uses a filter that makes no text (an image's). */
export class Undecodable extends Error {}

/** The decoded bytes. @throws Undecodable */
export function decodedBytes(stream: PDFStream): Uint8Array {
  const filters = valueIn(stream.dict, 'Filter');
  const names = filters instanceof PDFArray ? membersOf(filters).map(nameOf) : filters ? [nameOf(filters)] : [];
  const parameters = valueIn(stream.dict, 'DecodeParms');
  const each =
    parameters instanceof PDFArray ? parameters.asArray().map((one) => stream.dict.context.lookup(one)) : [parameters];
  let bytes = storedBytes(stream);
  names.forEach((filter, i) => {
    bytes = undo(filter, dictOf(each[i]), bytes, stream);
  });
  return bytes;
}

function undo(filter: string | undefined, parameters: PDFDict | undefined, bytes: Uint8Array, stream: PDFStream) {
  if (filter === 'Crypt') return bytes;
  if (filter === 'FlateDecode' || filter === 'Fl') {
    if (((parameters && numberIn(parameters, 'Predictor')) ?? 1) > 1) throw new Undecodable('predictor');
    return inflated(bytes);
  }
  const full = filter === undefined ? undefined : FILTERS[filter];
  if (full === undefined) throw new Undecodable(String(filter));
  const dict = PDFDict.withContext(stream.dict.context);
  dict.set(name('Filter'), PDFName.of(full));
  if (parameters !== undefined) dict.set(name('DecodeParms'), parameters);
  try {
    return decodePDFRawStream(PDFRawStream.of(dict, bytes)).decode();
  } catch (error) {
    throw new Undecodable(String(error));
  }
}

const FILTERS: Record<string, string> = {
  LZWDecode: 'LZWDecode',
  LZW: 'LZWDecode',
  ASCII85Decode: 'ASCII85Decode',
  A85: 'ASCII85Decode',
  ASCIIHexDecode: 'ASCIIHexDecode',
  AHx: 'ASCIIHexDecode',
  RunLengthDecode: 'RunLengthDecode',
  RL: 'RunLengthDecode',
};

function inflated(bytes: Uint8Array): Uint8Array {
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch {
    // Some writers leave out the checksum at the end: without it the data itself still says whether it is whole.
    try {
      return inflateRawSync(bytes.subarray(2), { maxOutputLength: MOST_BYTES });
    } catch (error) {
      throw new Undecodable(String(error));
    }
  }
}
