/** Demo data for an empty service: people, and a few items on their way. May be run again: every step has a fixed cause. */

import { fileURLToPath } from 'node:url';
import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import { actorOf } from '#src/auth/actor.ts';
import { DEFAULT_POLICY, POLICIES } from '#src/calendar/counting-policy.ts';
import { rollForward } from '#src/calendar/hverdage.ts';
import { addDays } from '#src/calendar/zoned.ts';
import { approveItem } from '#src/commands/item/approve.ts';
import { createItem } from '#src/commands/item/create.ts';
import { saveDraftOf } from '#src/commands/item/save-draft.ts';
import { submitItem } from '#src/commands/item/submit.ts';
import { planMeeting } from '#src/commands/meeting/plan.ts';
import { readConfigOrExit } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { createApp } from '#src/create-app.ts';
import { localDay } from '#src/people/local-day.ts';
import { whoActsFor } from '#src/people/offices.ts';
import { hasOneOf } from '#src/policies/roles.ts';
import { readDraft } from '#src/store/drafts.ts';
import { attachSamples } from './attach-sample.ts';
import { seedPeople } from './people.ts';
import { type Progress, type SampleItem, sampleItems } from './sample-items.ts';

const APPROVALS: Record<Progress, number> = { draft: 0, submitted: 0, 'approved-once': 1, waiting: 2 };
/** How far ahead the demo's next meeting of Økonomiudvalget lies, or on the next hverdag after that. */
const NEXT_MEETING_DAYS = 14;

/** Puts people and sample items into the store. */
export async function seedDemo(app: App): Promise<void> {
  await seedPeople({ connection: app.connection, at: await app.clock.now() });
  await app.directory.refresh();
  for (const sample of sampleItems) await carry(app, sample);
  const inTwoWeeks = addDays(localDay(await app.clock.now()), NEXT_MEETING_DAYS);
  const date = rollForward(inTwoWeeks, POLICIES[DEFAULT_POLICY]);
  const asked = { actor: await personWith(app, 'secretariat'), cause: 'demo-meeting' };
  await planMeeting(app, asked, { organ: 'organ-oek', date, startsAt: '15:00' });
}

async function carry(app: App, { key, progress, draft, bilag }: SampleItem): Promise<void> {
  const officer = await personWith(app, 'officer');
  const asked = (verb: string) => ({ actor: officer, cause: `demo-${key}-${verb}` });
  const { stream: item } = await createItem(app, asked('create'), { type: draft.content.type });
  const stored = await readDraft(app.collections, item);
  let rev = stored?.rev ?? 1;
  if (rev === 1) {
    const rows = await attachSamples(app, { item, person: officer.person }, bilag);
    const whole = { ...draft, content: { ...draft.content, bilag: rows } };
    rev = (await saveDraftOf(app, asked('save'), { item, rev, draft: whole })).rev;
  }
  if (progress === 'draft') return;
  await submitItem.run(app, asked('submit'), { item, rev });
  for (let n = 0; n < APPROVALS[progress]; n++) await approve(app, item, `demo-${key}-approve-${n}`);
}

async function approve(app: App, item: string, cause: string): Promise<void> {
  const context = (await app.readHead(item))?.state.context as ItemContext;
  const step = currentStep(context);
  if (step?.kind !== 'approval' || context.version === null) return;
  const now = await app.clock.now();
  const directory = await app.directory.current();
  const [person = ''] = whoActsFor(directory, step.office, now).people;
  const actor = actorOf(directory, person, now);
  if (actor === null) throw new Error(`Nobody acts for ${step.office} in the demo.`);
  const read = { item, step: step.id, round: context.round, version: context.version.hash };
  await approveItem.run(app, { actor, cause }, read);
}

async function personWith(app: App, role: 'officer' | 'secretariat') {
  const directory = await app.directory.current();
  const person = [...directory.people.values()].find((person) => hasOneOf(person, role));
  const actor = person && actorOf(directory, person.id, await app.clock.now());
  if (!actor) throw new Error(`The demo people have no ${role}.`);
  return actor;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const app = await createApp(readConfigOrExit());
  await seedDemo(app);
  await app.close();
}
