/** A review (gennemgang): people or an organ read and comment, and silence is consent. */
import { describe, expect, it } from 'vitest';
import { PlannedStep } from '#machines/agenda-item/steps.ts';
import { mailsOf } from './drive.ts';
import * as given from './given.ts';
import { comment, content, hash, ITEM, organ, reviewWaits, underReview } from './given.ts';

const COUNCIL = organ('council', 'KB');
const asked = (effects: Parameters<typeof mailsOf>[0]) => mailsOf(effects).map(({ template, to }) => [template, to]);
const consent = (request: number, step = 'experts') => ({
  type: 'consentDue' as const,
  ...reviewWaits,
  ...given.ofDeadline('d'),
  request,
  step,
});
const reminder = (request: number) => ({
  type: 'reminderDue' as const,
  ...given.ofDeadline('d'),
  request,
});
const DROPPED = (request: number) => ({
  kind: 'drop-deadlines',
  params: { ids: [`${ITEM}-reminder-${request}`, `${ITEM}-review-consent-${request}`] },
});

describe('A step that is a review', () => {
  it('names up to twenty people or an organ, and one to thirty days', () => {
    const step = { kind: 'review', reviewers: { people: ['person-a'] }, days: 5 };
    const isValid = (change: object) => PlannedStep.safeParse({ ...step, ...change }).success;
    expect(isValid({})).toBe(true);
    expect(isValid({ reviewers: { organ: 'HU' }, days: 30 })).toBe(true);
    for (const people of [[], Array.from({ length: 21 }, (_, n) => `person-${n}`)])
      expect(isValid({ reviewers: { people } })).toBe(false);
    expect(isValid({ reviewers: { people: ['person-a'], organ: 'HU' } })).toBe(false);
    for (const days of [0, 31, 1.5]) expect(isValid({ days })).toBe(false);
  });

  it('asks each of the named people, with a reminder and the day from which silence is consent', () => {
    const item = given.newItem();
    const effects = item.send({ ...given.submit([given.review('experts'), COUNCIL]), ...reviewWaits });
    expect(item.at()).toBe('travelling.review');
    const about = { item: ITEM, step: 'experts', round: 1, version: hash(1), request: 1 };
    expect(effects).toEqual([
      { kind: 'mail', params: { template: 'review-request', to: { person: 'person-a' }, about } },
      { kind: 'mail', params: { template: 'review-request', to: { person: 'person-b' }, about } },
      {
        kind: 'deadline',
        params: {
          id: `${ITEM}-reminder-1`,
          due: reviewWaits.waits['approval-reminder'],
          event: { type: 'reminderDue', request: 1 },
        },
      },
      {
        kind: 'deadline',
        params: {
          id: `${ITEM}-review-consent-1`,
          due: reviewWaits.waits['review-consent'],
          event: { type: 'consentDue', request: 1, step: 'experts' },
        },
      },
    ]);
    expect(item.context().reviews).toEqual([
      { step: 'experts', round: 1, until: reviewWaits.waits['review-consent'].dueAt, answered: [] },
    ]);
  });

  it('says by how many days its date is to be found, where the command has not found it yet', () => {
    const item = given.newItem();
    const dues = item
      .send(given.submit([given.review('experts', ['person-a'], 7), COUNCIL]))
      .flatMap((effect) => (effect.kind === 'deadline' ? [effect.params.due] : []));
    expect(dues).toEqual([{ rule: 'approval-reminder' }, { rule: 'review-consent', days: 7 }]);
  });

  it('of one day reminds nobody', () => {
    const item = given.newItem();
    const effects = item.send(given.submit([given.review('experts', ['person-a'], 1), COUNCIL]));
    expect(effects.map(({ kind }) => kind)).toEqual(['mail', 'deadline']);
  });

  it('by an organ asks the organ, whose members are found when the mail is sent', () => {
    const item = given.newItem();
    expect(asked(item.send(given.submit([given.reviewByOrgan('hu', 'HU'), COUNCIL])))).toEqual([
      ['review-request', { organ: 'HU' }],
    ]);
  });
});

