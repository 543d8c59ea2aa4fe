/** How each event changes what the hearing remembers. Pure: context and event in, the changed fields out. */
import { type HearingContext, type Party, windowFrom } from './context.ts';
import type { HearingEvent } from './events.ts';

type Of<T extends HearingEvent['type']> = Extract<HearingEvent, { type: T }>;
type Change<T extends HearingEvent['type']> = (context: HearingContext, event: Of<T>) => Partial<HearingContext>;

const withParty = (context: HearingContext, id: string | null, change: Partial<Party>): Party[] =>
  context.parties.map((each) => (each.party === id ? { ...each, ...change } : each));

export const applyParties: Change<'invite'> = (context, event) => ({
  parties: [
    ...context.parties,
    ...event.parties.map(({ party, ref }): Party => ({ party, ref, state: 'asked', late: false })),
  ],
});

export const dropParty: Change<'uninvite'> = (context, event) => ({
  parties: context.parties.filter(({ party }) => party !== event.party),
});

export const applyWindow: Change<'schedule'> = (context, event) => ({
  window: windowFrom(event.window, (context.window?.n ?? 0) + 1, null),
});

export const applyExtension: Change<'extend'> = (context, event) => ({
  window: windowFrom(event.window, (context.window?.n ?? 0) + 1, event.reason),
  formerClosings: context.window === null ? [] : [...context.formerClosings, context.window.closesAt],
});

/** Every answer is kept and numbered; the party stands as its latest one says. */
const answered =
  (late: boolean): Change<'answer'> =>
  (context, event) => ({
    answers: context.answers + 1,
    lateAnswers: context.lateAnswers + (late ? 1 : 0),
    parties: withParty(context, event.party, { state: event.noRemarks ? 'noRemarks' : 'answered', late }),
  });
export const applyAnswer = answered(false);
export const applyLateAnswer = answered(true);

export const applyDecline: Change<'decline'> = (context, event) => ({
  parties: withParty(context, event.party, { state: 'declined' }),
});

export const applyNote: Change<'conclude'> = (_, event) => ({ note: event.note });
