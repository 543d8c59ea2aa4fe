/** What is said before something that cannot be undone: who is mailed, and what follows. */
import { activePeople } from '#src/mail/recipients.ts';
import type { Directory } from '#src/people/directory.ts';
import type { Membership } from '#src/people/types.ts';
import { counted } from '#src/words/counted.ts';

export interface AskedOnce {
  /** Those who are mailed, by name; empty where nobody is. */
  recipients: string;
  howMany: string;
  /** Members whom no mail reaches. */
  without: string;
  /** Who takes part, where nobody is mailed; empty where somebody is. */
  members: string;
}

/**
 * @param action of the meeting; only what is asked about once has an answer
 * @param members of the organ on the day of the meeting
 */
export function askedOnce(action: string, members: readonly Membership[], directory: Directory): AskedOnce | null {
  const names = (some: readonly Membership[]) => some.map(({ printedName }) => printedName).join(', ');
  if (action === 'begin') return { recipients: '', howMany: '', without: '', members: names(members) };
  if (action !== 'dispatch') return null;
  const ids = members.flatMap(({ person }) => person ?? []);
  const reached = new Set(activePeople(directory, ids).map(({ id }) => id));
  const isReached = ({ person }: Membership) => person !== null && reached.has(person);
  return {
    recipients: names(members.filter(isReached)),
    howMany: counted(reached.size, 'medlem', 'medlemmer'),
    without: names(members.filter((member) => !isReached(member))),
    members: '',
  };
}
