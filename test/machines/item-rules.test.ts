import { describe, expect, it } from 'vitest';
import type { ItemEvent } from '#machines/agenda-item/events.ts';
import { MAX_OPEN_QUESTIONS } from '#machines/agenda-item/parts/questions.ts';
import { type ItemRule, itemRules } from '#machines/agenda-item/rules.ts';
import * as given from './given.ts';
import { coAuthor, handOver } from './given-officers.ts';

const { amend, approve, approved, content, hash, list, organ, reports, submit, submitted, treat } = given;
type Case = () => [given.ItemDriver, ItemEvent];

const listed = () => {
  const item = approved();
  item.send(list(item));
  return item;
};
const frozen = () => {
  const item = listed();
  item.send(reports(item).frozen());
  return item;
};

/** Rules that choose between two ways, and so never have the last word. */
const CHOOSING = [
  'sent-back',
  'not-treated-there',
  'amends-substantively',
  'undecided-step-first',
  'objects',
  'last-to-answer',
] as const;

const heard = () => {
  const item = submitted([given.hearing('elders'), organ('council', 'KB')]);
  item.send({ type: 'hearingPlanned', step: 'elders', hearing: 'hearing-1' });
  return item;
};

const calledOff: ItemEvent = { type: 'hearingCancelled', step: 'elders', hearing: 'hearing-2' };

/** For each rule that can refuse: a situation and the event it refuses there. */
const cases: Record<Exclude<ItemRule, (typeof CHOOSING)[number]>, Case> = {
  'content-titled': () => [given.newItem(), submit(undefined, content(1, { titled: false }))],
  'content-has-section': () => [given.newItem(), submit(undefined, content(1, { filledSections: 0 }))],
  'decision-has-clauses': () => [given.newItem(), submit(undefined, content(1, { clauses: 0 }))],
  'decision-has-deciding-organ': () => [given.newItem(), submit([organ('hu', 'HU', 'orienting')])],
  'route-ends-in-organ': () => [
    given.newItem(),
    submit([given.approval('chief')], content(1, { type: 'orientation', clauses: 0 })),
  ],
  'route-steps-new': () => [
    approved(),
    { type: 'extendRoute', steps: [organ('finance', 'HU', 'orienting')], recommendation: null },
  ],
  'route-not-too-long': () => [
    approved(),
    {
      type: 'extendRoute',
      steps: Array.from({ length: 37 }, (_, n) => organ(`more-${n}`, 'HU')),
      recommendation: null,
    },
  ],
  'current-step': () => {
    const item = submitted();
    return [item, { ...approve(item), step: 'director' }];
  },
  'current-round': () => {
    const item = submitted();
    return [item, { ...approve(item), round: 2 }];
  },
  'current-version': () => {
    const item = submitted();
    return [item, { ...approve(item), version: hash(77) }];
  },
  'approves-next-steps': () => {
    const item = submitted();
    return [item, { ...approve(item), also: [{ step: 'finance', by: approve(item).by }] }];
  },
  'not-ones-own': () => {
    const item = submitted();
    return [item, { ...approve(item), by: { person: 'person-officer', office: 'office-chief', onBehalfOf: null } }];
  },
  'version-changes': () => {
    const item = submitted();
    return [item, given.correct(item, content(1))];
  },
  'review-open': () => {
    const item = given.underReview();
    return [item, given.comment(item, 'person-a', { receivedAt: '2023-05-19T22:00:00.000Z' })];
  },
  'not-answered-before': () => {
    const item = given.underReview();
    item.send(given.comment(item, 'person-a'));
    return [item, given.comment(item, 'person-a', { comment: hash(9), blocking: true })];
  },
  'objection-explained': () => {
    const item = given.underReview();
    return [item, given.comment(item, 'person-a', { blocking: true })];
  },
  'amends-editorially': () => {
    const item = listed();
    return [item, amend(item, 'substantive', content(2))];
  },
  'keeps-type-and-openness': () => {
    const item = submitted();
    return [item, amend(item, 'editorial', content(2, { openness: 'closed' }))];
  },
  'nobody-acted': () => {
    const item = submitted();
    item.send(given.correct(item, content(2)));
    return [item, { type: 'recall' }];
  },
  'previous-step-is-yours': () => {
    const item = submitted();
    item.send(approve(item));
    return [item, { type: 'regret', step: 'director' }];
  },
  'next-step-not-acted': () => {
    const item = submitted();
    item.send(approve(item));
    item.send(given.correct(item, content(2)));
    return [item, { type: 'regret', step: 'chief' }];
  },
  'officer-changes': () => [submitted(), handOver('person-officer')],
  'co-author-changes': () => [submitted(), coAuthor('person-1', false)],
  'co-authors-not-too-many': () => {
    const item = submitted();
    for (let n = 1; n <= 20; n += 1) item.send(coAuthor(`person-${n}`));
    return [item, coAuthor('person-21')];
  },
  'organ-open': () => [approved(), { type: 'assignOrgan', step: 'finance', organ: 'KB' }],
  'organ-of-step': () => [approved(), { type: 'list', meeting: given.MEETING, organ: 'KB', part: 'agenda' }],
  'not-decided-at-meeting': () => {
    const item = listed();
    item.send(reports(item).treated('FWD', 3));
    return [item, { type: 'withdraw', reason: hash(9) }];
  },
  'not-frozen': () => [frozen(), { type: 'unlist' }],
  'same-meeting': () => {
    const item = listed();
    const late = reports(item).frozen();
    item.send({ type: 'unlist' });
    item.send(list(item));
    return [item, late];
  },
  'not-overtaken': () => {
    const item = listed();
    item.send(reports(item).thawed(2));
    return [item, reports(item).frozen(1)];
  },
  'undecided-step-kept': () => [approved(), { type: 'changeRoute', steps: [organ('council', 'KB')] }],
  'hearing-not-planned': () => {
    const item = submitted([given.approval('chief'), given.hearing('elders'), organ('council', 'KB')]);
    item.send(approve(item));
    item.send({ type: 'hearingPlanned', step: 'elders', hearing: 'hearing-1' });
    return [item, { type: 'regret', step: 'chief' }];
  },
  'current-hearing': () => {
    const item = heard();
    item.send(calledOff);
    return [item, calledOff];
  },
  'hearing-not-known': () => {
    const item = given.newItem();
    item.send(calledOff);
    return [item, calledOff];
  },
  'hearing-of-current-version': () => {
    const item = submitted([given.hearing('elders'), organ('council', 'KB')]);
    const ofOldText = { ...calledOff, version: hash(9) };
    item.send(ofOldText);
    return [item, ofOldText];
  },
  'current-request': () => [submitted(), { type: 'reminderDue', ...given.ofDeadline('item-1-reminder-2'), request: 2 }],
  'listing-is-next': () => {
    const item = listed();
    item.send({ type: 'unlist' });
    const news = { meeting: given.MEETING, organ: 'OEK', part: 'taken-up', version: hash(1), report: 1 };
    return [item, { type: 'takenUp', ...news, turn: 2 }];
  },
  'corrects-treatment': () => {
    const item = listed();
    const { ended, corrected } = reports(item);
    item.send(ended('FWD', 9));
    return [item, corrected('FWD', 8)];
  },
  'questions-not-too-many': () => {
    const item = submitted();
    for (let n = 0; n < MAX_OPEN_QUESTIONS; n++) item.send(given.ask(item, n));
    return [item, given.ask(item)];
  },
  'question-open': () => {
    const item = submitted();
    item.send(given.ask(item));
    item.send(given.reply('question-1'));
    return [item, given.reply('question-1')];
  },
  'not-signed-before': () => {
    const item = treat(approved(), 'FWD');
    item.send(reports(item).signed());
    return [item, reports(item).signed()];
  },
};

