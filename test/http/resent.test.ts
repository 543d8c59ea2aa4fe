/** An approver who gets an item again reads why it was sent back, and what has changed; an old page says what has become of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHIEF, DEPUTY, emailOf, resentItems, textOf } from './resent-items.ts';
import { address, type Browser, createWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
let chief: Browser;
let deputy: Browser;
let items: ReturnType<typeof resentItems>;
beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  chief = await world.approver();
  deputy = await world.signIn(emailOf(DEPUTY));
  items = resentItems(world, officer);
});
afterAll(() => world?.close());

const WAS = 'Udgiften er 1.250.000 kr. efter § 10, stk. 2, og rammen er 12,5 pct.';
const IS = 'Udgiften er 1.350.000 kr. efter § 10, stk. 3, og rammen er 12,5 pct.';
const REASON = 'Beløbet passer ikke med budgettet.';

const form = (browser: Browser, path: string, fields: object = {}) => browser.post(path).type('form').send(fields);
const plain = (html: string) =>
  html
    .replace(/<span class="sr-only">[^<]*<\/span>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const marked = (html: string, tag: 'ins' | 'del') =>
  [...html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, inner = '']) => plain(inner).trim());

/** An item that the head of finance has returned with her reason. */
async function returned() {
  const { item, path } = await items.sent(WAS);
  await form(chief, `${path}/returner`, { reason: REASON }).expect(303);
  return { item, path };
}

