/** No mail reminds of a meeting that is past, or that does not take place. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type DeliverDeps, deliverMail } from '#src/mail/deliver.ts';
import { catchMails } from './catching.ts';
import { listsOf, PEOPLE, type World } from './world.ts';

let world: World;
let deps: DeliverDeps;
let counter = 0;

catchMails((catching) => {
  ({ world, deps } = catching);
});
beforeEach(() => {
  world.people = listsOf();
});

const DUE = { dueAt: '2023-11-20T07:00:00.000Z', basis: {} };

/** What comes of the mail that a deadline of a meeting asks for. @param after what happens to the meeting before it is sent */
async function reportOf(type: 'dispatchSoon' | 'dispatchDue' | 'submissionSoon', date: string, after: object[] = []) {
  counter += 1;
  const meeting = `meeting-past-${counter}`;
  const dispatch = { warns: DUE, due: DUE };
  const plan = { type: 'plan', meeting, organ: 'organ-kb', date, startsAt: '13:00', signing: 'nobody' } as const;
  const deadlines = { submissionSoon: DUE };
  await world.act(meeting, { ...plan, dispatch, deadlines }, PEOPLE.secretary, { origin: 'birth' });
  const due = { type, deadline: `${meeting}-${type}-1`, late: true, plan: 1 } as const;
  const { mail } = await world.act(meeting, due, PEOPLE.secretary, { origin: 'system' });
  for (const event of after) await world.act(meeting, event as never, PEOPLE.secretary, { origin: 'people' });
  return deliverMail(deps, mail);
}

describe.each(['dispatchSoon', 'dispatchDue', 'submissionSoon'] as const)('the mail of the deadline %s', (type) => {
  it('is not sent of a meeting whose day is past', async () => {
    expect(await reportOf(type, '2023-11-17')).toEqual({ void: 'meeting-over' });
  });

  it('is not sent of a meeting that has been cancelled meanwhile', async () => {
    const reason = await world.contents.put({ kind: 'reason', text: 'Aflyst.' });
    expect(await reportOf(type, '2023-11-27', [{ type: 'callOff', reason }])).toEqual({ void: 'meeting-called-off' });
  });
});
