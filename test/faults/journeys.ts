/** What people do with the items: up the ladder with changes of mind, through two meetings, to the signature. */
import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { emptyItemContent, type ItemContent } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { readHead } from '#src/store/read-stream.ts';
import type { Client } from './client.ts';
import { insist, until, type Who, type World } from './world.ts';

const LADDER = ['office-oekonomichef', 'office-kommunaldirektoer'] as const;
const ORGANS = ['organ-oek', 'organ-kb'] as const;
const REASON = 'Der mangler et afsnit om økonomi.';

const textOf = (n: number, edition = 1): ItemContent => ({
  ...emptyItemContent('decision'),
  title: `Punkt ${n}, udgave ${edition}`,
  caseNumber: `23/${9000 + n}`,
  sections: [{ heading: 'Sagsfremstilling', body: richTextOf(`Der er udarbejdet plan nummer ${n}.`) }],
  recommendation: { lead: 'Kommunaldirektøren indstiller, at', clauses: ['planen godkendes.'] },
});
const planOf = () => [
  ...LADDER.map((office) => ({ kind: 'approval', office })),
  { kind: 'organ', organ: ORGANS[0], role: 'recommending' },
  { kind: 'organ', organ: ORGANS[1], role: 'deciding' },
];

export function createJourneys({ collections }: World, client: Client) {
  const head = (stream: string) => insist(() => readHead(collections, stream));
  const itemNow = async (item: string) => (await head(item))?.state.context as ItemContext;
  const meetingNow = async (meeting: string) => (await head(meeting))?.state.context as MeetingContext;
  const onItem = (who: Who, item: string, event: object) => client.command(who, `/items/${item}/events`, event);
  const onMeeting = (meeting: string, event: object) =>
    client.command('secretary', `/meetings/${meeting}/events`, event);

  /** What the approver of the current step has before them, and who that is. */
  async function reading(item: string) {
    const context = await itemNow(item);
    const step = currentStep(context);
    if (step?.kind !== 'approval') throw new Error(`${item} waits for nobody's approval`);
    return {
      who: step.office as Who,
      read: { step: step.id, round: context.round, version: context.version?.hash },
    };
  }
  async function approve(item: string) {
    const { who, read } = await reading(item);
    await onItem(who, item, { type: 'approve', ...read });
  }
  const approveToTheTop = async (item: string) => {
    while ((await head(item))?.to === 'travelling.approval') await approve(item);
  };

  /** A change of mind on the way, another for each item in turn. */
  async function hesitate(item: string, n: number, rev: number) {
    const { who, read } = await reading(item);
    switch (n % 7) {
      case 0:
        await onItem('officer', item, { type: 'recall' });
        await onItem('officer', item, { type: 'submit', rev });
        break;
      case 1: {
        await onItem(who, item, { type: 'return', ...read, reason: REASON });
        const next = await client.saveDraft(item, rev, { content: textOf(n, 2), plan: planOf() });
        await onItem('officer', item, { type: 'submit', rev: next });
        break;
      }
      case 2:
        await onItem(who, item, { type: 'correct', ...read, content: textOf(n, 3) });
        break;
      case 3:
        await onItem(who, item, { type: 'approve', ...read });
        await onItem(who, item, { type: 'regret', step: read.step });
        break;
      case 4: {
        await onItem(who, item, { type: 'approve', ...read });
        const amended = { type: 'amend', version: read.version, content: textOf(n, 4), weight: 'substantive' };
        await onItem('officer', item, amended);
        break;
      }
    }
  }

  /** From nothing to the first organ's waiting list. @returns the item's id */
  async function toTheOrgans(n: number): Promise<string> {
    const { stream: item } = await client.command('officer', '/items', { type: 'decision' });
    const rev = await client.saveDraft(item, 1, { content: textOf(n), plan: planOf() });
    await onItem('officer', item, { type: 'submit', rev });
    await hesitate(item, n, rev);
    await approveToTheTop(item);
    return item;
  }

  /** One meeting from plan to end. The last item is withdrawn when the agenda is frozen. @returns the items it decided on */
  async function meet(items: readonly string[], organ: string, outcome: object, withdrawLast: boolean) {
    const plan = { organ, date: '2029-12-04', startsAt: '15:00' };
    const { stream: meeting } = await client.command('secretary', '/meetings', plan);
    await inParallel(items, 4, async (item) => {
      await until(`${item} waits for ${organ}`, async () => {
        const context = await itemNow(item);
        const step = currentStep(context);
        return context.listing === null && step?.kind === 'organ' && step.organ === organ;
      });
      await onItem('secretary', item, { type: 'list', meeting, part: 'agenda' });
    });
    await until(`${meeting} has its items`, async () => (await meetingNow(meeting)).items.length === items.length);
    await onMeeting(meeting, { type: 'freeze', part: 'agenda' });
    const withdrawn = withdrawLast ? (items.at(-1) ?? '') : '';
    if (withdrawn !== '') {
      await onItem('officer', withdrawn, { type: 'withdraw', reason: 'Sagen er ikke længere aktuel.' });
      const isStruck = async () =>
        (await meetingNow(meeting)).items.some((each) => each.item === withdrawn && each.struck);
      await until(`${withdrawn} goes out of ${meeting}`, isStruck);
    }
    await onMeeting(meeting, { type: 'dispatch', part: 'agenda', lateReason: 'Sagen kan ikke vente.' });
    await onMeeting(meeting, { type: 'begin' });
    const decided = items.filter((item) => item !== withdrawn);
    await inParallel(decided, 4, (item) =>
      onMeeting(meeting, {
        type: 'recordDecision',
        item,
        text: richTextOf('Godkendt.'),
        outcomes: [outcome],
        absences: [{ label: 'Afbud:', people: ['Niels Basballe (A)'] }],
      }),
    );
    await onMeeting(meeting, {
      type: 'recordAttendance',
      attendance: { present: ['Birthe Lindhardt'], absences: [] },
      members: ['person-birthe-lindhardt'],
    });
    await onMeeting(meeting, { type: 'end' });
    return decided;
  }

  return {
    /** Carries so many items to their signatures, one of them to its withdrawal. @returns those that must end in signature */
    async batch(numbers: readonly number[]): Promise<string[]> {
      const items = await inParallel(numbers, 8, toTheOrgans);
      const recommended = await meet(items, ORGANS[0], { clause: 1, code: 'ANBEFALET', effect: 'FWD' }, true);
      const decided = await meet(recommended, ORGANS[1], { clause: 1, code: 'GODKENDT', effect: 'END' }, false);
      for (const item of decided) {
        await until(`${item} waits for signatures`, async () => (await head(item))?.to === 'signature');
      }
      return decided;
    },
  };
}

/** Does the work for each, so many at a time; answers in the order of what was given. */
export async function inParallel<T, R>(all: readonly T[], limit: number, work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const one = async () => {
    for (let at = next++; at < all.length; at = next++) results[at] = await work(all[at] as T);
  };
  await Promise.all(Array.from({ length: limit }, one));
  return results;
}
