/** A delegation is saved, and whoever it names is mailed what it covers and what waits already. */
import type { CommandDeps } from '#src/context.ts';
import { SaveDelegation, saveDelegation } from '#src/people/save-delegation.ts';
import type { PeopleDeps } from '#src/people/save-row.ts';
import type { Delegation } from '#src/people/types.ts';
import { readInput } from '#src/read-input.ts';
import { enterMail, releaseMail } from '#src/store/ledger.ts';

export type SubstituteDeps = PeopleDeps & Pick<CommandDeps, 'collections'>;

/**
 * @param input as `saveDelegation` takes it
 * @returns the delegation as stored
 * @throws Refusal as `saveDelegation` does; nobody is mailed then
 */
export async function nameSubstitute(deps: SubstituteDeps, input: unknown, by: string): Promise<Delegation> {
  const { id = deps.ids.next('delegation'), ...fields } = readInput(SaveDelegation, input);
  const rev = (fields.rev ?? 0) + 1;
  const key = `${id}.${rev}-1`;
  await enterMail(
    deps.collections,
    key,
    { stream: id, seq: rev },
    {
      template: 'substitute-named',
      to: { person: fields.to },
      about: { delegation: id, rev },
    },
  );
  const saved = await saveDelegation(deps, { id, ...fields }, by);
  await releaseMail(deps.collections, key);
  return saved;
}
