/** Checks what comes from outside, wherever it comes in: one check, and one shape of errors. */
import type { z } from 'zod';
import { badInput } from './errors.ts';
import { assertSafeJson } from './safe-json.ts';

/** @throws Refusal `bad-input` (400) with every issue's path and message; and as `assertSafeJson` (400) */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  assertSafeJson(input);
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw badInput(parsed.error.issues);
}
