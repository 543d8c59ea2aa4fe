/** The steps of a scenario: when on the demo's clock, by whom, and with which request. Pure. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { Bilag, ItemContent } from '#src/documents/item-content.ts';
import { chooseFile } from './bilag/choose.ts';
import { hearingSteps } from './hearing-steps.ts';
import { meetingSteps } from './meeting-steps.ts';
import type { Scenario, ScenarioItem } from './scenario.ts';
import { causedBy, draftOf, type Record, requestsIn, type ScenarioRequests } from './scenario-requests.ts';
import type { PageDriver, Step } from './steps.ts';

/** All steps of a scenario. @param out the folder that its results go to */
export function stepsOf(scenario: Scenario, out: string): Step[] {
  const requests = requestsIn(scenario);
  return [
    ...scenario.items.flatMap((item) => itemSteps(scenario, requests, item)),
    ...scenario.meetings.flatMap((meeting) => meetingSteps(scenario, requests, meeting)),
    ...scenario.hearings.flatMap((hearing) => hearingSteps(requests, hearing)),
    ...scenario.extensions.map(({ item, at, stops, publishedRound }) =>
      requests.request(
        at,
        requests.item(item).officer,
        `extend-${item}`,
        (record) => `/api/v1/items/${requests.itemId(item)(record)}/events`,
        () => ({
          type: 'extendRoute',
          stops,
          recommendation: draftOf(scenario, requests.item(item)).later[publishedRound]?.recommendation ?? null,
        }),
      ),
    ),
    rendering(scenario, requests, out),
  ];
}

function itemSteps(scenario: Scenario, requests: ScenarioRequests, item: ScenarioItem): Step[] {
  const { name, officer, spunOff } = item;
  const id = requests.itemId(name);
  const submitKey = `${scenario.key}-submit-${name}`;
  const isSubmitted = (record: Record) => causedBy(record, officer, submitKey) !== undefined;
  const { content } = draftOf(scenario, item);
  const openBefore = openBilagBefore(scenario, item);
  return [
    requests.request(
      item.createdAt,
      officer,
      `create-${name}`,
      (record) => {
        if (spunOff === undefined) return '/api/v1/items';
        const from = requests.item(spunOff.from);
        const subItem = draftOf(scenario, from).content.subItems?.find(({ title }) => title.startsWith(spunOff.title));
        return `/api/v1/items/${requests.itemId(spunOff.from)(record)}/sub-items/${subItem?.id}/item`;
      },
      () => ({ type: content.type }),
    ),
    {
      // A draft leaves no transition: what shows that it was saved is that it was sent.
      at: item.savedAt,
      person: officer,
      isDone: isSubmitted,
      async act(driver, record) {
        const rev = await driver.draftRevision(officer, id(record));
        const bilag = await withFiles(driver, officer, id(record), content, openBefore);
        const body = { rev, draft: { content: { ...content, bilag }, plan: item.plan } };
        await driver.send(officer, 'PUT', `/api/v1/items/${id(record)}/draft`, body, `${scenario.key}-draft-${name}`);
      },
    },
    {
      at: item.submittedAt,
      person: officer,
      isDone: isSubmitted,
      async act(driver, record) {
        const rev = await driver.draftRevision(officer, id(record));
        await driver.send(officer, 'POST', `/api/v1/items/${id(record)}/events`, { type: 'submit', rev }, submitKey);
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
        return { at, person, isDone: acted, act: (driver, record) => driver.approveByMail(person, id(record)) };
      return requests.request(
        at,
        person,
        `skip-${name}-${office}`,
        (record) => `/api/v1/items/${id(record)}/events`,
        (record) => ({ type: 'skip', step: currentStepOf(record, id(record)), reason: skip }),
      );
    }),
  ];
}

const isOpen = ({ openness }: Bilag): boolean => openness === 'open';

/** How many open attachments the items before this one have. */
function openBilagBefore(scenario: Scenario, item: ScenarioItem): number {
  const before = scenario.items.slice(0, scenario.items.indexOf(item));
  return before.flatMap((each) => draftOf(scenario, each).content.bilag).filter(isOpen).length;
}

/** The attachments with a file each. A closed one without a title in public gets one all the same. */
async function withFiles(
  driver: PageDriver,
  officer: string,
  item: string,
  { bilag, caseNumber }: ItemContent,
  openBefore: number,
) {
  const brought: Bilag[] = [];
  let place = openBefore;
  for (const row of bilag) {
    const { name, bytes } = await chooseFile(row, caseNumber, place);
    if (isOpen(row)) place += 1;
    brought.push({ ...row, file: await driver.bringFile(officer, item, name, bytes) });
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
function rendering(scenario: Scenario, requests: ScenarioRequests, out: string): Step {
  const { at, item, meeting } = scenario.rendered;
  const file = join(out, scenario.seed, 'gengivelse.pdf');
  return {
    at,
    person: scenario.secretary,
    isDone: () => existsSync(file),
    act: (driver, record) =>
      driver.keep(
        scenario.secretary,
        item !== undefined
          ? `/punkter/${requests.itemId(item)(record)}/punkt.pdf`
          : `/moeder/${requests.meetingId(meeting ?? '')(record)}/gengivelse.pdf`,
        file,
      ),
  };
}

/** What a scenario's streams are called in the printed lines: by the cause that began them. */
export function namesIn(scenario: Scenario): Map<string, string> {
  return new Map(
    scenario.items.flatMap((item) => {
      const { content } = draftOf(scenario, item);
      const label = `${scenario.seed} ${content.caseNumber ?? content.title}`;
      return [
        [`${item.officer}:${scenario.key}-create-${item.name}`, label],
        [`${item.officer}:${scenario.key}-hear-${item.name}`, `Høring ${content.title}`],
      ] as const;
    }),
  );
}
/** The streams of a scenario's meetings, with what their papers are called. */
export function meetingsOf(scenario: Scenario, record: Record): { meeting: string; organ: string; date: string }[] {
  const requests = requestsIn(scenario);
  return scenario.meetings.map(({ name, organ, date }) => ({ meeting: requests.meetingId(name)(record), organ, date }));
}
/** Where a scenario's items end. */
export const itemsOf = (scenario: Scenario, record: Record): string[] =>
  scenario.items.map(({ name }) => requestsIn(scenario).itemId(name)(record));
