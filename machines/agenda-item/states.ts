/** The tags and phases of an item's states: those of every item, and those that parts bring. */
import type { CoreTag, MetaOf } from './core/states.ts';
import { type Part, stepsOfParts } from './parts.ts';

export type ItemTag = CoreTag | Part['tags'][number];

/** The phases of an item as lists and filters name them, in their order. A kind of step that is a part comes after the approvals. */
export const ITEM_PHASES = [
  'draft',
  'approval',
  ...stepsOfParts.map(({ kind }) => kind),
  'hearing',
  'organ',
  'signature',
  'completed',
  'withdrawn',
] as const;
export type ItemPhase = (typeof ITEM_PHASES)[number];
export type ItemMeta = MetaOf<ItemPhase>;
