/** Who writes an item changes; the item stays where it is. */
import { describe, expect, it } from 'vitest';
import { mailsOf } from './drive.ts';
import * as given from './given.ts';
import { hash, ITEM, submitted } from './given.ts';
import { coAuthor, handOver } from './given-officers.ts';

const NEW = 'person-new';

describe('A hand-over', () => {
  it('makes another person the officer, tells that person why, and leaves the item where it is', () => {
    const item = submitted();
    const { owner, ...before } = item.context();
    const effects = item.send(handOver(NEW, { reason: hash(5) }));
    expect(owner).not.toBe(NEW);
    expect(item.context()).toEqual({ ...before, owner: NEW });
    expect(item.at()).toBe('travelling.approval');
    expect(mailsOf(effects)).toEqual([
      { template: 'handed-over', to: { person: NEW }, about: { item: ITEM, reason: hash(5) } },
    ]);
  });

  it('is made wherever the item is: as a draft, on its way, decided or withdrawn', () => {
    const draft = given.newItem();
    const withdrawn = submitted();
    withdrawn.send(given.withdraw);
    for (const item of [draft, withdrawn]) {
      const at = item.at();
      item.send(handOver(NEW));
      expect([item.context().owner, item.at()]).toEqual([NEW, at]);
    }
  });

  it('mails nobody where one mail tells of many', () => {
    expect(submitted().send(handOver(NEW, { alone: false }))).toEqual([]);
  });

  it('sends what is returned from now on to the new officer', () => {
    const item = submitted();
    item.send(handOver(NEW));
    expect(mailsOf(item.send(given.returned(item)))).toMatchObject([{ template: 'returned', to: { person: NEW } }]);
  });

  it('to a co-author leaves the others beside the new officer', () => {
    const item = submitted();
    for (const person of ['person-a', 'person-b']) item.send(coAuthor(person));
    item.send(handOver('person-a'));
    expect(item.context()).toMatchObject({ owner: 'person-a', coAuthors: ['person-b'] });
  });
});

describe('A co-author', () => {
  it('is told, and is there until taken away', () => {
    const item = submitted();
    const effects = item.send(coAuthor(NEW));
    expect(mailsOf(effects)).toEqual([{ template: 'co-author-added', to: { person: NEW }, about: { item: ITEM } }]);
    expect(item.context().coAuthors).toEqual([NEW]);
    expect(item.refusal(coAuthor(NEW))).toBe('co-author-changes');
    expect(item.send(coAuthor(NEW, false))).toEqual([]);
    expect(item.context().coAuthors).toEqual([]);
    expect(item.refusal(coAuthor(NEW, false))).toBe('co-author-changes');
    expect(item.refusal(coAuthor(item.context().owner))).toBe('co-author-changes');
  });
});
