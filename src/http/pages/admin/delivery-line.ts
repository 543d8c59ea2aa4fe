/** A row of the ledger in words: what was to be sent to whom, and what became of it. Pure. */
import type { Addressee } from '#machines/effects.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import type { Names } from '#src/words/names.ts';
import { hasSentence, hasWord, sentenceOf, word } from '#src/words/words.ts';
import { deliveryBadge } from '../../state-badge.ts';

/** Every stream's kind, in a word. */
const STREAMS: Readonly<Record<string, string>> = { item: 'punkt', meeting: 'møde', hearing: 'høring' };

export function deliveryLine(delivery: Delivery, names: Names) {
  const { _id, effect, state, attempts, note, createdAt, stream, messages } = delivery;
  return {
    key: _id,
    what: whatInWords(effect, names),
    stream,
    // A mail about people belongs to no chain.
    chainHref: isStream(stream) ? `/drift/kaede/${stream}` : null,
    state: deliveryBadge(state),
    attempts,
    note: note === null ? '' : noteInWords(note),
    sent: messages.length,
    at: momentOf(createdAt),
    mayRetry: state === 'failed',
  };
}

const isStream = (stream: string) => Object.hasOwn(STREAMS, stream.split('-')[0] ?? '');

function whatInWords(effect: Delivery['effect'], names: Names): string {
  if (effect.kind === 'mail') {
    return `${word('mailTemplates', effect.params.template)} til ${addresseeInWords(effect.params.to, names)}`;
  }
  if (effect.kind === 'signal') {
    const { event, stream } = effect.params;
    return `${word('events', event.type)} (besked til ${STREAMS[stream.split('-')[0] ?? '']})`;
  }
  return word('deliveryKinds', effect.kind);
}

/** Whose name it is; an addressee that is none of these has a word of its own. */
const NAMED: Readonly<Record<string, (id: string, names: Names) => string>> = {
  office: (id, names) => names.office(id),
  person: (id, names) => names.person(id),
  organ: (id, names) => names.organ(id),
};

function addresseeInWords(to: Addressee, names: Names): string {
  const [kind = '', id = ''] = Object.entries(to)[0] ?? [];
  return NAMED[kind]?.(id, names) ?? word('addressees', kind);
}

/** "permanent: 550": what the mail server said, as the ledger keeps it. */
const MAIL_ERROR = /^(transient|permanent|unknown): ([\w?-]+)$/;

/** Why a delivery came to nothing: a rule, a reason of ours, or what the mail server answered; anything else as it was said. */
function noteInWords(note: string): string {
  if (hasSentence(note)) return sentenceOf(note).text;
  if (hasWord('deliveryNotes', note)) return word('deliveryNotes', note);
  const errors = note.split('; ').map((part) => MAIL_ERROR.exec(part));
  if (errors.some((error) => error === null)) return `Uventet fejl: ${note}`;
  return [...new Set(errors.map((error) => mailError(error?.[1] ?? '', error?.[2] ?? '')))].join(' ');
}

function mailError(kind: string, code: string): string {
  if (hasWord('mailErrors', code)) return word('mailErrors', code);
  return `${word('mailErrors', kind).replace(/\.$/, '')} (svar ${code}).`;
}
