/** Items that go up to the head of finance and her deputy, and the links that they were mailed. */
import { DEMO_PEOPLE } from '#src/dev/demo/people-data.ts';
import { linkUrl } from '#src/links/token.ts';
import { type Browser, decisionText, sendOff, until, type World } from './world.ts';

export const CHIEF = 'Bettina Andersen';
export const DEPUTY = 'Tove Rønnow Bisgaard';
const found = (name: string) => DEMO_PEOPLE.find((person) => person.name === name);
const idOf = (name: string) => found(name)?.id;
export const emailOf = (name: string) => found(name)?.email ?? '';
const PLAN = [
  { kind: 'approval', office: 'office-oekonomichef' },
  { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
];

export const textOf = (words: string, title = 'Budgetplan') =>
  decisionText(words, {
    title,
    printedRoute: 'KB',
    recommendation: { lead: 'Kommunaldirektøren indstiller, at', clauses: ['planen godkendes.'] },
  });

export function resentItems(world: World, officer: Browser) {
  const pathOf = async (item: string, person: string, round: number): Promise<string> => {
    const links = await until(
      async () =>
        world.app.connection
          .collection('links')
          .find({ item, person: idOf(person), round })
          .sort({ createdAt: -1 })
          .toArray(),
      (all) => all.length > 0,
    );
    const { PUBLIC_URL, SERVER_KEY } = world.app.config;
    return new URL(linkUrl(PUBLIC_URL, SERVER_KEY, String(links[0]?._id))).pathname;
  };
  const stateOf = async (item: string) => (await officer.get(`/api/v1/items/${item}`).expect(200)).body;
  return {
    /** A submitted item, and the address of the link that the head of finance was mailed. */
    async sent(words: string, plan: object[] = PLAN, person = CHIEF) {
      const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
      const item: string = body.stream;
      await sendOff(officer, item, { content: textOf(words), plan });
      return { item, path: await pathOf(item, person, 1) };
    },
    pathOf,
    stateOf,
    /** What the officer does with an item that is out. */
    act: async (item: string, event: object, by: Browser = officer) =>
      by.post(`/api/v1/items/${item}/events`).send(event),
    /** The draft is written anew and sent off once more. */
    async sendAgain(item: string, words: string, plan: object[] = PLAN) {
      const draft = await world.app.collections.drafts.findOne({ _id: item }).lean();
      const saved = await officer
        .put(`/api/v1/items/${item}/draft`)
        .send({ rev: draft?.rev, draft: { content: textOf(words), plan } })
        .expect(200);
      await officer.post(`/api/v1/items/${item}/events`).send({ type: 'submit', rev: saved.body.rev }).expect(200);
    },
    /** What the approver of the current step has before them. */
    async reading(item: string) {
      const { context } = await stateOf(item);
      return { step: context.route[context.position].id, round: context.round, version: context.version.hash };
    },
  };
}
