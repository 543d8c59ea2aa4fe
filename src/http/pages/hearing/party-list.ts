/** A list of parties that is to be invited: what is understood of it, shown before anybody is written to. */

import { MAX_PARTIES } from '#machines/hearing/events.ts';
import { hasTag } from '#machines/states.ts';
import { addressInWords } from '#src/addresses/email.ts';
import { type AddressList, type ListedParty, readAddressList } from '#src/addresses/list.ts';
import { partyIdOf } from '#src/commands/hearing/invite.ts';
import { badInput } from '#src/errors.ts';
import type { HearingHistory } from '#src/queries/hearing.ts';
import { hashJson } from '#src/store/record.ts';
import { refusalInWords, word } from '#src/words/words.ts';

/** Of a file, and of what is pasted; some thousand parties. */
export const MAX_LIST_BYTES = 256 * 1024;

/** What whoever confirms the list has seen: the same text gives the same. */
const seenAs = ({ parties }: AddressList): string => hashJson(parties).slice(0, 16);

/** Those of the list who are invited already, and those who are not. */
function knownOrNot({ id, context }: HearingHistory, parties: readonly ListedParty[]) {
  const invited = new Set(context.parties.map(({ party }) => party));
  const { known = [], added = [] } = Object.groupBy(parties, ({ email }) =>
    invited.has(partyIdOf(id, email)) ? 'known' : 'added',
  );
  return { known, added };
}

/** Whether a hearing can have so many more parties. */
const fits = ({ context }: HearingHistory, added: readonly ListedParty[]): boolean =>
  context.parties.length + added.length <= MAX_PARTIES;

/**
 * The parties that a confirmed list adds; whoever is invited already is left as they are.
 * @param seen what the page with the list said it showed
 * @throws Refusal `bad-input` with rule `list-unread`, `list-unseen`, `list-all-known`, `parties-fit`: the list is shown again
 */
export function partiesToInvite(
  history: HearingHistory,
  text: string,
  seen: string,
): { name: string; email: string }[] {
  const list = readAddressList(text);
  const again = (rule: string) => badInput([{ path: ['names'], message: rule }], { rule });
  if (list.faults.length > 0 || list.parties.length === 0) throw again('list-unread');
  if (seen !== seenAs(list)) throw again('list-unseen');
  const { added } = knownOrNot(history, list.parties);
  if (added.length === 0) throw again('list-all-known');
  if (!fits(history, added)) throw again('parties-fit');
  return added.map(({ name, email }) => ({ name, email }));
}

/** The list as its page shows it. */
export function partyListView(history: HearingHistory, text: string) {
  const list = readAddressList(text);
  const { known, added } = knownOrNot(history, list.parties);
  return {
    names: text,
    seen: seenAs(list),
    faults: list.faults.map(({ line, text: written, fault, what }) => ({
      line,
      text: short(written),
      why: word('addressFaults', fault).replace('{what}', () => short(what)),
    })),
    added: added.map(shown),
    known: known.map(shown),
    repeats: list.repeats.map(({ line, email }) => ({ line, email: addressInWords(email) })),
    isSentNow: hasTag('hearing', history.state.value, 'in-window'),
    allKnown: list.faults.length === 0 && list.parties.length > 0 && added.length === 0,
    tooMany: fits(history, added) ? null : refusalInWords('parties-fit'),
    mayConfirm: list.faults.length === 0 && added.length > 0 && fits(history, added),
  };
}

const shown = ({ name, email }: { name: string; email: string }) => ({ name, address: addressInWords(email) });
const MAX_SHOWN = 120;
const short = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
