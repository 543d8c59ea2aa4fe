/** The events of a calendar file (RFC 5545), as they are printed. Pure. */
import { DateTime, Duration } from 'luxon';
import { word } from '#src/words/words.ts';
import type { Block } from './flat-text.ts';
import { ruleInWords } from './recurrence.ts';

interface Property {
  name: string;
  parameters: string;
  value: string;
}

const ZONE = 'Europe/Copenhagen';
/** What is printed of an event, in this order; each is a word of `renditionPrint`. */
const PRINTED = [
  ...[
    'DTSTART',
    'DTEND',
    'DUE',
    'DURATION',
    'RRULE',
    'RDATE',
    'EXDATE',
    'LOCATION',
    'RESOURCES',
    'ORGANIZER',
    'ATTENDEE',
    'CONTACT',
  ],
  ...['STATUS', 'CATEGORIES', 'COMMENT', 'URL'],
];
const MOMENTS = ['DTSTART', 'DTEND', 'DUE', 'RDATE', 'EXDATE'];

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
  if (MOMENTS.includes(name)) return value.split(',').map(momentOf).join('\n');
  if (name === 'DURATION') return durationOf(value);
  if (name === 'RRULE') return ruleInWords(value);
  if (name !== 'ORGANIZER' && name !== 'ATTENDEE') return plain(value);
  const [, called] = /CN=("[^"]*"|[^;:]*)/i.exec(parameters) ?? [];
  const address = value.replace(/^mailto:/i, '');
  return called === undefined ? address : `${called.replaceAll('"', '')} <${address}>`;
}

/** 3.3.6: "PT1H30M". */
function durationOf(value: string): string {
  const duration = Duration.fromISO(value, { locale: 'da' });
  return duration.isValid ? duration.toHuman() : value;
}

/** @param text with `\n` between its lines. @returns no blocks where it has no event, task or note, and how many files are attached */
export function readCalendar(text: string): { blocks: Block[]; files: number } {
  const blocks: Block[] = [];
  let files = 0;
  let open: Property[] | null = null;
  /** Parts within an event, as its alarms, say nothing of their own. */
  let within = 0;
  for (const line of unfolded(text)) {
    const property = propertyOf(line);
    if (property === null) continue;
    const isPart = /^(VEVENT|VTODO|VJOURNAL)$/i.test(property.value);
    if (open === null) {
      if (property.name === 'BEGIN' && isPart) open = [];
    } else if (property.name === 'BEGIN') within += 1;
    else if (property.name === 'END' && within > 0) within -= 1;
    else if (property.name === 'END') {
      blocks.push(...blocksOf(open));
      open = null;
    } else if (within === 0 && property.name === 'ATTACH') files += 1;
    else if (within === 0) open.push(property);
  }
  return { blocks, files };
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
