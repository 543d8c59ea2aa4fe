import { afterAll, beforeAll, expect, it } from 'vitest';
import { currentHearing } from '#machines/agenda-item/context.ts';
import { addDays, dayOfInstant } from '#src/calendar/zoned.ts';
import { concludeHearing } from '#src/commands/hearing/conclude.ts';
import { planHearing } from '#src/commands/hearing/plan.ts';
import { scheduleHearing } from '#src/commands/hearing/schedule.ts';
import { amendItem } from '#src/commands/item/amend.ts';
import { approveItem } from '#src/commands/item/approve.ts';
import { regretApproval } from '#src/commands/item/regret.ts';
import { deliver } from '#src/queue/deliver.ts';
import { sendSignal } from '#src/queue/signals.ts';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { createBatchedLedger } from '#src/store/batched-ledger.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import { refusalOf } from '../../store/processes.ts';
import { openTown, type Town, textOf } from '../town.ts';
import { hearingsIn } from './hearing-town.ts';

let town: Town;
let at: ReturnType<typeof hearingsIn>;
beforeAll(async () => {
  town = await openTown();
  at = hearingsIn(town);
});
afterAll(() => town.close());

const PLAN = [
  { kind: 'approval', office: 'office-oekonomichef' },
  { kind: 'hearing', hearingType: 'general' },
  { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
];
const approve = async (item: string) => approveItem.run(town.app, await town.as('chief'), await town.read(item));
const plan = async (item: string) =>
  (await planHearing(town.app, await town.as('officer'), { item, hearingType: 'general' })).stream;

/** Every signal that waits is received, as the queue would have it done. */
async function signalsReceived() {
  await town.app.relay.flush();
  const rows = await town.app.collections.deliveries.find({ 'effect.kind': 'signal', state: 'open' }).lean();
  const deps = { ledger: createBatchedLedger(town.app.collections), act: (row: Delivery) => sendSignal(town.app, row) };
  for (const { _id } of rows) await deliver(deps, _id);
}

async function conclude(hearing: string) {
  const day = (n: number) => addDays(dayOfInstant(new Date().toISOString()), n);
  await at.invite(hearing);
  const window = { opensOn: day(-20), closesOn: day(-3), graceMinutes: 60 };
  await scheduleHearing.run(town.app, await town.as('officer'), { hearing, ...window });
  await town.app.relay.flush();
  await sweepDeadlines(town.app);
  await sweepDeadlines(town.app);
  await concludeHearing.run(town.app, await town.as('officer'), { hearing, note: 'Rådet støtter planen.' });
  await signalsReceived();
}

it('a text that is changed in substance after its hearing is heard again', async () => {
  const item = await town.submitted(PLAN);
  await approve(item);
  const first = await plan(item);
  await signalsReceived();
  await conclude(first);
  expect(await town.state(item)).toBe('travelling.organ.waiting');
  const { version } = await town.context(item);
  const content = textOf('En anden plan');
  const amended = { item, version: version?.hash, weight: 'substantive', content };
  await amendItem.run(town.app, await town.as('officer'), amended);
  await approve(item);
  const second = await plan(item);
  await signalsReceived();
  expect(currentHearing(await town.context(item))).toBe(second);
  expect(await at.state(second)).toBe('planned');
  await conclude(second);
  expect(await town.state(item)).toBe('travelling.organ.waiting');
});

it('an approval is not regretted once a hearing is planned, also before the item knows of it', async () => {
  const item = await town.submitted(PLAN);
  await approve(item);
  const first = await plan(item);
  const step = (await town.context(item)).approvals.at(-1)?.step;
  const regret = regretApproval.run(town.app, await town.as('chief'), { item, step });
  expect(await refusalOf(regret)).toMatchObject({ code: 'hearing-not-planned', status: 409 });
  await signalsReceived();
  expect(currentHearing(await town.context(item))).toBe(first);
});
