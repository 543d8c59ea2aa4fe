/** Parties are put on a hearing's list; where it is open already they are written to at once. */
import { z } from 'zod';
import { MAX_PARTIES } from '#machines/hearing/events.ts';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { PartyDocument } from '#src/documents/hearing.ts';
import type { Committed } from '#src/store/commit.ts';
import { hashJson, sha256 } from '#src/store/record.ts';
import { readInput } from '../read-input.ts';
import { commitOnHearing } from './commit-on-hearing.ts';

export const InvitePartiesInput = z.strictObject({
  hearing: Id,
  parties: z
    .array(PartyDocument.omit({ kind: true }))
    .min(1)
    .max(MAX_PARTIES),
});

/** One address is one party of a hearing, whoever types it and however often. */
export const partyIdOf = (hearing: string, email: string): string =>
  `party-${sha256(`${hearing} ${email}`).slice(0, 16)}`;

/** @throws Refusal `only-owner-or-secretariat` (403), `party-new`, `parties-fit` (409) */
export async function inviteParties(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { hearing, parties } = readInput(InvitePartiesInput, input);
  const documents = parties.map((party): PartyDocument => ({ kind: 'party', ...party }));
  const named = documents.map((party) => ({ party: partyIdOf(hearing, party.email), ref: hashJson(party) }));
  return commitOnHearing(deps, request, hearing, () => ({ type: 'invite', parties: named }), documents);
}
