/** Parties are put on a hearing's list; where it is open already they are written to at once. */
import { z } from 'zod';
import { MAX_PARTIES } from '#machines/hearing/events.ts';
import { Id } from '#machines/primitives.ts';
import { PartyDocument } from '#src/documents/hearing.ts';
import { mayRunHearing } from '#src/policies/hearing-policies.ts';
import { hashJson, sha256 } from '#src/store/record.ts';
import { hearingAction } from './hearing-action.ts';

/** One address is one party of a hearing, whoever types it and however often. */
export const partyIdOf = (hearing: string, email: string): string =>
  `party-${sha256(`${hearing} ${email}`).slice(0, 16)}`;

/** Refused by `party-new`, `parties-fit` (409). */
export const inviteParties = hearingAction({
  event: 'invite',
  order: 10,
  input: z.strictObject({
    hearing: Id,
    parties: z
      .array(PartyDocument.omit({ kind: true }))
      .min(1)
      .max(MAX_PARTIES),
  }),
  policy: mayRunHearing,
  prepare({ parties }, { id }) {
    const documents = parties.map((party): PartyDocument => ({ kind: 'party', ...party }));
    const named = documents.map((party) => ({ party: partyIdOf(id, party.email), ref: hashJson(party) }));
    return { event: { type: 'invite', parties: named }, documents };
  },
  page: { path: 'inviter', form: 'parties' },
});
