import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listItem } from '#src/commands/item/list.ts';
import { recallItem } from '#src/commands/item/recall.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import { saveDraftOf } from '#src/commands/item/save-draft.ts';
import { submitItem } from '#src/commands/item/submit.ts';
import { meetingActions } from '#src/commands/meeting/registry.ts';
import { refusalOf } from '../store/processes.ts';
import { itemRouteRows } from './item-route-rows.ts';
import { itemRows } from './item-rows.ts';
import { meetingRows } from './meeting-rows.ts';
import { type Command, type Situations, situationsIn } from './situations.ts';
import { openTown, planOf, type Town, textOf, type Who } from './town.ts';

let town: Town;
let at: Situations;
/** A meeting and a draft that exist, for commands that are given the id of the other kind. */
let someMeeting = '';
let someItem = '';
beforeAll(async () => {
  town = await openTown();
  at = situationsIn(town);
  someMeeting = await at.meeting();
  someItem = await town.draft();
});
afterAll(() => town.close());
const parts = { town: () => town, at: () => at };
const rows = [...itemRows(parts), ...itemRouteRows(parts), ...meetingRows(parts)];
const run = (command: Command, who: Who, input: unknown) => at.run(command, who, input);

/** Signing and refusing ask for a mailed code, and are tried where one is entered: test/http/sign.test.ts. */
const WITH_CODE: unknown[] = [meetingActions.sign.run, meetingActions.refuse.run];

it('the table has a row for every action on an item or a meeting', () => {
  const tried = [...rows.map(({ command }): unknown => command), ...WITH_CODE];
  const actions = [...Object.values(itemActions), ...Object.values(meetingActions)];
  expect(actions.filter(({ run: command }) => !tried.includes(command)).map(({ event }) => event)).toEqual([]);
});

describe.each(rows)('$name', ({ name, command, by, notBy, given, leadsTo }) => {
  it('is done by whom it is for, once however often it is pressed', async () => {
    const input = await given();
    const cause = `press-${name}`;
    const asked = await town.as(by, cause);
    const first = (await command(town.app, asked, input)) as { stream: string; seq: number; to: string };
    expect(first).toMatchObject({ to: leadsTo, replayed: false });
    expect(await command(town.app, asked, input)).toEqual({ ...first, replayed: true });
    expect(await town.app.readHead(first.stream)).toMatchObject({ seq: first.seq, to: leadsTo, cause });
  });

  it('is refused to others by the rule that says who may, and nothing is stored', async () => {
    const input = await given();
    const before = await town.everything();
    for (const [who, rule] of notBy) {
      const refusal = await refusalOf(town.as(who).then((asked) => command(town.app, asked, input)));
      expect(refusal, who).toMatchObject({ code: rule, status: 403 });
    }
    expect(await town.everything()).toEqual(before);
  });

  it('takes no wrong, missing or unknown field, and nothing is stored', async () => {
    const input = await given();
    const before = await town.everything();
    const [firstField = ''] = Object.keys(input);
    const { [firstField]: _left, ...missing } = input;
    const wrong = [null, 'x', [], missing, { ...input, [firstField]: { $gt: '' } }, { ...input, surprise: 1 }];
    for (const bad of wrong) {
      expect(await refusalOf(town.as(by).then((asked) => command(town.app, asked, bad)))).toMatchObject({
        code: 'bad-input',
        status: 400,
      });
    }
    expect(await town.everything()).toEqual(before);
  });

  it('knows nothing of an item or meeting that is not there, nor of one of the other kind', async () => {
    const input = await given();
    const field = 'meeting' in input && command !== listItem.run ? 'meeting' : 'item';
    if (!(field in input)) return;
    const before = await town.everything();
    for (const id of ['item-none', 'meeting-none', 'none', field === 'item' ? someMeeting : someItem]) {
      const refusal = await refusalOf(town.as(by).then((asked) => command(town.app, asked, { ...input, [field]: id })));
      expect(refusal, id).toMatchObject({ status: 404 });
    }
    expect(await town.everything()).toEqual(before);
  });
});

describe('a draft', () => {
  it('is saved by its owner while it is a draft, and by nobody else', async () => {
    const one = await town.draft();
    const draft = { content: textOf('Ny titel'), plan: planOf() };
    expect(await run(saveDraftOf, 'officer', { item: one, rev: 2, draft })).toEqual({ rev: 3 });
    const before = await town.everything();
    for (const who of ['otherOfficer', 'chief', 'secretary', 'admin'] as const) {
      expect(await refusalOf(run(saveDraftOf, who, { item: one, rev: 3, draft }))).toMatchObject({ status: 403 });
    }
    for (const id of ['item-none', 'none', 'meeting-none', someMeeting]) {
      expect(await refusalOf(run(saveDraftOf, 'officer', { item: id, rev: 3, draft })), id).toMatchObject({
        status: 404,
      });
    }
    await town.app.relay.flush();
    expect((await town.everything()).drafts).toEqual(before.drafts);
    await run(submitItem.run, 'officer', { item: one, rev: 3 });
    expect(await refusalOf(run(saveDraftOf, 'officer', { item: one, rev: 3, draft }))).toMatchObject({
      code: 'not-a-draft-now',
      status: 409,
    });
  });

  it('that was submitted, taken back and changed does not make the first submission a refusal when it is repeated', async () => {
    const one = await town.draft();
    const asked = await town.as('officer', randomUUID());
    const first = await submitItem.run(town.app, asked, { item: one, rev: 2 });
    await run(recallItem.run, 'officer', { item: one });
    await run(saveDraftOf, 'officer', { item: one, rev: 2, draft: { content: textOf('Nyere'), plan: planOf() } });
    expect(await submitItem.run(town.app, asked, { item: one, rev: 2 })).toEqual({ ...first, replayed: true });
  });

  it('that is not the one the officer has seen is not submitted (412); nor one without what it needs (409)', async () => {
    const one = await town.draft();
    expect(await refusalOf(run(submitItem.run, 'officer', { item: one, rev: 1 }))).toMatchObject({
      code: 'draft-changed-elsewhere',
      status: 412,
      details: { rev: 2 },
    });
    const untitled = await town.draft(planOf(), { ...textOf(), title: '' });
    const before = await town.everything();
    expect(await refusalOf(run(submitItem.run, 'officer', { item: untitled, rev: 2 }))).toMatchObject({
      code: 'content-titled',
      status: 409,
    });
    expect(await town.everything()).toEqual(before);
  });
});
