/** Who writes the item: its officer may be replaced, and others may write it beside the officer. The item stays where it is. */
import { z } from 'zod';
import { Hash, Id } from '../../primitives.ts';
import { wordsIn } from '../../words.ts';
import type { CoreContext } from '../core/context.ts';
import { mail } from '../core/effects.ts';
import type { CoreEvent } from '../core/events.ts';
import type { CoreRule } from '../core/rules.ts';
import { itemPart } from '../part.ts';

/** So many may write an item beside its officer. */
export const MAX_CO_AUTHORS = 20;

interface Remembered {
  /** Who may do with the item what its officer may, in the order in which they were added. Absent until there has been one. */
  coAuthors?: string[];
}
type Context = CoreContext & Remembered;

/** Whoever writes the item: its officer first, then those beside the officer. */
export const authorsOf = ({ owner, coAuthors = [] }: Pick<Context, 'owner' | 'coAuthors'>): string[] => [
  owner,
  ...coAuthors,
];

/**
 * Another becomes the item's officer. `alone`: whether that person is mailed about this item by itself; where many items are handed
 * over at once, one mail tells of all.
 */
const HandOver = z.strictObject({ type: z.literal('handOver'), to: Id, reason: Hash.nullable(), alone: z.boolean() });
type HandOver = z.infer<typeof HandOver>;
/** `writes`: whether the person writes the item beside its officer from now on. */
const SetCoAuthor = z.strictObject({ type: z.literal('setCoAuthor'), person: Id, writes: z.boolean() });
type SetCoAuthor = z.infer<typeof SetCoAuthor>;
type Event = CoreEvent | HandOver | SetCoAuthor;

const rules = {
  'officer-changes': ({ owner }: Context, event: Event) => event.type === 'handOver' && event.to !== owner,
  'co-author-changes': ({ owner, coAuthors = [] }: Context, event: Event) =>
    event.type === 'setCoAuthor' && event.person !== owner && coAuthors.includes(event.person) !== event.writes,
  'co-authors-not-too-many': ({ coAuthors = [] }: Context, event: Event) =>
    coAuthors.length < MAX_CO_AUTHORS || (event.type === 'setCoAuthor' && !event.writes),
};

const { needs, apply, effects } = wordsIn<Context, Event, CoreRule | keyof typeof rules>();

/** Whoever takes the item over is no longer beside its officer. */
const applyHandOver = ({ coAuthors }: Context, { to }: HandOver): Partial<Context> => ({
  owner: to,
  ...(coAuthors && { coAuthors: coAuthors.filter((person) => person !== to) }),
});
const applyCoAuthor = ({ coAuthors = [] }: Context, { person, writes }: SetCoAuthor): Partial<Context> => ({
  coAuthors: writes ? [...coAuthors, person] : coAuthors.filter((one) => one !== person),
});

const mailNewOfficer = ({ item }: Context, { to, reason, alone }: HandOver) =>
  alone
    ? [
        mail<string>({
          template: 'handed-over',
          to: { person: to },
          about: { item, ...(reason !== null && { reason }) },
        }),
      ]
    : [];
const mailCoAuthor = ({ item }: Context, { person, writes }: SetCoAuthor) =>
  writes ? [mail<string>({ template: 'co-author-added', to: { person }, about: { item } })] : [];

export const officers = itemPart({
  context: {} as Remembered,
  publicEvents: [HandOver, SetCoAuthor],
  mails: ['handed-over', 'co-author-added'],
  rules,
  on: {
    anywhere: {
      handOver: { guard: needs('officer-changes'), actions: [apply(applyHandOver), effects(mailNewOfficer)] },
      setCoAuthor: {
        guard: needs('co-author-changes', 'co-authors-not-too-many'),
        actions: [apply(applyCoAuthor), effects(mailCoAuthor)],
      },
    },
  },
});
