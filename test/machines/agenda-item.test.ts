import { describe, expect, it } from 'vitest';
import { OUTCOME_EFFECTS } from '#machines/primitives.ts';
import { mailsOf, signalsTo } from './drive.ts';
import * as given from './given.ts';

const { approve, approved, content, hash, list, organ, reports, submit, submitted, treat } = given;

describe('An agenda item on its way', () => {
  it('given a draft, when it is submitted, then the first office of the ladder is asked to read exactly that version', () => {
    const item = given.newItem();
    expect(mailsOf(item.send(submit()))).toEqual([
      {
        template: 'approval-request',
        to: { office: 'office-chief' },
        about: { item: given.ITEM, step: 'chief', round: 1, version: hash(1), request: 1 },
      },
    ]);
    expect(item.at()).toBe('travelling.approval');
  });

  it('given the whole ladder has approved, then it waits for the first organ', () => {
    const item = approved();
    expect(item.at()).toBe('travelling.organ.waiting');
    expect(item.context().approvals.map(({ step }) => step)).toEqual(['chief', 'director']);
  });

  it('given two organs that meet and decide, then it rests in signature until both protocols are signed', () => {
    const item = treat(treat(approved(), 'FWD', 'meeting-1'), 'END', 'meeting-2');
    expect(item.at()).toBe('signature');
    item.send({ type: 'meetingSigned', meeting: 'meeting-2' });
    expect(item.at()).toBe('signature');
    item.send({ type: 'meetingSigned', meeting: 'meeting-1' });
    expect(item.at()).toBe('completed');
  });

  it('given a protocol signed before its item heard that the meeting ended, then the item completes all the same', () => {
    const item = approved([organ('council', 'KB')]);
    item.send(list(item));
    const of = reports(item);
    item.send(of.signed());
    item.send(of.ended('END'));
    expect(item.at()).toBe('completed');
  });

  it('given a hearing on the route, when it concludes, then the next step follows; cancelled, it goes back to draft', () => {
    const route = [given.hearing('elders'), organ('council', 'KB')];
    const item = submitted(route);
    expect(item.at()).toBe('travelling.hearing');
    const planned = { type: 'hearingPlanned' as const, step: 'elders', hearing: 'hearing-1' };
    item.send(planned);
    item.send({ type: 'hearingConcluded', step: 'elders', hearing: 'hearing-1' });
    expect(item.at()).toBe('travelling.organ.waiting');
    const other = submitted(route);
    other.send(planned);
    other.send({ type: 'hearingCancelled', step: 'elders', hearing: 'hearing-1' });
    expect(other.at()).toBe('draft');
  });

  it('given a route whose organ is open, then it cannot be listed until the organ is named', () => {
    const item = submitted([organ('later', null)]);
    expect(item.refusal({ type: 'list', meeting: 'meeting-1', organ: 'KB', part: 'agenda' })).toBe('organ-of-step');
    item.send({ type: 'assignOrgan', step: 'later', organ: 'KB' });
    item.send(list(item));
    expect(item.at()).toBe('travelling.organ.listed');
  });

  it('when it is listed and unlisted, then the meeting is told each time, with a turn that counts', () => {
    const item = approved();
    expect(signalsTo(item.send(list(item)), given.MEETING)).toEqual([given.itemListed(given.ITEM, 1)]);
    expect(signalsTo(item.send({ type: 'unlist' }), given.MEETING)).toEqual([
      { type: 'itemUnlisted', item: given.ITEM, turn: 2 },
    ]);
  });

  it('given a version pinned by the meeting in the instant the item was amended, then the pinned one stands', () => {
    const item = approved();
    item.send(list(item));
    const of = reports(item);
    item.send(given.amend(item, 'editorial', content(2)));
    item.send(of.frozen());
    expect(item.context().version).toEqual({ n: 3, hash: hash(1) });
  });

  it('when a meeting refuses or strikes it, then it waits for another meeting', () => {
    for (const news of ['refused', 'struck'] as const) {
      const item = approved();
      item.send(list(item));
      item.send(reports(item)[news]());
      expect(item.at()).toBe('travelling.organ.waiting');
      item.send(list(item, 'meeting-2'));
      expect(item.context().listing?.meeting).toBe('meeting-2');
    }
  });

  it('when a meeting has decided, then the officer is told which decision', () => {
    const item = approved();
    item.send(list(item));
    expect(mailsOf(item.send(reports(item).ended('FWD')))).toEqual([
      {
        template: 'decided',
        to: { person: 'person-officer' },
        about: { item: given.ITEM, meeting: given.MEETING, decision: hash(500) },
      },
    ]);
  });
});

