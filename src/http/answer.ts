/** What an operation of the API answers where nothing is refused: its status and its shape, declared once. */
import type { Response } from 'express';
import type { z } from 'zod';
import type { Committed as CommandResult } from '#src/store/commit.ts';
import { machineOf } from '#src/store/record.ts';
import { Committed } from './api/answers.ts';

/** Neither `json` nor `file`: the answer has no body. */
export interface Answer {
  status: number;
  what: string;
  json?: z.ZodType;
  file?: string;
}

/** The answer of a command: its ETag is the sequence number that a later If-Match may name. */
export const committed = (status: number, what: string): Answer => ({ status, what, json: Committed });
export const answer = (what: string, jsonSchema: z.ZodType, status = 200): Answer => ({
  status,
  what,
  json: jsonSchema,
});
export const file = (what: string, mime: string): Answer => ({ status: 200, what, file: mime });
export const nothing = (what: string): Answer => ({ status: 204, what });

export const isCommitted = ({ json }: Answer): boolean => json === Committed;

const PLACES = { 'agenda-item': 'items', meeting: 'meetings', hearing: 'hearings' } as const;

/** Sends what a handler returned as its operation says; a handler that has answered by itself returns nothing. */
export function sendAnswer(response: Response, described: Answer | undefined, result: unknown): void {
  if (response.headersSent || described === undefined || described.file !== undefined) return;
  if (described.json === undefined) return void response.status(described.status).end();
  if (isCommitted(described)) {
    const { stream, seq } = result as CommandResult;
    response.set('ETag', `"${seq}"`);
    if (described.status === 201) response.location(`/api/v1/${PLACES[machineOf(stream)]}/${stream}`);
  }
  response.status(described.status).json(result);
}
