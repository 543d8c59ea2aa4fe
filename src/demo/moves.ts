/** The steps of a play: when on the demo's clock, by whom, and with which request. Pure. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { Bilag, ItemContent } from '#src/content/item-content.ts';
import { hearingSteps } from './hearing-moves.ts';
import { inventedBilag } from './invented-bilag.ts';
import { meetingSteps } from './meeting-moves.ts';
import type { Play, PlayItem } from './play.ts';
import { causedBy, draftOf, type Moves, movesIn, type Record } from './play-moves.ts';
import type { Hands, Step } from './steps.ts';

/** All steps of a play. @param out the folder that its results go to */
export function stepsOf(play: Play, out: string): Step[] {
  const moves = movesIn(play);
  return [
    ...play.items.flatMap((item) => itemSteps(play, moves, item)),
    ...play.meetings.flatMap((meeting) => meetingSteps(play, moves, meeting)),
    ...play.hearings.flatMap((hearing) => hearingSteps(moves, hearing)),
    ...play.extensions.map(({ item, at, stops, publishedRound }) =>
      moves.request(
        at,
        moves.item(item).officer,
        `extend-${item}`,
        (record) => `/api/v1/items/${moves.itemId(item)(record)}/events`,
        () => ({
          type: 'extendRoute',
          stops,
          recommendation: draftOf(play, moves.item(item)).later[publishedRound]?.recommendation ?? null,
        }),
      ),
    ),
    rendering(play, moves, out),
  ];
}

function itemSteps(play: Play, moves: Moves, item: PlayItem): Step[] {
  const { name, officer, spunOff } = item;
  const id = moves.itemId(name);
  const submitKey = `${play.key}-submit-${name}`;
  const isSubmitted = (record: Record) => causedBy(record, officer, submitKey) !== undefined;
  const { content } = draftOf(play, item);
  return [
    moves.request(
      item.createdAt,
      officer,
      `create-${name}`,
      (record) => {
        if (spunOff === undefined) return '/api/v1/items';
        const from = moves.item(spunOff.from);
        const subItem = draftOf(play, from).content.subItems?.find(({ title }) => title.startsWith(spunOff.title));
        return `/api/v1/items/${moves.itemId(spunOff.from)(record)}/sub-items/${subItem?.id}/item`;
      },
      () => ({ type: content.type }),
    ),
    {
      // A draft leaves no transition: what shows that it was saved is that it was sent.
      at: item.savedAt,
      person: officer,
      isDone: isSubmitted,
      async act(hands, record) {
        const rev = await hands.draftRevision(officer, id(record));
        const bilag = await withFiles(hands, officer, id(record), content);
        const body = { rev, draft: { content: { ...content, bilag }, plan: item.plan } };
        await hands.send(officer, 'PUT', `/api/v1/items/${id(record)}/draft`, body, `${play.key}-draft-${name}`);
      },
    },
    {
      at: item.submittedAt,
      person: officer,
      isDone: isSubmitted,
      async act(hands, record) {
        const rev = await hands.draftRevision(officer, id(record));
        await hands.send(officer, 'POST', `/api/v1/items/${id(record)}/events`, { type: 'submit', rev }, submitKey);
      },
    },
    ...item.approvals.map(({ person, office, at, skip }, index): Step => {
      const acted = (record: Record) =>
        record.some(
          ({ stream, event, state }) =>
            stream === id(record) &&
            (event.type === 'approve' || event.type === 'skip') &&
            (state.context as ItemContext).position > index,
        );
      if (skip === undefined)
        return { at, person, isDone: acted, act: (hands, record) => hands.approveByMail(person, id(record)) };
      return moves.request(
        at,
        person,
        `skip-${name}-${office}`,
        (record) => `/api/v1/items/${id(record)}/events`,
        (record) => ({ type: 'skip', step: currentStepOf(record, id(record)), reason: skip }),
      );
    }),
  ];
}

/** The attachments with a file each. A closed one without a title in public gets one all the same. */
async function withFiles(hands: Hands, officer: string, item: string, { bilag, caseNumber }: ItemContent) {
  const brought: Bilag[] = [];
  for (const row of bilag) {
    const bytes = await inventedBilag(row, caseNumber);
    brought.push({ ...row, file: await hands.bringFile(officer, item, `bilag-${row.seq}.pdf`, bytes) });
  }
  return brought;
}

/** The id of the step that an item has come to. */
function currentStepOf(record: Record, item: string): string {
  const head = record
    .filter(({ stream }) => stream === item)
    .toSorted((a, b) => a.seq - b.seq)
    .at(-1);
  const context = head?.state.context as ItemContext | undefined;
  return context?.route[context.position]?.id ?? '';
}

/** The published text printed back, taken when the text was what it is. */
function rendering(play: Play, moves: Moves, out: string): Step {
  const { at, item, meeting } = play.rendered;
  const file = join(out, play.seed, 'gengivelse.pdf');
  return {
    at,
    person: play.secretary,
    isDone: () => existsSync(file),
    act: (hands, record) =>
      hands.keep(
        play.secretary,
        item !== undefined
          ? `/punkter/${moves.itemId(item)(record)}/punkt.pdf`
          : `/moeder/${moves.meetingId(meeting ?? '')(record)}/gengivelse.pdf`,
        file,
      ),
  };
}

/** What the play's streams are called when its story is told: by the cause that began them. */
export function namesIn(play: Play): Map<string, string> {
  return new Map(
    play.items.flatMap((item) => {
      const { content } = draftOf(play, item);
      const label = `${play.seed} ${content.caseNumber ?? content.title}`;
      return [
        [`${item.officer}:${play.key}-create-${item.name}`, label],
        [`${item.officer}:${play.key}-hear-${item.name}`, `Høring ${content.title}`],
      ] as const;
    }),
  );
}
/** The streams of a play's meetings, with what their papers are called. */
export function meetingsOf(play: Play, record: Record): { meeting: string; organ: string; date: string }[] {
  const moves = movesIn(play);
  return play.meetings.map(({ name, organ, date }) => ({ meeting: moves.meetingId(name)(record), organ, date }));
}
/** Where a play's items end. */
export const itemsOf = (play: Play, record: Record): string[] =>
  play.items.map(({ name }) => movesIn(play).itemId(name)(record));
