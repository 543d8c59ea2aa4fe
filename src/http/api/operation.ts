/** What an operation of the API is: its path, what it takes, what it answers. */
import type { z } from 'zod';
import type { ApiEvent } from '#src/commands/action.ts';
import { Committed } from './answers.ts';

export interface Operation {
  method: 'get' | 'post' | 'put' | 'delete';
  /** With parameters in braces. */
  path: string;
  summary: string;
  /** False for what needs no session. */
  session: boolean;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** Fields of `body` that the path says already. */
  inPath?: readonly string[];
  /** Instead of `body`: one of these events, by the name in `type`. */
  events?: Readonly<Record<string, ApiEvent>>;
  /** Instead of JSON, one file in the field `file`. */
  takesFile?: boolean;
  /** The same request may be sent again under its Idempotency-Key; so may every one that answers what was committed. */
  keyed?: boolean;
  /** Neither `json` nor `file`: the answer has no body. */
  answers: { status: number; what: string; json?: z.ZodType; file?: string };
}

export const committed = (status: number, what: string): Operation['answers'] => ({ status, what, json: Committed });
export const answer = (what: string, json: z.ZodType, status = 200): Operation['answers'] => ({ status, what, json });
export const file = (what: string, mime: string): Operation['answers'] => ({ status: 200, what, file: mime });
