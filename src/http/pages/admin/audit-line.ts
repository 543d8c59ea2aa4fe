/** An event of the audit log as a line of its page. */
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { Directory } from '#src/people/directory.ts';
import type { AuditLine } from '#src/queries/audit-log.ts';
import { hasWord, word } from '#src/words/words.ts';
import { changedBy } from './record-changes.ts';

/** Where the record is that an id names, by what the id begins with. */
const PLACES: Readonly<Record<string, string>> = {
  item: '/drift/kaede',
  meeting: '/drift/kaede',
  hearing: '/drift/kaede',
  person: '/drift/personer',
  office: '/drift/stillinger',
  organ: '/drift/organer',
  delegation: '/drift/fuldmagter',
  closure: '/drift/lukkedage',
};

const placeOf = (id: string): string => {
  const place = PLACES[id.split('-')[0] ?? ''];
  return place === undefined ? '' : `${place}/${id}`;
};

const fieldInWords = (name: string): string => (hasWord('recordFields', name) ? word('recordFields', name) : name);

export function auditLine(event: AuditLine, directory: Directory) {
  const { kind, count, person, ip, userAgent, method, route, subject, fields, rule, request } = event;
  // Who is at the machine itself runs a command of the operator's.
  const isOperator = kind === 'administered' && person === null;
  return {
    what: word('auditKinds', kind),
    who: person === null && !isOperator ? 'Ukendt' : changedBy(person, directory),
    more: count > 1 ? `, ${count.toLocaleString('da')} gange mere inden for et minut` : '',
    at: `${momentOf(event.at)}.${String(event.at.getUTCSeconds()).padStart(2, '0')}`,
    iso: event.at.toISOString(),
    from: [ip ?? (isOperator ? '' : 'mange steder'), userAgent].filter((text) => text !== '').join(' · '),
    asked: [method, route].filter((text) => text !== null).join(' '),
    subject: subject === null ? null : { id: subject, href: placeOf(subject) },
    fields: fields.map(fieldInWords).join(', '),
    rule,
    request,
    isRefusal: rule !== null || count > 1,
  };
}
