/** Attributes of structure elements (ISO 32000-1, 14.7.5): what a screen reader needs of tables and lists, nothing private. */
import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';
import { hexDigits, type ObjectTable } from './object-table.ts';
import { isString, membersOf, name, nameIn } from './objects.ts';

/** Written out where it stands, references followed; '' where nothing is left. Properties of the author's own are left out. */
export function attributesText(value: PDFObject | undefined, table: ObjectTable): string {
  if (value instanceof PDFDict) return ownerText(value, table);
  if (!(value instanceof PDFArray)) return '';
  const texts = membersOf(value).flatMap((each) => (each instanceof PDFDict ? [ownerText(each, table)] : []));
  const kept = texts.filter((text) => text !== '');
  return kept.length === 0 ? '' : `[${kept.join('')}]`;
}

function ownerText(dict: PDFDict, table: ObjectTable): string {
  if (nameIn(dict, 'O') === 'UserProperties') return '';
  let text = '';
  for (const [key, value] of dict.entries()) {
    const found = dict.context.lookup(value);
    // Headers name the ids of the cells that head this one.
    if (key === name('Headers') && found instanceof PDFArray) text += `/Headers[${headersText(found)}]`;
    else text += `${key.toString()} ${table.write(found)}`;
  }
  return `<<${text}>>`;
}

function headersText(headers: PDFArray): string {
  return membersOf(headers)
    .flatMap((each) => (isString(each) ? [`<{i}${hexDigits(each)}>`] : []))
    .join('');
}

/** The classes that an element belongs to, each set apart by the fragment; revision numbers are left out. */
export function classesText(value: PDFObject | undefined): string {
  const members = value instanceof PDFArray ? membersOf(value).filter((each) => !(each instanceof PDFNumber)) : [value];
  const names = members.flatMap((each) => (each instanceof PDFName ? [classKey(each)] : []));
  return names.length === 0 ? '' : `/C[${names.join('')}]`;
}

export const classKey = (called: PDFName): string => `/{c}${called.toString().slice(1)}`;
