/** The table that turns the meeting's actions into effects: signals to its items, which may not refuse them. */
import type { MeetingToItemEvent } from '../agenda-item/events.ts';
import type { Wish } from '../effects.ts';
import { itemOf, itemsOfPart, type ListedItem, type MeetingContext } from './context.ts';
import type { MeetingEvent } from './events.ts';

type ToWishes = (context: MeetingContext, event: MeetingEvent) => Wish[];

const signal = (stream: string, event: MeetingToItemEvent): Wish => ({ kind: 'signal', params: { stream, event } });
const onAgenda = ({ struck }: ListedItem) => !struck;

/** One signal to every item of the part that the event names. */
const tellPart =
  (say: (meeting: string, listed: ListedItem) => MeetingToItemEvent): ToWishes =>
  (context, event) =>
    'part' in event
      ? itemsOfPart(context, event.part)
          .filter(onAgenda)
          .map((listed) => signal(listed.item, say(context.meeting, listed)))
      : [];

export const meetingWishes = {
  refuseListing: (context, event) =>
    event.type === 'itemListed' ? [signal(event.item, { type: 'listingRefused', meeting: context.meeting })] : [],
  tellFrozen: tellPart((meeting, { version }) => ({ type: 'frozen', meeting, version: version ?? '' })),
  tellThawed: tellPart((meeting) => ({ type: 'thawed', meeting })),
  tellDispatched: tellPart((meeting, { version }) => ({ type: 'dispatched', meeting, version: version ?? '' })),
  tellStruck: (context, event) =>
    event.type === 'strike' ? [signal(event.item, { type: 'struck', meeting: context.meeting })] : [],
  tellTreated: (context, event) => {
    const decision = event.type === 'recordDecision' ? itemOf(context, event.item)?.decision : null;
    if (event.type !== 'recordDecision' || !decision) return [];
    return [signal(event.item, { type: 'treated', meeting: context.meeting, decision })];
  },
  tellEnded: (context) =>
    context.items.flatMap(({ item, decision, struck }) =>
      decision === null || struck ? [] : [signal(item, { type: 'meetingEnded', meeting: context.meeting, decision })],
    ),
  tellSigned: (context) =>
    context.items.filter(onAgenda).map(({ item }) => signal(item, { type: 'meetingSigned', meeting: context.meeting })),
} as const satisfies Record<string, ToWishes>;

export type MeetingAction = keyof typeof meetingWishes;
