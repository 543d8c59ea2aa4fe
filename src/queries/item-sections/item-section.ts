/**
 * What stands beside an item besides its text, route and history. Each such section has a module of its own in this folder, and the
 * item's page, the page of a mailed link and the API show it.
 */
import type { z } from 'zod';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { PublicItemEvent } from '#machines/agenda-item/events.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { Directory } from '#src/people/directory.ts';
import type { ItemHistory } from '../item.ts';

/** The action that an entry waits for, and what its form says besides what is typed: which entry. */
interface Awaited {
  action: PublicItemEvent['type'];
  fields: Readonly<Record<string, string>>;
}

export interface ItemSection<Entry extends object = object> {
  /** What the API calls it; pages show it by the template `item-<name>`. */
  name: string;
  /** Its place among the others. */
  order: number;
  /** Its anchor on the pages. */
  anchor: string;
  /** What the API answers of it: JSON values only. */
  schema: z.ZodType<Entry[]>;
  /** Who may see it: a sentence of src/policies. */
  isSeenBy(actor: Actor, context: ItemContext): boolean;
  /** Its entries, first to last; a section without any is not shown. Pure. */
  read(history: ItemHistory, directory: Directory): Entry[];
  /** The action that an entry waits for; null, or absent, for none. */
  awaits?(entry: Entry): Awaited | null;
}

/** A section as all of them are held: what an entry is, is its own affair. */
export const itemSection = <Entry extends object>(section: ItemSection<Entry>): ItemSection =>
  section as unknown as ItemSection;
