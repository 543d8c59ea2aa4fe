/** An approver asks the officer, who answers; the item stays where it is. */
import { describe, expect, it } from 'vitest';
import { drive, mailsOf } from './drive.ts';
import * as given from './given.ts';
import { hash, ITEM, submitted } from './given.ts';

describe('A question', () => {
  it('is mailed to the officer, and leaves the item and its deadlines as they are', () => {
    const item = submitted();
    const before = item.context();
    const effects = item.send(given.ask(item));
    expect(effects).toEqual([
      {
        kind: 'mail',
        params: {
          template: 'question-asked',
          to: { person: 'person-officer' },
          about: {
            item: ITEM,
            step: 'chief',
            round: 1,
            version: hash(1),
            question: { id: 'question-1', text: hash(700) },
          },
        },
      },
    ]);
    expect(item.at()).toBe('travelling.approval');
    const { questions, ...after } = item.context();
    expect(after).toEqual(before);
    expect(questions).toEqual({ asked: 1, open: [{ id: 'question-1', asker: 'person-boss', question: hash(700) }] });
    const reminder = { type: 'reminderDue' as const, ...given.ofDeadline('item-1-reminder-1'), request: 1 };
    expect(mailsOf(item.send(reminder)).map(({ template }) => template)).toEqual(['approval-reminder']);
  });

  it('is refused about another step, round or version than the one that waits', () => {
    const item = submitted();
    expect(item.refusal({ ...given.ask(item), step: 'director' })).toBe('current-step');
    expect(item.refusal({ ...given.ask(item), round: 2 })).toBe('current-round');
    expect(item.refusal({ ...given.ask(item), version: hash(9) })).toBe('current-version');
    const late = given.ask(item);
    item.send(given.approve(item));
    expect(item.refusal(late)).toBe('current-step');
    item.send(given.approve(item));
    expect(item.refusal(late)).toBe('not-in-this-state');
  });

  it('does not keep its asker from approving, nor the officer from recalling the item', () => {
    const asked = submitted();
    asked.send(given.ask(asked));
    expect(asked.refusal({ type: 'recall' })).toBeNull();
    asked.send(given.approve(asked));
    expect(asked.context().position).toBe(1);
  });
});

describe('An answer', () => {
  it('is mailed to whoever asked, and the question is no longer open', () => {
    const item = submitted();
    item.send(given.ask(item, 700));
    item.send({ ...given.ask(item, 701), by: { person: 'person-deputy', office: 'office-chief', onBehalfOf: null } });
    const effects = item.send(given.reply('question-2'));
    const question = { id: 'question-2', text: hash(701), answer: hash(800) };
    expect(mailsOf(effects)).toEqual([
      {
        template: 'question-answered',
        to: { person: 'person-deputy' },
        about: { item: ITEM, version: hash(1), question },
      },
    ]);
    expect(item.context().questions).toMatchObject({ asked: 2, open: [{ id: 'question-1' }] });
  });

  it('is given once, and to a question that was asked', () => {
    const item = submitted();
    expect(item.refusal(given.reply('question-1'))).toBe('question-open');
    item.send(given.ask(item));
    item.send(given.reply('question-1'));
    expect(item.refusal(given.reply('question-1'))).toBe('question-open');
    item.send(given.ask(item));
    expect(item.refusal(given.reply('question-1'))).toBe('question-open');
    expect(item.refusal(given.reply('question-2'))).toBeNull();
  });

  it('may come when the item has gone on, but not to a draft', () => {
    const item = submitted();
    item.send(given.ask(item));
    item.send(given.approve(item));
    item.send(given.approve(item));
    expect(item.at()).toBe('travelling.organ.waiting');
    expect(item.refusal(given.reply())).toBeNull();
    const returned = submitted();
    returned.send(given.ask(returned));
    returned.send(given.returned(returned));
    expect(returned.refusal(given.reply())).toBe('not-in-this-state');
  });
});

it('an item of the time before questions is asked as any other', () => {
  const { value, context } = submitted().state();
  expect(context).not.toHaveProperty('questions');
  const old = drive('agenda-item', { state: { value, context } });
  expect(old.send(given.ask(old))).toHaveLength(1);
});
