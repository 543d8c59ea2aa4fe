/** The secretariat names the organ of a step that was left open (kompetence afventer). */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { readInput } from '../read-input.ts';
import { commitOnItem } from './commit-on-item.ts';

export const AssignOrganInput = z.strictObject({ item: Id, step: Id, organ: Id });

/** @throws Refusal 403 by policy, 409/412 by a rule of the machine */
export async function assignOrgan(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item, step, organ } = readInput(AssignOrganInput, input);
  return commitOnItem(deps, request, item, 'assignOrgan', () => ({ type: 'assignOrgan', step, organ }));
}
