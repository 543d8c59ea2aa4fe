/** A delegation is saved, and whoever it names is mailed what it covers and what waits already, or that it is over. */
import type { CommandDeps } from '#src/context.ts';
import { localDay } from '#src/people/local-day.ts';
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
  const loses = await whoLoses(deps, id, fields);
  const endKey = `${id}.${rev}-2`;
  if (loses !== null) {
    const about = { delegation: id, rev };
    await enterMail(
      deps.collections,
      endKey,
      { stream: id, seq: rev },
      { template: 'substitute-ended', to: { person: loses }, about },
    );
  }
  const saved = await saveDelegation(deps, { id, ...fields }, by);
  await releaseMail(deps.collections, key);
  if (loses !== null) await releaseMail(deps.collections, endKey);
  return saved;
}

/** Whoever stood in, or would have, and does not any more: it ends before its time, or somebody else is named. */
async function whoLoses(
  { directory, clock }: SubstituteDeps,
  id: string,
  { to, validTo }: Pick<Delegation, 'to' | 'validTo'>,
): Promise<string | null> {
  const [{ delegations }, now] = await Promise.all([directory.refresh(), clock.now()]);
  const today = localDay(now);
  const before = delegations.find((one) => one.id === id);
  if (before === undefined || isOver(before, today)) return null;
  return before.to !== to || isOver({ validTo }, today) ? before.to : null;
}

const isOver = ({ validTo }: Pick<Delegation, 'validTo'>, today: string): boolean =>
  validTo !== null && validTo < today;
