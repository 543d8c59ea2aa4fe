/** Who is mailed about a change of the text after they have approved it. */
import { describe, expect, it } from 'vitest';
import { mailsOf } from './drive.ts';
import * as given from './given.ts';
import { content, hash, type ItemDriver, submitted } from './given.ts';

const as = (person: string) => ({ by: { person, office: null, onBehalfOf: null } });
const LADDER = [
  given.approval('chief'),
  given.approval('director'),
  given.approval('mayor'),
  given.organ('council', 'KB'),
];
/** An item at its third approval, approved by the two before. */
function approvedBy(...people: string[]): ItemDriver {
  const item = submitted(LADDER);
  for (const person of people) item.send({ ...given.approve(item), ...as(person) });
  return item;
}
const amended = (effects: Parameters<typeof mailsOf>[0]) =>
  mailsOf(effects).filter(({ template }) => template === 'text-amended');
const about = { item: given.ITEM, round: 1, version: hash(2) };

describe('Those who have approved', () => {
  it('are each mailed an editorial change, and the approver whose turn it is gets a new request before that', () => {
    const item = approvedBy('person-a', 'person-b');
    const mails = mailsOf(item.send(given.amend(item, 'editorial', content(2))));
    expect(mails.map(({ template }) => template)).toEqual(['approval-request', 'text-amended', 'text-amended']);
    expect(mails.slice(1)).toEqual([
      { template: 'text-amended', to: { person: 'person-a' }, about },
      { template: 'text-amended', to: { person: 'person-b' }, about },
    ]);
    expect(item.context().approvals.map(({ version }) => version)).toEqual([hash(1), hash(1)]);
  });

  it('are mailed once, however many offices they approved in', () => {
    const item = approvedBy('person-a', 'person-a');
    expect(amended(item.send(given.amend(item, 'editorial', content(2))))).toHaveLength(1);
  });

  it('are mailed what a later approver corrects, who is not', () => {
    const item = approvedBy('person-a', 'person-b');
    const correction = { ...given.correct(item, content(2)), ...as('person-b') };
    expect(amended(item.send(correction))).toEqual([{ template: 'text-amended', to: { person: 'person-a' }, about }]);
  });

  it('are mailed while the item waits for an organ, and while it is listed and not frozen', () => {
    const item = approvedBy('person-a', 'person-b', 'person-c');
    expect(amended(item.send(given.amend(item, 'editorial', content(2))))).toHaveLength(3);
    item.send(given.list(item));
    expect(amended(item.send(given.amend(item, 'editorial', content(3))))).toHaveLength(3);
  });

  it('are not mailed a substantive change: they are asked again', () => {
    const item = approvedBy('person-a', 'person-b');
    expect(amended(item.send(given.amend(item, 'substantive', content(2))))).toEqual([]);
    item.send({ ...given.approve(item), ...as('person-c') });
    const mails = amended(item.send(given.amend(item, 'editorial', content(3))));
    expect(mails.map(({ to }) => to)).toEqual([{ person: 'person-c' }]);
  });

  it('are not mailed once they have regretted', () => {
    const item = approvedBy('person-a', 'person-b');
    item.send({ type: 'regret', step: 'director' });
    const mails = amended(item.send(given.amend(item, 'editorial', content(2))));
    expect(mails.map(({ to }) => to)).toEqual([{ person: 'person-a' }]);
  });

  it('are nobody where nobody has approved', () => {
    const item = submitted(LADDER);
    expect(amended(item.send(given.correct(item, content(2))))).toEqual([]);
  });
});