describe('People change their minds', () => {
  it('given nobody has acted, when the officer recalls, then it is a draft again; once somebody has approved, it is refused', () => {
    const item = submitted();
    item.send({ type: 'recall' });
    expect(item.at()).toBe('draft');
    item.send(submit());
    item.send(approve(item));
    expect(item.refusal({ type: 'recall' })).toBe('nobody-acted');
  });

  it('given an approval, when it is regretted, then the same office is asked again', () => {
    const item = submitted();
    item.send(approve(item));
    const effects = item.send({ type: 'regret', step: 'chief' });
    expect(mailsOf(effects).map(({ to }) => to)).toEqual([{ office: 'office-chief' }]);
    expect(item.context().approvals).toEqual([]);
  });

  it('given the last approval, when it is regretted while the item waits for an organ or a hearing, then it comes back', () => {
    for (const next of [organ('council', 'KB'), given.hearing('elders')]) {
      const item = approved([given.approval('chief'), next, organ('last', 'KB')]);
      item.send({ type: 'regret', step: 'chief' });
      expect(item.at()).toBe('travelling.approval');
    }
  });

  it('when an approver corrects, then a new version stands and earlier approvals stay on what was read', () => {
    const item = submitted();
    item.send(approve(item));
    item.send(given.correct(item, content(2)));
    item.send(approve(item));
    expect(item.context().approvals.map(({ version }) => version)).toEqual([hash(1), hash(2)]);
    expect(item.context().version).toEqual({ n: 2, hash: hash(2) });
  });

  it('when an approver returns it, then the officer is told why; submitted again, it starts a new round', () => {
    const item = submitted();
    const [mail] = mailsOf(item.send(given.returned(item)));
    expect(mail).toMatchObject({
      template: 'returned',
      to: { person: 'person-officer' },
      about: { reason: hash(999) },
    });
    item.send(submit(given.LADDER_AND_ORGANS, content(2)));
    expect(item.context()).toMatchObject({ round: 2, position: 0, version: { n: 2, hash: hash(2) } });
  });

  it('given a route of more than half the steps allowed, when it is returned, then it can be submitted again', () => {
    const long = [...Array.from({ length: 29 }, (_, n) => given.approval(`a${n}`)), organ('council', 'KB')];
    const item = submitted(long);
    item.send(approve(item));
    item.send(given.returned(item));
    item.send(submit(long));
    expect(item.at()).toBe('travelling.approval');
  });

  it('when a step is skipped, then the next one follows and no approval is recorded', () => {
    const item = submitted();
    item.send({ type: 'skip', step: 'chief', reason: hash(3) });
    expect(item.context()).toMatchObject({ position: 1, approvals: [] });
  });

  it('when it is withdrawn from a meeting, then the meeting is told; reopened, it is a draft', () => {
    const item = approved();
    item.send(list(item));
    expect(signalsTo(item.send(given.withdraw), given.MEETING)).toEqual([
      { type: 'itemWithdrawn', item: given.ITEM, turn: 2 },
    ]);
    expect(item.at()).toBe('withdrawn');
    item.send({ type: 'reopen' });
    expect(item.at()).toBe('draft');
  });

  it('given a draft, when it is withdrawn, then nobody needs to be told', () => {
    expect(given.newItem().send(given.withdraw)).toEqual([]);
  });
});

