/** A party is taken off the list before anybody has been written to. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { readInput } from '../read-input.ts';
import { commitOnHearing } from './commit-on-hearing.ts';

export const UninvitePartyInput = z.strictObject({ hearing: Id, party: Id });

/** @throws Refusal `only-owner-or-secretariat` (403), `party-invited`, `not-in-this-state` (409) */
export async function uninviteParty(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { hearing, party } = readInput(UninvitePartyInput, input);
  return commitOnHearing(deps, request, hearing, () => ({ type: 'uninvite', party }));
}
