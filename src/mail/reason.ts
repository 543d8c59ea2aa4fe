import type { PlanDeps } from './mail.ts';

/** The reason that a mail's effect names by hash, in words; empty where it names none or the text has been erased. */
export const reasonOf = async ({ deps, about }: { deps: PlanDeps; about: { reason?: string } }): Promise<string> =>
  about.reason === undefined ? '' : ((await deps.reader.reason(about.reason)) ?? '');
