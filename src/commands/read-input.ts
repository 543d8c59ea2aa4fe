/** Checks a command's input at the edge. */

import type { z } from 'zod';
import { badInput } from '#src/errors.ts';
import { assertSafeJson } from '#src/safe-json.ts';

/** @throws Refusal `bad-input` (400) with every issue's path and message; `nested-too-deep`, `half-character` (400) */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  assertSafeJson(input);
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw badInput({ issues: parsed.error.issues.map(({ path, message }) => ({ path: path.map(String), message })) });
}
