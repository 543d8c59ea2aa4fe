/** The table that turns the meeting's actions into effects: signals to its items, which may not refuse them. */
import type { MeetingToItemEvent } from '../agenda-item/events.ts';
import type { Wish } from '../effects.ts';
import { itemOf, itemsOfPart, type ListedItem, type MeetingContext } from './context.ts';
import type { MeetingEvent } from './events.ts';

type ToWishes = (context: MeetingContext, event: MeetingEvent) => Wish[];

const signal = (stream: string, event: MeetingToItemEvent): Wish => ({ kind: 'signal', params: { stream, event } });
/** Whom the news concerns: this listing of the item, and the how-manieth news of the meeting it is. */
const report = ({ meeting, heard, reports }: MeetingContext, item: string) => ({
  meeting,
  turn: heard[item] ?? 0,
  report: reports,
});
const onAgenda = ({ struck }: ListedItem) => !struck;

/** One signal to every item of the part that the event names. */
const tellPart =
  (say: (news: ReturnType<typeof report>, listed: ListedItem) => MeetingToItemEvent): ToWishes =>
  (context, event) =>
    'part' in event
      ? itemsOfPart(context, event.part)
          .filter(onAgenda)
          .map((listed) => signal(listed.item, say(report(context, listed.item), listed)))
      : [];

const tellDecision = (
  type: 'treated' | 'meetingEnded',
  context: MeetingContext,
  { item, version, decision }: ListedItem,
): Wish[] =>
  version === null || decision === null ? [] : [signal(item, { type, ...report(context, item), version, decision })];

export const meetingWishes = {
  refuseListing: (context, event) =>
    event.type === 'itemListed'
      ? [signal(event.item, { type: 'listingRefused', meeting: context.meeting, turn: event.turn })]
      : [],
  tellFrozen: tellPart((news, { version }) => ({ type: 'frozen', ...news, version: version ?? '' })),
  tellThawed: tellPart((news) => ({ type: 'thawed', ...news })),
  tellDispatched: tellPart((news, { version }) => ({ type: 'dispatched', ...news, version: version ?? '' })),
  tellStruck: (context, event) =>
    event.type === 'strike' ? [signal(event.item, { type: 'struck', ...report(context, event.item) })] : [],
  tellTreated: (context, event) => {
    const listed = event.type === 'recordDecision' ? itemOf(context, event.item) : undefined;
    return listed ? tellDecision('treated', context, listed) : [];
  },
  tellEnded: (context) =>
    context.items.filter(onAgenda).flatMap((listed) => tellDecision('meetingEnded', context, listed)),
  tellSigned: (context) =>
    context.items.filter(onAgenda).map(({ item }) => signal(item, { type: 'meetingSigned', meeting: context.meeting })),
} as const satisfies Record<string, ToWishes>;

export type MeetingAction = keyof typeof meetingWishes;
