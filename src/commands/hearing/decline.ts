/** A party says that it will not answer; it may still change its mind. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { readInput } from '../read-input.ts';
import type { AskedByParty } from './answer.ts';

const DeclineHearingInput = z.strictObject({ hearing: Id });

/** @throws Refusal `party-invited`, `party-not-answered`, `not-in-this-state` (409) */
export async function declineHearing(
  deps: CommandDeps,
  { party, cause }: Pick<AskedByParty, 'cause'> & { party: string },
  input: unknown,
): Promise<Committed> {
  const { hearing } = readInput(DeclineHearingInput, input);
  await headOf(deps.collections, 'hearing', hearing);
  return deps.commit({
    stream: hearing,
    origin: 'people',
    cause,
    decide: () => ({ event: { type: 'decline', party }, actor: { kind: 'party', party } }),
  });
}