describe('an item that is sent again', () => {
  it("says on the page of the mailed link the approver's own reason first, then what has changed, figures whole", async () => {
    const { item } = await returned();
    await items.sendAgain(item, IS);
    const { text } = await chief.get(await items.pathOf(item, CHIEF, 2)).expect(200);
    expect(text).toContain('Ændret, siden du sidst så det');
    expect(plain(text)).toContain('Du returnerede version 1');
    const [reason, change] = [text.indexOf(REASON), text.indexOf('<del>')];
    expect(reason).toBeGreaterThan(0);
    expect(change).toBeGreaterThan(reason);
    expect([marked(text, 'del'), marked(text, 'ins')]).toEqual([
      ['1.250.000', '§ 10, stk. 2'],
      ['1.350.000', '§ 10, stk. 3'],
    ]);
    const own = await chief.get(`/punkter/${item}`).expect(200);
    expect(own.text).toContain('Ændret, siden du sidst så det');
  });

  it('says nothing of that to an approver who has not seen it, to whoever is not signed in, or beside its decision', async () => {
    const { item, path } = await items.sent(WAS);
    expect((await chief.get(path).expect(200)).text).not.toContain('siden-sidst');
    await form(chief, `${path}/returner`, { reason: REASON }).expect(303);
    await items.sendAgain(item, IS);
    const again = await items.pathOf(item, CHIEF, 2);
    const { text } = await world.agent().get(again).expect(200);
    expect(text).not.toContain(REASON);
    expect(text).not.toContain('siden-sidst');
    await form(chief, `${again}/godkend`).expect(303);
    expect((await chief.get(again).expect(200)).text).not.toContain('siden-sidst');
  });

  it('tells the deputy what the office did, and that the text is the same where it is', async () => {
    const { item } = await returned();
    await items.sendAgain(item, WAS);
    const { text } = await deputy.get(`/punkter/${item}`).expect(200);
    expect(plain(text)).toContain('Bettina Andersen returnerede version 1');
    expect(text).toContain('Sendt igen med samme tekst');
    expect(text).toContain(REASON);
  });

  it('shows the officer in the editor what was sent back, why, and what has been changed since', async () => {
    const { item } = await returned();
    const before = (await officer.get(`/punkter/${item}/rediger`).expect(200)).text;
    expect(before).toContain(REASON);
    expect(before).toContain('Der er ikke ændret noget i teksten siden version 1.');
    const draft = await world.app.collections.drafts.findOne({ _id: item }).lean();
    await officer
      .put(`/api/v1/items/${item}/draft`)
      .send({ rev: draft?.rev, draft: { content: textOf(IS), plan: [] } })
      .expect(200);
    const after = (await officer.get(`/punkter/${item}/rediger`).expect(200)).text;
    expect(after.indexOf(REASON)).toBeLessThan(after.indexOf('<del>'));
    expect([marked(after, 'del'), marked(after, 'ins')]).toEqual([
      ['1.250.000', '§ 10, stk. 2'],
      ['1.350.000', '§ 10, stk. 3'],
    ]);
  });

  it('says why another sent it back since, too', async () => {
    const ladder = [
      { kind: 'approval', office: 'office-oekonomichef' },
      { kind: 'approval', office: 'office-kommunaldirektoer' },
      { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
    ];
    const { item, path } = await items.sent(WAS, ladder);
    await form(chief, `${path}/godkend`).expect(303);
    const director = await world.signIn(emailOf('Henrik Dalgaard Voss'));
    const reason = 'Afventer forliget.';
    await items.act(item, { type: 'return', ...(await items.reading(item)), reason }, director);
    await items.sendAgain(item, IS, ladder);
    const { text } = await chief.get(await items.pathOf(item, CHIEF, 2)).expect(200);
    expect(plain(text)).toContain('Du godkendte version 1');
    expect(text).toContain(reason);
  });
});

describe('an old page', () => {
  /** The page of the link, and what a press on it is answered. */
  async function pressed(path: string, by: Browser = chief) {
    const page = await by.get(path).expect(410);
    await by.head(path).expect(410);
    const press = await form(by, `${path}/godkend`);
    const api = await by.post(`/api/v1${path.replace('/l/', '/links/')}/events`).send({ type: 'approve' });
    expect(api.status).toBe(press.status);
    const standing = (await by.get(`/api/v1${path.replace('/l/', '/links/')}`).expect(200)).body.standing;
    return { page: page.text, press, code: api.body.code, standing };
  }

  it('of an item that was recalled says that its officer recalled it', async () => {
    const { item, path } = await items.sent(WAS);
    await items.act(item, { type: 'recall' });
    const { page, press, code, standing } = await pressed(path);
    expect([press.status, code, standing]).toEqual([409, 'request-recalled', 'recalled']);
    for (const text of [page, press.text]) {
      expect(text).toContain('Sagsbehandleren har kaldt punktet tilbage.');
      expect(text).not.toContain('sendt til en anden');
    }
    expect(page).toContain('Sofie Lykke Brandt');
  });

  it('of an item that is withdrawn says so', async () => {
    const { item, path } = await items.sent(WAS);
    await items.act(item, { type: 'withdraw', reason: 'Sagen er bortfaldet.' });
    const { page, press, code } = await pressed(path);
    expect([press.status, code]).toEqual([409, 'request-given-up']);
    expect(page).toContain('Sagen er bortfaldet.');
  });

  it('of an item that somebody else of the office has approved or returned names them', async () => {
    const { item, path } = await items.sent(WAS);
    await items.act(item, { type: 'approve', ...(await items.reading(item)) }, deputy);
    const approved = await pressed(path);
    expect([approved.press.status, approved.code]).toEqual([409, 'request-decided-by-other']);
    expect(approved.page).toContain('Tove Rønnow Bisgaard');
    const other = await items.sent(WAS);
    const read = await items.reading(other.item);
    await items.act(other.item, { type: 'return', ...read, reason: REASON }, deputy);
    const back = await pressed(other.path);
    expect([back.press.status, back.code]).toEqual([409, 'request-returned']);
    expect(back.page).toContain(REASON);
  });

  it('of an item that was sent again leads to the newer version', async () => {
    const { item, path } = await items.sent(WAS);
    await items.act(item, { type: 'recall' });
    await items.sendAgain(item, IS);
    await items.pathOf(item, CHIEF, 2);
    const { page, press, code, standing } = await pressed(path);
    expect([press.status, code, standing]).toEqual([412, 'link-changed', 'changed']);
    expect(page).toContain(`href="/punkter/${item}"`);
    expect(plain(page)).toContain('Læs version 2, og tag stilling');
    expect(marked(page, 'ins')).toContain('1.350.000');
  });

  it('of a step that the item has passed by, or stands before again, says so', async () => {
    const { item, path } = await items.sent(WAS);
    await items.act(item, { type: 'recall' });
    await items.sendAgain(item, IS, [
      { kind: 'approval', office: 'office-velfaerdsdirektoer' },
      { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
    ]);
    const gone = await pressed(path);
    expect([gone.press.status, gone.code]).toEqual([409, 'request-moved-on']);
    expect(gone.page).toContain('Punktet er gået videre til et andet trin.');
    const director = [
      { kind: 'approval', office: 'office-velfaerdsdirektoer' },
      { kind: 'approval', office: 'office-oekonomichef' },
      { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
    ];
    const other = await items.sent(WAS);
    await items.act(other.item, { type: 'recall' });
    await items.sendAgain(other.item, IS, director);
    const { code } = await pressed(other.path);
    expect(code).toBe('request-not-yet');
  });

  it("of the item itself gets the same reasons, and not that the step is somebody else's", async () => {
    const { item } = await items.sent(WAS);
    const read = await items.reading(item);
    await items.act(item, { type: 'recall' });
    const press = await form(chief, `/punkter/${item}/godkend`, read).expect(409);
    expect(press.text).toContain('Sagsbehandleren har kaldt punktet tilbage.');
    const other = await items.sent(WAS);
    const seen = await items.reading(other.item);
    await items.act(other.item, { type: 'approve', ...seen }, deputy);
    const { body } = await items.act(other.item, { type: 'return', ...seen, reason: REASON }, chief);
    expect(body.code).toBe('request-decided-by-other');
    // Who never was asked learns nothing more.
    const stranger = await items.act(other.item, { type: 'approve', ...seen }, officer);
    expect([stranger.status, stranger.body.code]).toEqual([403, 'only-the-steps-office']);
  });
});
