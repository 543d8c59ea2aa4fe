/** What the benches of the store have in common: an empty database, its users, and items that are on their way. */

import { randomUUID } from 'node:crypto';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { type Actor, actorOf } from '#src/auth/actor.ts';
import { approveItem } from '#src/commands/item/approve.ts';
import { createItem } from '#src/commands/item/create.ts';
import { regretApproval } from '#src/commands/item/regret.ts';
import { saveDraftOf } from '#src/commands/item/save-draft.ts';
import { submitItem } from '#src/commands/item/submit.ts';
import type { Config } from '#src/config.ts';
import type { App, CommandDeps } from '#src/context.ts';
import { createApp } from '#src/create-app.ts';
import { emptyItemContent } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { applyIndexes } from '#src/indexes.ts';
import type { Directory } from '#src/people/directory.ts';
import { isOfficer } from '#src/policies/roles.ts';
import { connectStore } from '#src/store/connect.ts';
import { readHead } from '#src/store/read-stream.ts';

/** Drops the database that the settings name and makes its indexes. */
export async function emptyStore(config: Config): Promise<void> {
  const connection = await connectStore(config.MONGODB_URI);
  await connection.dropDatabase();
  await applyIndexes(connection);
  await connection.close();
}

/** The service on the bench's database, with a queue that nothing else has. */
export const openApp = (config: Config): Promise<App> =>
  createApp({ ...config, QUEUE_PREFIX: `bench-${randomUUID()}`, LOG_LEVEL: 'error' });

export interface Walker {
  /** Approves, and the next time regrets: both are real commands with a mail as their effect. */
  step(): Promise<void>;
}

const OFFICES = ['office-oekonomichef', 'office-kommunaldirektoer'];

/** Who writes the items, and who approves their first step. @throws Error when the demo people are not there */
export function actorsIn(directory: Directory, now: Date): { officer: Actor; approver: Actor } {
  const writer = [...directory.people.values()].find(isOfficer)?.id ?? '';
  const holder = directory.offices.get(OFFICES[0] ?? '')?.holders[0]?.person ?? '';
  const [officer, approver] = [actorOf(directory, writer, now), actorOf(directory, holder, now)];
  if (officer === null || approver === null) throw new Error('The demo people lack an officer or an approver.');
  return { officer, approver };
}

/** What a command is asked with, each time by a request of its own. */
export const asked = (actor: Actor) => ({ actor, cause: randomUUID() });

/** An item on its way, and somebody who approves it and regrets that by turns. @param index makes it differ from the others */
export async function submittedItem(
  app: CommandDeps,
  { officer, approver }: { officer: Actor; approver: Actor },
  index: number,
): Promise<Walker> {
  const { stream: item } = await createItem(app, asked(officer), { type: 'decision' });
  const content = {
    ...emptyItemContent('decision'),
    title: `Punkt ${index}`,
    sections: [{ heading: 'Sagsfremstilling', body: richTextOf('Der er udarbejdet en plan.') }],
    recommendation: { lead: 'Kommunaldirektøren indstiller, at', clauses: ['planen godkendes.'] },
  };
  const plan = [
    ...OFFICES.map((office) => ({ kind: 'approval', office })),
    { kind: 'organ', organ: 'organ-oek', role: 'recommending' },
    { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
  ];
  const { rev } = await saveDraftOf(app, asked(officer), { item, rev: 1, draft: { content, plan } });
  await submitItem.run(app, asked(officer), { item, rev });
  const head = await readHead(app.collections, item);
  const context = head?.state.context as ItemContext | undefined;
  const read = { item, step: 'r1-1', round: context?.round, version: context?.version?.hash };
  let approved = false;
  return {
    async step() {
      approved = !approved;
      if (approved) await approveItem.run(app, asked(approver), read);
      else await regretApproval.run(app, asked(approver), { item, step: 'r1-1' });
    },
  };
}
