/** The secretariat names the organ of a step that was left open (kompetence afventer). */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { Committed } from '#src/store/commit.ts';
import { commitOnItem } from './on-item.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const AssignOrganInput = z.strictObject({ item: Id, step: Id, organ: Id });

/** @throws Refusal 403 by policy, 409/412 by a rule of the machine */
export async function assignOrgan(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { item, step, organ } = readInput(AssignOrganInput, input);
  return commitOnItem(parts, asked, item, 'assignOrgan', () => ({ type: 'assignOrgan', step, organ }));
}
