/** The rules that can refuse a hearing's event, by name; templates/da.json has a sentence for each. */
import { type HearingContext, partyOf } from './context.ts';
import { type HearingEvent, type HearingWindow, MAX_PARTIES } from './events.ts';

type Rule = (context: HearingContext, event: HearingEvent) => boolean;

const windowIn = (event: HearingEvent): HearingWindow | undefined => {
  if (event.type === 'schedule' || event.type === 'extend') return event.window;
  return undefined;
};
const newParties = (event: HearingEvent) => (event.type === 'invite' ? event.parties : []);
/** Instants have one form, so they compare as text. */
const before = (one: string, other: string) => one < other;

export const hearingRules = {
  'party-new': (context, event) => {
    const ids = newParties(event).map(({ party }) => party);
    return new Set(ids).size === ids.length && !ids.some((id) => partyOf(context, id) !== undefined);
  },
  'parties-fit': (context, event) => context.parties.length + newParties(event).length <= MAX_PARTIES,
  'party-invited': (context, event) => 'party' in event && partyOf(context, event.party) !== undefined,
  /** An invited party, or anybody where the hearing is open to all. */
  'may-answer': (context, event) =>
    event.type === 'answer' &&
    (event.party === null ? context.openTo === 'everyone' : partyOf(context, event.party) !== undefined),
  'party-not-answered': (context, event) => {
    const state = 'party' in event ? partyOf(context, event.party)?.state : undefined;
    return state === 'asked' || state === 'declined';
  },
  'somebody-to-hear': (context) => context.openTo === 'everyone' || context.parties.length > 0,
  'window-in-order': (_, event) => {
    const window = windowIn(event);
    if (window === undefined) return false;
    const { opens, closes, graceEnds } = window;
    return before(opens.dueAt, closes.dueAt) && !before(graceEnds.dueAt, closes.dueAt);
  },
  /** A shorter window than the law's minimum is not made, whoever asks. */
  'window-not-below-minimum': (_, event) => {
    const window = windowIn(event);
    if (window === undefined) return false;
    return window.minimumClosesAt === null || !before(window.closes.dueAt, window.minimumClosesAt);
  },
  'window-longer-than-before': (context, event) => {
    const window = windowIn(event);
    return window !== undefined && context.window !== null && before(context.window.closesAt, window.closes.dueAt);
  },
  'starts-now': (_, event) => event.type === 'schedule' && event.startsNow,
  'current-window': (context, event) => 'window' in event && event.window === context.window?.n,
  'answered-in-time': ({ window }, event) =>
    event.type === 'answer' && window !== null && before(event.receivedAt, window.closesAt),
  /** Grace is for a form that was opened in time: what goes wrong on the way is not the party's fault. */
  'answered-in-grace': ({ window }, event) =>
    event.type === 'answer' &&
    window !== null &&
    event.formOpenedAt !== null &&
    before(event.formOpenedAt, window.closesAt) &&
    before(event.receivedAt, window.graceEndsAt),
} as const satisfies Record<string, Rule>;

export type HearingRule = keyof typeof hearingRules;
