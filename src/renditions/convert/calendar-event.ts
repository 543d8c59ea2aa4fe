/** The events of a calendar file (RFC 5545), as they are printed. Pure. */
import { DateTime } from 'luxon';
import { word } from '#src/words/words.ts';
import type { Block } from './flat-text.ts';

interface Property {
  name: string;
  parameters: string;
  value: string;
}

const ZONE = 'Europe/Copenhagen';
/** What is printed of an event, in this order; each is a word of `renditionPrint`. */
const PRINTED = ['DTSTART', 'DTEND', 'LOCATION', 'ORGANIZER', 'ATTENDEE', 'RRULE', 'STATUS', 'URL'];

/** 3.1: a long line goes on in the next one, behind a blank. */
const unfolded = (text: string): string[] => text.replace(/\n[ \t]/g, '').split('\n');

/** 3.3.11: what a text writes with a backslash. */
const plain = (value: string): string =>
  value.replace(/\\([nN,;\\])/g, (_, letter: string) => (letter.toLowerCase() === 'n' ? '\n' : letter));

function propertyOf(line: string): Property | null {
  const [, name, parameters = '', value = ''] = /^([A-Za-z0-9-]+)((?:;[^:"]+(?:"[^"]*")?)*):(.*)$/.exec(line) ?? [];
  return name === undefined ? null : { name: name.toUpperCase(), parameters, value };
}

/** 3.3.5: a day, an instant in UTC, or a time in a zone that the file names and that is taken for ours. */
function momentOf(value: string): string {
  const isDay = /^\d{8}$/.test(value);
  const zone = value.endsWith('Z') ? 'utc' : ZONE;
  const moment = DateTime.fromFormat(value.replace(/Z$/, ''), isDay ? 'yyyyMMdd' : "yyyyMMdd'T'HHmmss", { zone });
  if (!moment.isValid) return value;
  return moment
    .setZone(ZONE)
    .setLocale('da')
    .toFormat(isDay ? 'd. MMMM yyyy' : "d. MMMM yyyy 'kl.' HH.mm");
}

function shownValue({ name, parameters, value }: Property): string {
  if (name === 'DTSTART' || name === 'DTEND') return momentOf(value);
  if (name !== 'ORGANIZER' && name !== 'ATTENDEE') return plain(value);
  const [, called] = /CN=("[^"]*"|[^;:]*)/i.exec(parameters) ?? [];
  const address = value.replace(/^mailto:/i, '');
  return called === undefined ? address : `${called.replaceAll('"', '')} <${address}>`;
}

/** @param text with `\n` between its lines. @returns none where it has no event, task or note */
export function eventBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Property[] | null = null;
  for (const line of unfolded(text)) {
    const property = propertyOf(line);
    if (property === null) continue;
    const isPart = /^(VEVENT|VTODO|VJOURNAL)$/i.test(property.value);
    if (property.name === 'BEGIN' && isPart) open = [];
    else if (property.name === 'END' && isPart && open !== null) {
      blocks.push(...blocksOf(open));
      open = null;
    } else open?.push(property);
  }
  return blocks;
}

function blocksOf(properties: readonly Property[]): Block[] {
  const valuesOf = (name: string) => properties.filter((each) => each.name === name).map(shownValue);
  const rows = PRINTED.flatMap((name) => {
    const values = valuesOf(name);
    return values.length === 0 ? [] : [[word('renditionPrint', name), values.join('\n')] as const];
  });
  const description = valuesOf('DESCRIPTION').join('\n');
  return [
    { kind: 'heading', text: valuesOf('SUMMARY')[0] ?? word('renditionPrint', 'event') },
    { kind: 'facts', rows },
    ...(description === '' ? [] : [{ kind: 'lines', text: description } as const]),
  ];
}