describe('Those who are asked to review', () => {
  it('are waited for until the last has answered; then the route goes on and nobody is reminded', () => {
    const item = underReview([given.review('experts'), given.approval('chief'), COUNCIL]);
    expect(item.send(comment(item, 'person-a', { comment: hash(9) }))).toEqual([]);
    expect(item.at()).toBe('travelling.review');
    const effects = item.send(comment(item, 'person-b'));
    expect(item.at()).toBe('travelling.approval');
    expect(effects[0]).toEqual(DROPPED(1));
    expect(asked(effects)).toEqual([['approval-request', { office: 'office-chief' }]]);
  });

  it('are reminded if they have not answered', () => {
    const item = underReview();
    item.send(comment(item, 'person-a'));
    expect(mailsOf(item.send(reminder(1)))).toMatchObject([
      { template: 'review-request', to: { person: 'person-b' }, about: { reminder: true } },
    ]);
  });

  it('consent by silence once the day has come', () => {
    const item = underReview();
    item.send(comment(item, 'person-a'));
    expect(item.send(consent(1))).toEqual([DROPPED(1)]);
    expect(item.at()).toBe('travelling.organ.waiting');
  });

  it('of an organ are never all: only the day ends it', () => {
    const item = underReview([given.reviewByOrgan('hu', 'HU'), COUNCIL]);
    for (const person of ['person-a', 'person-b']) item.send(comment(item, person));
    expect(item.at()).toBe('travelling.review');
    item.send(consent(1, 'hu'));
    expect(item.at()).toBe('travelling.organ.waiting');
  });

  it('send the item back to its officer with an objection, and nothing they do later counts', () => {
    const item = underReview();
    const effects = item.send(comment(item, 'person-a', { comment: hash(9), blocking: true }));
    expect(item.at()).toBe('draft');
    expect(effects[0]).toEqual(DROPPED(1));
    expect(mailsOf(effects)).toEqual([
      {
        template: 'returned',
        to: { person: 'person-officer' },
        about: { item: ITEM, step: 'experts', round: 1, version: hash(1), reason: hash(9) },
      },
    ]);
    expect(item.refusal(comment(item, 'person-b'))).toBe('not-in-this-state');
    expect(item.refusal(consent(1))).toBe('not-in-this-state');
  });

  it('answer anew in the next round', () => {
    const item = underReview();
    item.send(comment(item, 'person-a', { comment: hash(9), blocking: true }));
    item.send({ ...given.submit([given.review('again'), COUNCIL], content(2)), ...reviewWaits });
    item.send(comment(item, 'person-a'));
    expect(item.context().reviews).toMatchObject([{ step: 'again', round: 2, answered: ['person-a'] }]);
  });

  it.each([
    ['another version than the one that stands', { version: hash(77) }, 'current-version'],
    ['another round', { round: 2 }, 'current-round'],
    ['another step', { step: 'council' }, 'current-step'],
    ['after the day', { receivedAt: reviewWaits.waits['review-consent'].dueAt }, 'review-open'],
    ['with an objection without words', { blocking: true }, 'objection-explained'],
  ] as const)('are refused on %s', (_, said, rule) => {
    const item = underReview();
    expect(item.refusal(comment(item, 'person-a', said))).toBe(rule);
  });

  it('are refused a second time, and what they said first stands', () => {
    const item = underReview();
    item.send(comment(item, 'person-a'));
    expect(item.refusal(comment(item, 'person-a'))).toBe('not-answered-before');
    expect(item.context().reviews).toMatchObject([{ answered: ['person-a'] }]);
  });
});

describe('While reviewers read', () => {
  it('an editorial change asks those anew who have not answered, with all the days, and drops the former day', () => {
    const item = underReview();
    item.send(comment(item, 'person-a'));
    const effects = item.send({ ...given.amend(item, 'editorial', content(2)), ...reviewWaits });
    expect(effects[0]).toEqual(DROPPED(1));
    expect(asked(effects)).toEqual([['review-request', { person: 'person-b' }]]);
    expect(item.refusal(consent(1))).toBe('current-request');
    expect(item.refusal(reminder(1))).toBe('current-request');
    expect(item.refusal(comment(item, 'person-a'))).toBe('not-answered-before');
    item.send(comment(item, 'person-b'));
    expect(item.at()).toBe('travelling.organ.waiting');
  });

  it('a substantive change begins a new round, also of reviews that lie behind', () => {
    const item = underReview([given.review('first', ['person-a']), given.review('second', ['person-b']), COUNCIL]);
    item.send({ ...comment(item, 'person-a'), ...reviewWaits });
    expect(item.context().position).toBe(1);
    const effects = item.send({ ...given.amend(item, 'substantive', content(2)), ...reviewWaits });
    expect(item.context()).toMatchObject({ round: 2, position: 0 });
    expect(asked(effects)).toEqual([['review-request', { person: 'person-a' }]]);
    expect(item.context().reviews).toMatchObject([{ step: 'first', round: 2, answered: [] }]);
  });

  it('the officer may recall the item until the first has answered', () => {
    const item = underReview();
    expect(item.refusal({ type: 'recall' })).toBeNull();
    item.send(comment(item, 'person-a'));
    expect(item.refusal({ type: 'recall' })).toBe('nobody-acted');
    const fresh = underReview();
    expect(fresh.send({ type: 'recall' })).toEqual([DROPPED(1)]);
    expect(fresh.at()).toBe('draft');
  });

  it('the approver before them may regret until the first has answered', () => {
    const item = given.submitted([given.approval('chief'), given.review('experts'), COUNCIL]);
    item.send({ ...given.approve(item), ...reviewWaits });
    expect(item.refusal({ type: 'regret', step: 'chief' })).toBeNull();
    item.send(comment(item, 'person-a'));
    expect(item.refusal({ type: 'regret', step: 'chief' })).toBe('next-step-not-acted');
  });

  it('a step put before theirs takes the item there, and who has answered stays answered', () => {
    const item = underReview();
    item.send(comment(item, 'person-a'));
    const steps = [given.approval('chief'), given.review('experts'), COUNCIL];
    expect(item.send({ type: 'changeRoute', steps })[0]).toEqual(DROPPED(1));
    expect(item.at()).toBe('travelling.approval');
    const effects = item.send({ ...given.approve(item), ...reviewWaits });
    expect(asked(effects)).toEqual([['review-request', { person: 'person-b' }]]);
  });

  it('a withdrawal drops their deadlines', () => {
    const item = underReview();
    expect(item.send(given.withdraw)).toContainEqual(DROPPED(1));
  });
});
