/** How often an event of a calendar file comes again (RFC 5545, 3.3.10), in words. Pure. */
import { DateTime } from 'luxon';
import { word } from '#src/words/words.ts';

const ZONE = 'Europe/Copenhagen';
/** What is said in words; a rule that says more is printed as it stands. */
const KNOWN = ['FREQ', 'INTERVAL', 'BYDAY', 'COUNT', 'UNTIL', 'WKST'];
/** Monday first; 2 January 2023 was one. */
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO" is "hver 2. uge (mandag)". */
export function ruleInWords(rule: string): string {
  const parts = new Map(rule.split(';').map((part) => part.split('=', 2) as [string, string]));
  const days = (parts.get('BYDAY') ?? '').split(',').filter((day) => day !== '');
  const frequency = parts.get('FREQ') ?? '';
  const isKnown = [...parts.keys()].every((name) => KNOWN.includes(name)) && days.every((day) => DAYS.includes(day));
  if (!isKnown || !['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(frequency)) return rule;
  const interval = parts.get('INTERVAL') ?? '1';
  const [count, until] = [parts.get('COUNT'), parts.get('UNTIL')];
  const unit = word('renditionPrint', frequency);
  return [
    interval === '1' ? filled('every', unit) : filled('everyNth', interval).replace('{unit}', unit),
    ...(days.length === 0 ? [] : [filled('onDays', days.map(nameOf).join(', '))]),
    ...(count === undefined ? [] : [filled('times', count)]),
    ...(until === undefined ? [] : [filled('untilDay', dayOf(until))]),
  ].join(' ');
}

const filled = (key: string, value: string): string => word('renditionPrint', key).replace('{value}', value);

const nameOf = (day: string): string =>
  DateTime.fromObject({ year: 2023, month: 1, day: 2 + DAYS.indexOf(day) }, { locale: 'da' }).toFormat('cccc');

/** A day, or an instant in UTC, as the day it is here. */
function dayOf(until: string): string {
  const isInstant = until.endsWith('Z');
  const format = isInstant ? "yyyyMMdd'T'HHmmss'Z'" : 'yyyyMMdd';
  const moment = DateTime.fromFormat(isInstant ? until : until.slice(0, 8), format, { zone: isInstant ? 'utc' : ZONE });
  return moment.isValid ? moment.setZone(ZONE).setLocale('da').toFormat('d. MMMM yyyy') : until;
}
