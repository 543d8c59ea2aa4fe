/**
 * A part is what one addition means to the item's machine, in one module of machines/agenda-item/parts: a kind of step, or something
 * that may happen along the way. Events, context, rules, effects, states and chart of the machine are put together from the core and
 * the parts that there are. A part knows the core and no other part.
 */
import { z } from 'zod';
import { Id, ofDeadline, withWaits } from '../primitives.ts';
import type { MetaOf } from './core/states.ts';

/** A state of the chart in XState's own words; its transitions are written with the part's `needs`, `apply` and `effects`. */
interface PartState<Kind extends string> {
  tags: readonly string[];
  meta: MetaOf<Kind>;
  entry?: unknown;
  on: object;
}

interface PartStep {
  kind: string;
  planned: z.ZodObject;
  onRoute: z.ZodObject;
  state: PartState<string>;
}

/** A kind of step: its fields, and the state of its name that the route leads to. */
export const partStep = <const Kind extends string, Fields extends z.ZodRawShape>(
  kind: Kind,
  fields: Fields,
  state: PartState<Kind>,
) => {
  const planned = z.strictObject({ kind: z.literal(kind), ...fields });
  return { kind, planned, onRoute: planned.extend({ id: Id }), state };
};

/** An event that time causes: what happens to the item when it is due, and what the row among the deadlines has of it beforehand. */
export const partDeadline = <const Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) => ({
  event: z.strictObject({ type: z.literal(type), ...withWaits, ...ofDeadline, ...fields }),
  dueEvent: z.strictObject({ type: z.literal(type), ...fields }),
});

/** What a part says that says nothing. */
export const NOTHING = {
  /** What it keeps in the item's context, as a type; every field is optional, so that earlier records fit. */
  context: {} as object,
  /** The events that people cause. */
  publicEvents: [] as readonly never[],
  deadlines: [] as readonly never[],
  /** The rules by which its waits are dated, each a kind of deadline. */
  waits: [] as readonly never[],
  /** The mails that it asks for and that no other asks for. */
  mails: [] as readonly never[],
  /** What its mails say besides. */
  about: {},
  rules: {},
  step: null,
  /** Tags that none but its own state carries. */
  tags: [] as readonly never[],
  /** Transitions that it adds to states of the core; `anywhere`: whatever state the item is in. */
  on: {} as { readonly anywhere?: object; readonly travelling?: object; readonly approval?: object },
  /** Whether somebody has acted at this step in the present round: then it can no longer be called back. */
  hasActedAt: (_context: object, _step: string): boolean => false,
};

interface PartGiven {
  context?: object;
  publicEvents?: readonly z.ZodObject[];
  deadlines?: readonly { event: z.ZodObject; dueEvent: z.ZodObject }[];
  waits?: readonly string[];
  mails?: readonly string[];
  about?: z.ZodRawShape;
  rules?: Readonly<Record<string, (context: never, event: never) => boolean>>;
  step?: PartStep;
  tags?: readonly string[];
  on?: (typeof NOTHING)['on'];
  hasActedAt?(context: never, step: string): boolean;
}

/** @returns the part, with nothing where it says nothing */
export const itemPart = <const Given extends PartGiven>(
  given: Given,
): Omit<typeof NOTHING, keyof Given> & Required<Given> => ({ ...NOTHING, ...given }) as never;
