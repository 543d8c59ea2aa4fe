/** The demo's town hall on a store of its own: the whole service in this process, with Redis and a mail server as given. */
import { randomUUID } from 'node:crypto';
import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import { actorOf } from '#src/auth/actor.ts';
import type { Clock } from '#src/clock.ts';
import { createItem } from '#src/commands/item/create.ts';
import { saveDraftOf } from '#src/commands/item/save-draft.ts';
import { submitItem } from '#src/commands/item/submit.ts';
import { readConfig } from '#src/config.ts';
import type { CommandRequest } from '#src/context.ts';
import { createApp } from '#src/create-app.ts';
import { seedPeople } from '#src/dev/demo/people.ts';
import { contentIn } from '#src/documents/decision.ts';
import { emptyItemContent, type ItemContent } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { applyIndexes } from '#src/indexes.ts';
import { connectStore } from '#src/store/connect.ts';
import { freshDatabase, freshPrefix, services } from '../setup/database.ts';

export const PEOPLE = {
  officer: 'person-sofie-brandt',
  otherOfficer: 'person-emil-toftegaard',
  chief: 'person-bettina-andersen',
  director: 'person-henrik-voss',
  secretary: 'person-jonas-mikkelsen',
  member: 'person-birthe-lindhardt',
  admin: 'person-karin-storgaard',
} as const;
export type Who = keyof typeof PEOPLE;

export const textOf = (title = 'Udmøntningsplan'): ItemContent => ({
  ...emptyItemContent('decision'),
  title,
  sections: [{ heading: 'Sagsfremstilling', body: richTextOf('Der er udarbejdet en plan.') }],
  recommendation: { lead: 'Kommunaldirektøren indstiller, at', clauses: ['planen godkendes.'] },
});
const LADDER = ['office-oekonomichef', 'office-kommunaldirektoer'] as const;
export const planOf = (offices: readonly string[] = LADDER, first: string | null = 'organ-oek') => [
  ...offices.map((office) => ({ kind: 'approval' as const, office })),
  { kind: 'organ' as const, organ: first, role: 'recommending' as const },
  { kind: 'organ' as const, organ: 'organ-kb', role: 'deciding' as const },
];

/** @param given addresses of a Redis or a mail server that the test has to itself, the time it lives in, and other settings */
export async function openTown(
  given: { redisUrl?: string; smtpUrl?: string; clock?: Clock; settings?: Record<string, string> } = {},
) {
  const database = await freshDatabase();
  const connection = await connectStore(database.uri);
  await applyIndexes(connection);
  await seedPeople({ connection, at: new Date() });
  await connection.close();
  const config = readConfig({
    NODE_ENV: 'test',
    MONGODB_URI: database.uri,
    REDIS_URL: given.redisUrl ?? services().redisUrl,
    SMTP_URL: given.smtpUrl ?? services().smtpUrl,
    PUBLIC_URL: 'http://127.0.0.1:1',
    SERVER_KEY: 'a1'.repeat(32),
    QUEUE_PREFIX: freshPrefix().replace('_', '-'),
    LOG_LEVEL: 'silent',
    ...given.settings,
  });
  const app = await createApp(config, given.clock ? { clock: given.clock } : {});

  async function as(who: Who, cause: string = randomUUID(), expectedSeq?: number): Promise<CommandRequest> {
    const actor = actorOf(await app.directory.current(), PEOPLE[who], new Date());
    if (actor === null) throw new Error(`${who} is unknown`);
    return { actor, cause, expectedSeq };
  }
  const context = async (item: string) => (await app.readHead(item))?.state.context as ItemContext;

  return {
    app,
    as,
    context,
    state: async (stream: string) => (await app.readHead(stream))?.to,
    /** An item with its text and its plan typed in: revision 2 of its draft. */
    async draft(plan: unknown[] = planOf(), content = textOf()): Promise<string> {
      const { stream: item } = await createItem(app, await as('officer'), { type: 'decision' });
      await saveDraftOf(app, await as('officer'), { item, rev: 1, draft: { content, plan } });
      return item;
    },
    /** An item before its first approver, or wherever its plan begins. */
    async submitted(plan: unknown[] = planOf(), content = textOf()): Promise<string> {
      const item = await this.draft(plan, content);
      await submitItem.run(app, await as('officer'), { item, rev: 2 });
      return item;
    },
    /** What the approver of the current step has read. */
    async read(item: string) {
      const { round, version, route, position } = await context(item);
      return { item, step: currentStep({ route, position })?.id, round, version: version?.hash };
    },
    /** The item's text with a word put right. */
    async respelt(item: string): Promise<ItemContent> {
      const text = contentIn(await app.contents.read((await context(item)).version?.hash ?? '')) ?? textOf();
      const [first, ...others] = text.sections;
      if (first === undefined) throw new Error(`${item} has no text`);
      return { ...text, sections: [{ ...first, body: richTextOf('Der er lavet en plan.') }, ...others] };
    },
    /** Every document there is, by collection: equal before and after means that nothing was stored or changed. */
    async everything(): Promise<Record<string, unknown[]>> {
      await app.relay.flush();
      const names = (await app.connection.db?.listCollections().toArray()) ?? [];
      const read = names.map(async ({ name }) => [
        name,
        await app.connection.collection(name).find().sort({ _id: 1 }).toArray(),
      ]);
      return Object.fromEntries(await Promise.all(read));
    },
    async close() {
      await app.close();
      await database.drop();
    },
  };
}
export type Town = Awaited<ReturnType<typeof openTown>>;
