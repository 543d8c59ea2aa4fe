/** Hearings over HTTP: an officer who runs them, parties behind their links, and time that can be looked at from later. */
import type { HearingContext } from '#machines/hearing/context.ts';
import { partyUrl } from '#src/links/party-link.ts';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { address, decisionText, sendOff, type World } from './world.ts';

/** A day so many days from the day on which the test's world lives. */
export const day = (n: number) =>
  new Date(Date.parse('2023-11-20T12:00:00Z') + n * 86_400_000).toISOString().slice(0, 10);

export async function hearingsOver(world: World) {
  const officer = await world.signIn(address('sofie.brandt'));
  let counter = 0;

  /** An item that waits for its hearing, whose first step it is. */
  async function waiting(openness: 'open' | 'closed' = 'open', title = 'Strategisk ramme'): Promise<string> {
    const created = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
    const item: string = created.body.stream;
    await sendOff(officer, item, {
      content: decisionText('Rammen skal fungere som redskab.', {
        title,
        openness,
        caseNumber: '23/1',
        printedRoute: 'BUU, KB',
        recommendation: { lead: 'Det indstilles,', clauses: ['rammen godkendes.'] },
      }),
      plan: [
        { kind: 'hearing', hearingType: 'general' },
        { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
      ],
    });
    return item;
  }

  async function planned(hearingType: string, item?: string): Promise<string> {
    const { body } = await officer.post('/api/v1/hearings').send({ item: item ?? (await waiting()), hearingType });
    return body.stream;
  }
  const act = (hearing: string, event: object) => officer.post(`/api/v1/hearings/${hearing}/events`).send(event);
  const contextOf = async (hearing: string) =>
    (await officer.get(`/api/v1/hearings/${hearing}`).expect(200)).body.context as HearingContext;

  /** A hearing of one party; its window is open for ten weeks unless it is given. */
  async function open(
    hearingType = 'general',
    {
      item,
      from = 0,
      to = 70,
      graceMinutes = 60,
    }: { item?: string; from?: number; to?: number; graceMinutes?: number } = {},
  ) {
    counter += 1;
    const email = `formand${counter}@aeldreraad.example`;
    const hearing = await planned(hearingType, item);
    await act(hearing, { type: 'invite', parties: [{ name: 'Ældrerådet', email }] }).expect(200);
    await act(hearing, { type: 'schedule', opensOn: day(from), closesOn: day(to), graceMinutes }).expect(200);
    const party = (await contextOf(hearing)).parties[0]?.party ?? '';
    const link = new URL(partyUrl(world.origin, world.app.config.SERVER_KEY, { hearing, party })).pathname;
    return { hearing, party, link, email };
  }

  /** The party's browser, with its code entered. */
  async function atTheForm({ link, email }: { link: string; email: string }) {
    const browser = world.agent();
    const before = new Date();
    const visit = await browser.post(`${link}/kode`).type('form').send({}).expect(200);
    const asked = fieldIn(visit.text, 'request');
    const code = await world.codeFor(email, before);
    await browser.post(`${link}/ind`).type('form').send({ request: asked, code }).expect(303);
    const { text } = await browser.get(`${link}/svar`).expect(200);
    const fields = {
      opened: fieldIn(text, 'opened'),
      formId: fieldIn(text, 'formId'),
      name: 'Grete Formand',
      organisation: 'Ældrerådet',
    };
    const send = (given: object) =>
      browser
        .post(`${link}/svar`)
        .type('form')
        .send({ ...fields, ...given });
    return { browser, fields, text, send };
  }

  /** Carries out the deadlines as at an instant. */
  async function sweepAt(at: string) {
    await world.app.relay.flush();
    await sweepDeadlines({ ...world.app, clock: { now: async () => new Date(at) } });
  }
  return { officer, waiting, planned, act, contextOf, open, atTheForm, sweepAt };
}

/** The value of a field that is filled in on a page. */
export const fieldIn = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
