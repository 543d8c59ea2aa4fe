/**
 * What a person does to one stream may depend on what another has committed and not told yet: a meeting that has decided an item, an
 * item that has left its hearing. Such a command is decided in a critical section: it holds the locks of the streams that it rests
 * on, so that none of them is decided on meanwhile, and what they have signalled is taken in first. So the machine's own rules judge
 * it by what is true, and a command that is accepted has its effect.
 */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { HearingContext } from '#machines/hearing/context.ts';
import type { MachineName, MachineState } from '#machines/run.ts';
import { hasTag } from '#machines/states.ts';
import type { CommandDeps } from '#src/context.ts';
import { takeInSignals } from '#src/store/signals.ts';

/** Thrown while a command is decided: the streams whose locks it must hold as well. */
class LocksMissing extends Error {
  readonly streams: readonly string[];
  constructor(streams: readonly string[]) {
    super(`locks missing: ${streams.join(', ')}`);
    this.streams = streams;
  }
}

/**
 * The streams that a person's command on this one rests on. An item that nobody else has a say in rests on none, so that most of its
 * commands read nothing else; nor does a meeting that is over, whose items have gone on.
 */
function restsOn(machine: MachineName, stream: string, state: MachineState): string[] {
  switch (machine) {
    case 'agenda-item': {
      const { listing } = state.context as ItemContext;
      const isShared = (['in-hearing', 'awaits-agenda', 'awaits-meeting', 'treated'] as const).some((tag) =>
        hasTag('agenda-item', state.value, tag),
      );
      return isShared ? [stream, ...(listing ? [listing.meeting] : [])] : [];
    }
    case 'meeting':
      return hasTag('meeting', state.value, 'over') ? [] : [stream];
    case 'hearing':
      return [(state.context as HearingContext).item];
  }
}

/**
 * Whether the command may be decided with the locks that it holds.
 * @throws what makes `inCriticalSection` take those that are missing and begin anew
 */
export function assertLocksHeld(
  held: ReadonlySet<string>,
  { machine, id }: { machine: MachineName; id: string },
  state: MachineState,
): void {
  const missing = restsOn(machine, id, state).filter((name) => !held.has(name));
  if (missing.length > 0) throw new LocksMissing(missing);
}

/**
 * Runs a command on `stream`. It is begun without any lock and begins anew when it turns out to need some, unless they are known.
 * @param known the streams whose locks it needs in any case, and what they have been signalled is taken in as well; undefined where
 *   that shows only when it is decided
 * @param work looks up what the command needs and decides it, each time from the beginning
 * @throws Refusal `too-busy` (503) when the locks do not become free in time; what the work throws
 */
export async function inCriticalSection<Result>(
  deps: Pick<CommandDeps, 'collections' | 'commit' | 'holdLocks'>,
  stream: string,
  known: readonly string[] | undefined,
  work: (held: ReadonlySet<string>) => Promise<Result>,
): Promise<Result> {
  const held = new Set(known);
  for (;;) {
    try {
      return await deps.holdLocks([...held], async () => {
        for (const each of held.size === 0 ? [] : new Set([stream, ...(known ?? [])])) await takeInSignals(deps, each);
        return work(held);
      });
    } catch (error) {
      if (!(error instanceof LocksMissing)) throw error;
      for (const name of error.streams) held.add(name);
    }
  }
}
