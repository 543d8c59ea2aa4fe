/** A packet built as it is in an installation: asked for here, made by the worker. */
import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '#src/context.ts';
import { askForEdition } from '#src/packets/ask-for-edition.ts';
import { headOf } from '#src/store/read-stream.ts';
import type { BenchMeeting } from './agenda.ts';

/**
 * From the request to the stored file.
 * @param everyMs how often the edition is looked at
 * @throws Error where the packet was not built, or lacks a bilag
 */
export async function build(app: App, { meeting, secretary }: BenchMeeting, everyMs = 25): Promise<void> {
  const { seq } = await headOf(app.collections, 'meeting', meeting);
  const packet = { scope: { kind: 'all' }, variant: 'draft' } as const;
  const { _id } = await askForEdition(app, meeting, packet, { by: secretary.person, asOf: seq });
  for (;;) {
    const edition = await app.collections.editions.findOne({ _id }).lean();
    if (edition?.state === 'done' && edition.missing.length === 0) return;
    if (edition?.state !== 'wanted') throw new Error(`the packet was not built: ${JSON.stringify(edition)}`);
    await pause(everyMs);
  }
}