describe('A text changed under way', () => {
  it('given an editorial change, then approvals and place stand', () => {
    const item = approved();
    item.send(given.amend(item, 'editorial', content(2)));
    expect(item.context()).toMatchObject({ round: 1, position: 2, version: { n: 2, hash: hash(2) } });
  });

  it('given a substantive change before any organ has met, then the ladder begins again in a new round', () => {
    const item = approved();
    item.send(given.amend(item, 'substantive', content(2)));
    expect(item.at()).toBe('travelling.approval');
    expect(item.context()).toMatchObject({ round: 2, position: 0 });
  });

  it('given a substantive change between two organs, then the ladder reads it again and no organ treats it twice', () => {
    const item = treat(approved(), 'FWD');
    item.send(given.amend(item, 'substantive', content(2)));
    const offices: string[] = [];
    while (item.at() === 'travelling.approval') {
      const { route, position } = item.context();
      const step = route[position];
      if (step?.kind === 'approval') offices.push(step.office);
      item.send(approve(item));
    }
    expect(offices).toEqual(['office-chief', 'office-director']);
    expect(item.context().route[item.context().position]).toMatchObject({ organ: 'KB' });
    item.send(given.amend(item, 'substantive', content(3)));
    expect(item.context().route).toHaveLength(6);
    expect(item.at()).toBe('travelling.approval');
  });

  it('given an item on an agenda, then only an editorial change is possible, and none once the agenda is frozen', () => {
    const item = approved();
    item.send(list(item));
    expect(item.refusal(given.amend(item, 'substantive', content(2)))).toBe('amends-editorially');
    item.send(reports(item).frozen());
    expect(item.refusal(given.amend(item, 'editorial', content(2)))).toBe('not-frozen');
    item.send(reports(item).thawed());
    expect(item.refusal(given.amend(item, 'editorial', content(2)))).toBeNull();
  });
});

describe('A route grows', () => {
  const more = { type: 'extendRoute' as const, steps: [organ('hu', 'HU', 'orienting')], recommendation: hash(70) };

  it('given the final decision, when an organ is added, then it waits there with the recommendation made for it', () => {
    for (const signed of [false, true]) {
      const item = treat(approved([organ('council', 'KB')]), 'END');
      if (signed) item.send({ type: 'meetingSigned', meeting: given.MEETING });
      expect(item.at()).toBe(signed ? 'completed' : 'signature');
      item.send(more);
      expect(item.at()).toBe('travelling.organ.waiting');
      expect(item.context().recommendations).toEqual([{ step: 'hu', hash: hash(70) }]);
    }
  });

  it('given it is still travelling, when an organ is added, then it stays where it is and goes there last', () => {
    const item = submitted();
    item.send(more);
    expect(item.at()).toBe('travelling.approval');
    expect(item.context().route.at(-1)?.id).toBe('hu');
  });
});

describe('The strongest outcome of the clauses says where the item goes', () => {
  const expected: Record<(typeof OUTCOME_EFFECTS)[number], { at: string; organ?: string | null; kind?: string }> = {
    LIFT: { at: 'travelling.organ.waiting', organ: null },
    SIDE: { at: 'travelling.hearing', kind: 'hearing' },
    BACK: { at: 'draft' },
    SAME: { at: 'travelling.organ.waiting', organ: 'OEK' },
    FWD: { at: 'travelling.organ.waiting', organ: 'KB' },
    END: { at: 'signature' },
  };
  for (const effect of OUTCOME_EFFECTS) {
    it(`given ${effect}, then it goes to ${expected[effect].at} with the treatment recorded`, () => {
      const item = treat(approved(), effect);
      expect(item.at()).toBe(expected[effect].at);
      const { route, position, treatments, listing, pendingDecision } = item.context();
      if (effect !== 'BACK') expect(route[position] ?? {}).toMatchObject(withoutAt(expected[effect]));
      expect(treatments).toEqual([
        { step: 'finance', meeting: given.MEETING, organ: 'OEK', decision: { hash: hash(500), effect }, report: 9 },
      ]);
      expect({ listing, pendingDecision }).toEqual({ listing: null, pendingDecision: null });
    });
  }

  it('given SIDE, when the hearing concludes, then the same organ treats it again', () => {
    const item = treat(approved(), 'SIDE');
    const step = item.context().route[item.context().position]?.id ?? '';
    item.send({ type: 'hearingPlanned', step, hearing: 'hearing-1' });
    item.send({ type: 'hearingConcluded', step, hearing: 'hearing-1' });
    expect(item.context().route[item.context().position]).toMatchObject({ kind: 'organ', organ: 'OEK' });
  });

  it('given FWD from the last organ, then the next organ is still to be found', () => {
    const item = treat(approved([organ('council', 'KB')]), 'FWD');
    expect(item.context().route[item.context().position]).toMatchObject({ kind: 'organ', organ: null });
  });

  it('given BACK, when it is submitted again, then what the organ decided stays at the head of the route', () => {
    const item = treat(approved(), 'BACK');
    item.send(submit([given.approval('again'), organ('again-council', 'KB')], content(2)));
    expect(item.context().route.map(({ id }) => id)).toEqual(['finance', 'again', 'again-council']);
    expect(item.context().position).toBe(1);
  });
});

const withoutAt = ({ at: _, ...rest }: { at: string; organ?: string | null; kind?: string }) => rest;
