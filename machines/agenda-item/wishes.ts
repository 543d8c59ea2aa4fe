/** The table that turns the item's actions into effects. An action without a row here does not compile. */
import type { Wish } from '../effects.ts';
import { currentStep, type ItemContext } from './context.ts';
import type { ItemEvent } from './events.ts';

type ToWishes = (context: ItemContext, event: ItemEvent, before: ItemContext) => Wish[];

/** Withdrawal and unlisting are told to the meeting that had the item before this transition. */
const tellFormerMeeting =
  (type: 'itemUnlisted' | 'itemWithdrawn'): ToWishes =>
  (context, _, before) =>
    before.listing === null
      ? []
      : [
          {
            kind: 'signal',
            params: { stream: before.listing.meeting, event: { type, item: context.item, turn: context.turn } },
          },
        ];

export const itemWishes = {
  /** The holder of the step's office is asked to read exactly this version. */
  requestApproval: (context) => {
    const step = currentStep(context);
    if (step?.kind !== 'approval' || context.version === null) return [];
    return [
      {
        kind: 'mail',
        params: {
          template: 'approval-request',
          to: { office: step.office },
          about: { item: context.item, step: step.id, round: context.round, version: context.version.hash },
        },
      },
    ];
  },
  tellReturned: (context, event) =>
    event.type !== 'return'
      ? []
      : [
          {
            kind: 'mail',
            params: {
              template: 'returned',
              to: { person: context.owner },
              about: {
                item: context.item,
                step: event.step,
                round: event.round,
                version: event.version,
                reason: event.reason,
              },
            },
          },
        ],
  tellDecided: (context, event) =>
    event.type !== 'meetingEnded'
      ? []
      : [
          {
            kind: 'mail',
            params: {
              template: 'decided',
              to: { person: context.owner },
              about: { item: context.item, meeting: event.meeting, decision: event.decision.hash },
            },
          },
        ],
  tellListed: (context) =>
    context.listing === null
      ? []
      : [
          {
            kind: 'signal',
            params: {
              stream: context.listing.meeting,
              event: { type: 'itemListed', item: context.item, part: context.listing.part, turn: context.turn },
            },
          },
        ],
  tellUnlisted: tellFormerMeeting('itemUnlisted'),
  tellWithdrawn: tellFormerMeeting('itemWithdrawn'),
} as const satisfies Record<string, ToWishes>;

export type ItemAction = keyof typeof itemWishes;