describe("Each of the item's rules refuses by its own name", () => {
  for (const [rule, situation] of Object.entries(cases)) {
    it(`${rule}: the event is refused, and nothing has changed`, () => {
      const [item, event] = situation();
      const before = item.state();
      expect(item.attempt(event)).toEqual({ accepted: false, rule, event: event.type });
      expect(item.state()).toEqual(before);
    });
  }

  it('amends-substantively chooses the way of a substantive change, which may change openness and starts a new round', () => {
    const item = submitted();
    item.send(amend(item, 'substantive', content(2, { openness: 'closed' })));
    expect(item.context()).toMatchObject({ openness: 'closed', round: 2 });
  });

  it('not-decided-at-meeting refuses whatever would change the item, until the meeting is over', () => {
    const item = listed();
    item.send(reports(item).treated('FWD', 3));
    const more = [organ('more', 'HU', 'orienting')];
    const changes: ItemEvent[] = [
      { type: 'withdraw', reason: hash(9) },
      { type: 'extendRoute', steps: more, recommendation: null },
      { type: 'changeRoute', steps: [...item.context().route.slice(item.context().position), ...more] },
    ];
    for (const event of changes) expect(item.refusal(event), event.type).toBe('not-decided-at-meeting');
    item.send(reports(item).ended('FWD', 4));
    expect(item.refusal({ type: 'extendRoute', steps: more, recommendation: null })).toBeNull();
    expect(item.refusal({ type: 'withdraw', reason: hash(9) })).toBeNull();
  });

  it('sent-back chooses between two ways and refuses nothing by itself: another outcome does not send the item to draft', () => {
    expect(treat(approved(), 'BACK').at()).toBe('draft');
    expect(treat(approved(), 'FWD').at()).toBe('travelling.organ.waiting');
  });

  it('not-treated-there chooses between a first decision and its correction: a listing to come is none of its business', () => {
    const item = treat(approved([organ('finance', 'OEK'), organ('again', 'OEK')]), 'FWD');
    item.send(list(item));
    const { corrected } = reports(item);
    item.send(corrected('FWD', 10));
    expect(item.at()).toBe('travelling.organ.listed');
    expect(item.context().treatments).toMatchObject([{ decision: { hash: hash(501) }, report: 10 }]);
  });

  it("objects and last-to-answer choose where a reviewer's answer leads: back, on, or nowhere yet", () => {
    const item = given.underReview();
    item.send(given.comment(item, 'person-a'));
    expect(item.at()).toBe('travelling.review');
    item.send(given.comment(item, 'person-b'));
    expect(item.at()).toBe('travelling.organ.waiting');
    const other = given.underReview();
    other.send(given.comment(other, 'person-b', { comment: hash(9), blocking: true }));
    expect(other.at()).toBe('draft');
  });

  it('no rule is without a case here', () => {
    expect([...Object.keys(cases), ...CHOOSING].toSorted()).toEqual(Object.keys(itemRules).toSorted());
  });

  it('given two organs, then a step that an organ has decided keeps its id to itself', () => {
    const item = treat(approved(), 'BACK');
    expect(item.refusal(submit([organ('finance', 'OEK')], content(2)))).toBe('route-steps-new');
  });

  it('given an event the state does not know, then the reason is that it does not belong to this state', () => {
    expect(given.newItem().refusal({ type: 'unlist' })).toBe('not-in-this-state');
  });
});
