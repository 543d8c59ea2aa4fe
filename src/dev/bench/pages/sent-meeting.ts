/** A meeting whose agenda has been sent, so that its members read it as the secretariat and the officers do. */
import { setTimeout as pause } from 'node:timers/promises';
import { AGENDA } from '#machines/meeting/context.ts';
import { statesWith } from '#machines/states.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { freezeAgenda } from '#src/commands/meeting/freeze.ts';
import type { App } from '#src/context.ts';
import { asked } from '../items.ts';
import { type BenchAgenda, type BenchMeeting, benchMeeting } from '../packet/agenda.ts';
import { startBenchWorker } from '../packet/processes.ts';

/** @returns when all its items know that they have been sent */
export async function sentMeeting(app: App, agenda: BenchAgenda): Promise<BenchMeeting> {
  const made = await benchMeeting(app, [], agenda);
  const { meeting, secretary } = made;
  const worker = await startBenchWorker(app, 'signals');
  await freezeAgenda.run(app, asked(secretary), { meeting, part: AGENDA });
  await dispatchAgenda.run(app, asked(secretary), { meeting, part: AGENDA, lateReason: null });
  const state = { $in: statesWith('agenda-item', 'sent-to-members') };
  while ((await app.connection.collection('items').countDocuments({ atMeeting: meeting, state })) < agenda.items) {
    await pause(100);
  }
  await worker.stop();
  return made;
}
