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
  const loses = await whoLoses(deps, id, fields);
  const mails = [
    { template: 'substitute-named' as const, person: fields.to },
    ...(loses === null ? [] : [{ template: 'substitute-ended' as const, person: loses }]),
  ].map((mail, index) => ({ ...mail, key: `${id}.${rev}-${index + 1}` }));
  for (const { key, template, person } of mails) {
    const mail = { template, to: { person }, about: { delegation: id, rev } };
    await enterMail(deps.collections, key, { stream: id, seq: rev }, mail);
  }
  const saved = await saveDelegation(deps, { id, ...fields }, by);
  for (const { key } of mails) await releaseMail(deps.collections, key);
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
