/** The page of those who run a hearing: its window, its parties and their answers, and what can be done next. */
import type { PublicHearingEvent } from '#machines/hearing/events.ts';
import { machines, restore, whyNot } from '#machines/run.ts';
import { HEARING_TYPES, hearingType } from '#src/calendar/hearing-types.ts';
import { earliestClosing } from '#src/calendar/hearing-window.ts';
import { momentInWords } from '#src/calendar/sentence.ts';
import { addDays, dayOfInstant } from '#src/calendar/zoned.ts';
import type { HearingStory } from '#src/views/hearing.ts';
import { momentOf, weekdayOf } from '../dates.ts';
import { newRequestId } from '../form.ts';
import { stateLook } from '../state-look.ts';
import { word } from '../words.ts';
import { isClosedItem } from './answer-page.ts';
import { hearingNote } from './hearing-note.ts';

const DUMMY = '0'.repeat(64);
type Verb = 'invite' | 'uninvite' | 'extend' | 'conclude' | 'cancel';
const sample = (verb: Verb): PublicHearingEvent['type'] => verb;

/** @param now the service's time; @param mayRun whether the reader runs it or only looks */
export function managePage(story: HearingStory, mayRun: boolean, now: Date) {
  const { context, state } = story;
  const type = hearingType(context.hearingType);
  const today = dayOfInstant(now.toISOString());
  const opensOn = context.window ? dayOfInstant(context.window.opensAt) : today;
  const earliest = type ? earliestClosing(type, opensOn) : null;
  const knows = (verb: Verb) => stateKnows(story, verb);
  return {
    title: `Høring: ${story.content?.title ?? 'et punkt'}`,
    heading: story.content?.title ?? 'Teksten er slettet',
    id: story.id,
    requestId: newRequestId(),
    itemHref: `/punkter/${context.item}`,
    caseNumber: story.content?.caseNumber ?? null,
    closed: isClosedItem(story),
    state: stateLook(state.value),
    type: type && { name: type.name, source: type.source, note: type.note, minimumWeeks: type.minimumWeeks },
    openToAll: context.openTo === 'everyone',
    publicHref: context.openTo === 'everyone' && state.value !== 'planned' ? `/hoering/${story.id}` : null,
    answersPublic: context.answersPublic,
    window: windowView(story, now),
    schedule:
      mayRun && state.value === 'planned'
        ? { opensOn, closesOn: earliest ?? addDays(opensOn, 27), earliest: earliest && weekdayOf(earliest), today }
        : null,
    extend: mayRun && knows('extend') && context.window ? { closesOn: addDays(today, 14), today } : null,
    invite: mayRun && knows('invite'),
    uninvite: mayRun && knows('uninvite'),
    cancel: mayRun && knows('cancel'),
    conclude: mayRun && knows('conclude') ? { note: hearingNote(story) } : null,
    parties: story.parties
      .toSorted((one, other) => (one.document?.name ?? '').localeCompare(other.document?.name ?? '', 'da'))
      .map((party) => ({
        id: party.party,
        name: party.document?.name ?? '(slettet)',
        email: party.document?.email ?? '',
        invitation: party.invitation === null ? null : word('hearingInvitations', party.invitation),
        bounced: party.invitation === 'failed',
        state: word('partyStates', party.state),
        answered: party.state === 'answered' || party.state === 'noRemarks',
        late: party.late,
      })),
    counts: {
      invited: story.parties.length,
      answered: story.parties.filter((party) => party.state === 'answered' || party.state === 'noRemarks').length,
      declined: story.parties.filter((party) => party.state === 'declined').length,
      bounced: story.parties.filter((party) => party.invitation === 'failed').length,
    },
    answers: story.answers.map(({ n, late, document, hash }) => ({
      n,
      late,
      fingerprint: hash.slice(0, 16),
      from: document === null ? 'Svaret er slettet' : whoAnswered(document),
      receivedAt: document === null ? '' : momentOf(document.receivedAt),
      noRemarks: document?.noRemarks ?? false,
      lines: document?.text.split('\n') ?? [],
      files: document?.files ?? [],
    })),
    note: story.note?.text.split('\n') ?? null,
    history: story.records
      .map(({ at, event }) => ({ at: momentOf(at), iso: at, text: word('events', event.type) }))
      .toReversed(),
  };
}

const whoAnswered = ({ name, organisation }: { name: string; organisation: string }): string =>
  organisation === '' || organisation === name ? name : `${organisation} (${name})`;

/** Whether the state knows the verb at all; its own content is judged when it is sent. */
function stateKnows({ state }: HearingStory, verb: Verb): boolean {
  const event = { type: sample(verb), reason: DUMMY, note: DUMMY, party: 'party-x', parties: [] };
  return whyNot(machines.hearing, restore(machines.hearing, state), event as never) !== 'not-in-this-state';
}

/** The window as a bar of time: how much of it is over, in percent. */
function windowView({ context, state }: HearingStory, now: Date) {
  const { window } = context;
  if (window === null) return null;
  const [opens, closes] = [Date.parse(window.opensAt), Date.parse(window.closesAt)];
  const over = Math.min(100, Math.max(0, Math.round(((now.getTime() - opens) / (closes - opens)) * 100)));
  const days = Math.ceil((closes - now.getTime()) / 86_400_000);
  return {
    opens: weekdayOf(dayOfInstant(window.opensAt)),
    closes: momentInWords(window.closesAt),
    graceEnds: momentInWords(window.graceEndsAt),
    formerly: context.formerClosings.map(momentInWords),
    over,
    left: state.value === 'open' && days > 0 ? `${days} ${days === 1 ? 'dag' : 'dage'} tilbage` : null,
  };
}

export const typeChoices = () =>
  HEARING_TYPES.map(({ id, name, minimumWeeks, source }) => ({
    value: id,
    text: `${name}${minimumWeeks === null ? '' : ` – mindst ${minimumWeeks} uger`}${source === '' ? '' : ` (${source})`}`,
    selected: false,
  }));
