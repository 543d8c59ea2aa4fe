/**
 * An effect as the charts of the machines write it. Which mails, events and rules there are is known only where all machines and
 * their parts come together: machines/effects.ts has the schema of each, and a test holds every effect of the machines against it.
 */
import type { Due } from './primitives.ts';

type UncheckedEvent = { type: string; [field: string]: unknown };

export type UncheckedEffect =
  | { kind: 'mail'; params: { template: string; to: Readonly<Record<string, string>>; about: object } }
  | { kind: 'signal'; params: { stream: string; event: UncheckedEvent } }
  | { kind: 'deadline'; params: { id: string; due: Due | { rule: string; days?: number }; event: UncheckedEvent } }
  | { kind: 'drop-deadlines'; params: { ids: readonly string[] } };
