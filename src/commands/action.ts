/**
 * An action is what people may do to an item, a meeting or a hearing. Each is declared once, by one descriptor; routes, the API's
 * events, their description, what a page offers and the table of policies are read from the descriptors.
 */
import type { z } from 'zod';
import type { ActedBy } from '#machines/agenda-item/events.ts';
import type { MachineEvent, MachineName, MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { retryWithFreshDirectory } from '#src/auth/retry-with-fresh-directory.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { isRefusal, notAllowedNow, notFound, type Refusal } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import { authorize, type Verdict } from '#src/policies/verdict.ts';
import type { Committed } from '#src/store/commit.ts';
import type { RecordedActor } from '#src/store/record.ts';
import { assertLocksHeld } from './critical-section.ts';

export type RunCommand = (deps: CommandDeps, request: CommandRequest, input: unknown) => Promise<Committed>;

/** Who acts, and what is known of people and their offices at that moment. */
export interface Known {
  actor: Actor;
  directory: Directory;
}

/** What an action's input becomes. */
export interface Prepared<Event, Context> {
  /** Where the event depends on the capacity acted in or on the context as it stands, it is made from them. */
  event: Event | ((by: ActedBy, context: Context, known: Known) => Event);
  /** What the event names by hash; stored only when the event is allowed. */
  documents?: readonly unknown[];
  /** The sequence number that the stream must still have, where the event rests on all that is in it. */
  expectedSeq?: number;
  /** Says more of a refusal than the rule alone does. */
  explain?(refusal: Refusal): Refusal;
}

/** What is given beside the input's own fields. */
export interface Given {
  deps: CommandDeps;
  request: CommandRequest;
  /** The item, meeting or hearing. */
  id: string;
}

/** What the descriptors of all three streams say. */
export interface ActionBase<Type extends string, Context, Target> {
  /** The event that the machine is given. */
  event: Type;
  /** Its place among the stream's actions, on pages and in the API's description: the lowest comes first. */
  order: number;
  /** Who may: a sentence of src/policies. */
  policy(actor: Actor, target: Target): Verdict;
  /** Brings a whole text along: up to 1 MB instead of 64 kB. */
  isTextual?: boolean;
  /**
   * The rules of the machine that the context alone answers, judged where the state knows the event: said beforehand instead of
   * after the press. @param part only where a page asks about one part of a meeting
   */
  contextRule?(context: Context, part?: string): string | null;
  /** The same, for a rule that says more than "not in this state" also where the state does not know the event. */
  contextRuleInAnyState?(context: Context, part?: string): string | null;
}

/** An action that is ready to be run, as its registry holds it. */
export interface Action<Type extends string, Context, Target> extends ActionBase<Type, Context, Target> {
  input: z.ZodObject;
  /** @throws Refusal `bad-input` (400), 403 by policy, 404 for an unknown stream, 409/412 by a rule of the machine */
  run: RunCommand;
}

/** What the API knows of an action: its command, what it takes, and whether it brings a whole text along. */
export type ApiEvent = Pick<Action<string, never, never>, 'run' | 'input' | 'isTextual'>;

interface Conditions<Context> {
  /** The streams whose locks the command holds. */
  held: ReadonlySet<string>;
  /** The action's `contextRuleInAnyState`: it says more than that the state does not know the event. */
  ruleInAnyState?: ((context: Context) => string | null) | undefined;
}

/** Whoever acted, as a transition records it. */
export const recordedPerson = (by: ActedBy): RecordedActor => ({ kind: 'person', ...by });

/**
 * Commits one event of a person: policy on the state as it stands, event, commit.
 * @param judge the policy, with what it judges found from directory and state
 * @throws Refusal 403 by policy, 404 for an unknown stream, 409/412 by a rule of the machine
 */
export async function commitAction<Context>(
  deps: Pick<CommandDeps, 'commit' | 'directory' | 'clock'>,
  request: CommandRequest,
  stream: { machine: MachineName; id: string },
  judge: (actor: Actor, directory: Directory, state: MachineState<Context>) => Verdict,
  { event, documents = [], expectedSeq, explain }: Prepared<MachineEvent, Context>,
  { held, ruleInAnyState }: Conditions<Context>,
): Promise<Committed> {
  let judged: Context | undefined;
  const explained = (refusal: Refusal) => {
    const inAnyState = refusal.code === 'not-in-this-state' && judged ? (ruleInAnyState?.(judged) ?? null) : null;
    const named = inAnyState === null ? refusal : notAllowedNow(inAnyState, refusal.details);
    return explain?.(named) ?? named;
  };
  try {
    return await retryWithFreshDirectory(deps, request, (directory, actor) =>
      deps.commit({
        stream: stream.id,
        origin: 'people',
        cause: request.cause,
        expectedSeq: expectedSeq ?? request.expectedSeq,
        documents,
        decide(known) {
          if (known === null) throw notFound(stream.machine);
          const state = known as MachineState<Context>;
          const by = authorize(judge(actor, directory, state));
          assertLocksHeld(held, stream, known);
          judged = state.context;
          return {
            event: typeof event === 'function' ? event(by, state.context, { actor, directory }) : event,
            actor: recordedPerson(by),
          };
        },
      }),
    );
  } catch (error) {
    throw isRefusal(error) ? explained(error) : error;
  }
}
