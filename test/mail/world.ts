/** A small town hall on the real store: an item on its ladder, people who come and go, and everything a mail is made from. */
import type { EffectRequest } from '#machines/effects.ts';
import { fixedClock } from '#src/clock.ts';
import { factsOf } from '#src/documents/facts.ts';
import { emptyItemContent, type ItemContent } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { createLinkStore } from '#src/links/link-store.ts';
import type { KeyedMailEffect } from '#src/mail/mail.ts';
import { createMailReader } from '#src/mail/mail-reader.ts';
import { type Directory, type DirectorySource, directoryOf } from '#src/people/directory.ts';
import type { Delegation, Office, Person, Role } from '#src/people/types.ts';
import { collectionsOf } from '#src/store/collections.ts';
import { createCommit } from '#src/store/commit.ts';
import { connectStore } from '#src/store/connect.ts';
import { createContents } from '#src/store/contents.ts';
import { itemRecords, readHead } from '#src/store/read-stream.ts';
import { freshDatabase } from '../setup/database.ts';

export const SERVER_KEY = 'a1'.repeat(32);
export const PUBLIC_URL = 'https://sagsgang.example';
export const START = new Date('2023-11-20T09:00:00Z');

const person = (id: string, name: string, ...roles: Role[]): Person => ({
  id,
  name,
  email: `${id}@norddjurs.example`,
  roles,
  active: true,
  rev: 1,
});
export const PEOPLE = {
  officer: person('person-ole', 'Ole Mortensen', 'officer'),
  chief: person('person-bettina', 'Bettina Andersen', 'approver'),
  deputy: person('person-tove', 'Tove Bisgaard', 'approver'),
  director: person('person-henrik', 'Henrik Voss', 'approver'),
  delegate: person('person-dorte', 'Dorte Delegat', 'officer'),
  secretary: person('person-sara', 'Sara Sekretær', 'secretariat'),
};
const held = (who: Person, kind: 'holder' | 'acting' | 'deputy', from: string, to: string | null = null) => ({
  person: who.id,
  kind,
  from,
  to,
});
export const CHIEF: Office = {
  id: 'office-chief',
  name: 'Økonomichef',
  superior: 'office-director',
  holders: [held(PEOPLE.chief, 'holder', '2022-01-01'), held(PEOPLE.deputy, 'deputy', '2022-01-01')],
  rev: 1,
};
export const DIRECTOR: Office = {
  id: 'office-director',
  name: 'Kommunaldirektør',
  superior: null,
  holders: [held(PEOPLE.director, 'acting', '2023-10-01')],
  rev: 1,
};
export const delegationTo = (who: Person, actions: string[] | null): Delegation => ({
  id: 'delegation-1',
  from: { kind: 'person', id: PEOPLE.chief.id },
  to: who.id,
  scope: { actions, offices: null },
  validFrom: '2023-11-01',
  validTo: '2023-12-31',
  reason: 'Ferie',
  rev: 1,
});

export const listsOf = (changes: { offices?: Office[]; people?: Person[]; delegations?: Delegation[] } = {}) =>
  directoryOf({
    people: Object.values(PEOPLE),
    offices: [CHIEF, DIRECTOR],
    organs: [
      {
        id: 'organ-kb',
        abbreviation: 'KB',
        name: 'Kommunalbestyrelsen',
        kind: 'council',
        role: 'deciding',
        signing: 'nobody',
        members: [],
        rev: 1,
      },
    ],
    ...changes,
  });

export const textOf = (changes: Partial<ItemContent> = {}): ItemContent => ({
  ...emptyItemContent('decision'),
  title: 'Udmøntningsplan 2024-2027',
  caseNumber: '23/9260',
  sections: [{ heading: 'Sagsfremstilling', body: richTextOf('Hemmelig tekst i sagen.') }],
  recommendation: { lead: 'Kommunaldirektøren indstiller, at', clauses: ['planen godkendes.'] },
  ...changes,
});

export async function buildWorld() {
  const database = await freshDatabase();
  const connection = await connectStore(database.uri);
  const collections = collectionsOf(connection);
  const contents = createContents(collections);
  const clock = fixedClock(START);
  const commit = createCommit({ collections, contents, clock, onCommitted: () => {} });
  let directory: Directory = listsOf();
  const source: DirectorySource = { current: async () => directory, refresh: async () => directory };
  const links = createLinkStore(connection);
  const reader = createMailReader(collections, contents);
  const putText = (content: ItemContent) => contents.put({ kind: 'item', content });
  let counter = 0;

  /** Commits an event as a person and returns the mail it asks for, if any. */
  async function act(
    stream: string,
    event: Record<string, unknown>,
    by: Person = PEOPLE.officer,
    { office = null as string | null, origin = 'people' as 'people' | 'birth' | 'system', cause = '' } = {},
  ) {
    counter += 1;
    const actor =
      origin === 'system'
        ? ({ kind: 'system', part: 'test' } as const)
        : ({ kind: 'person', person: by.id, office, onBehalfOf: null } as const);
    const decide = () => ({ event: event as never, actor });
    const done = await commit({ stream, origin, cause: cause || `request-${counter}`, decide });
    const record = await readHead(collections, stream);
    const mail = record?.effects.find((effect: EffectRequest) => effect.kind === 'mail');
    return { ...done, mail: mail as KeyedMailEffect };
  }

  /** A new item, submitted up the ladder; answers the stream, its version and the first request to approve. */
  async function submitted(content: ItemContent = textOf()) {
    counter += 1;
    const item = `item-${counter}`;
    await act(item, { type: 'create', item, itemType: 'decision', owner: PEOPLE.officer.id }, PEOPLE.officer, {
      origin: 'birth',
    });
    return { item, ...(await submit(item, content)) };
  }
  async function submit(item: string, content: ItemContent) {
    const version = await putText(content);
    const route = [
      { id: 'chief', kind: 'approval', office: CHIEF.id },
      { id: 'director', kind: 'approval', office: DIRECTOR.id },
      { id: 'kb', kind: 'organ', organ: 'organ-kb', role: 'deciding' },
    ];
    const { mail } = await act(item, { type: 'submit', content: factsOf(content, version), route });
    return { version, mail };
  }

  return {
    clock,
    collections,
    contents,
    links,
    reader,
    directory: source,
    /** From now on these are the people, offices and delegations there are. */
    set people(next: Directory) {
      directory = next;
    },
    act,
    submitted,
    submit,
    putText,
    /** What openLink, redeemLink and deliverMail are given. */
    parts: {
      clock,
      links,
      reader,
      directory: source,
      serverKey: SERVER_KEY,
      publicUrl: PUBLIC_URL,
      readItem: (stream: string) => itemRecords(collections, stream),
    },
    async close() {
      await connection.close();
      await database.drop();
    },
  };
}
export type World = Awaited<ReturnType<typeof buildWorld>>;
