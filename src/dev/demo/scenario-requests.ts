/** What all requests of a scenario share: the names of its requests, where its streams are, and its items' texts. Pure. */
import { emptyItemContent, type ItemContent } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { type ImportedDraft, toItemContent } from '#src/importer/to-item-content.ts';
import type { TimelineEntry } from '#src/store/timeline.ts';
import type { Scenario, ScenarioItem } from './scenario.ts';
import type { Step } from './steps.ts';

export type Record = readonly TimelineEntry[];

/** Behind a request's key its cause names what came with it. */
export const withoutContent = (cause: string): string => cause.replace(/-[0-9a-f]{16}$/, '');

/** The transition that somebody's request of that name made; undefined before it was made. */
export const causedBy = (record: Record, person: string, key: string) =>
  record.find(({ cause }) => withoutContent(cause) === `${person}:${key}`);

/** The stream that a request of somebody began. @throws Error when it has not been made */
function streamOf(record: Record, person: string, key: string): string {
  const found = causedBy(record, person, key);
  if (found === undefined) throw new Error(`${key} er ikke gjort endnu`);
  return found.stream;
}

/** What the requests of a scenario share: names for its requests, and where its items, meetings and hearings are. */
export function requestsIn(scenario: Scenario) {
  const item = (name: string) => {
    const found = scenario.items.find((each) => each.name === name);
    if (found === undefined) throw new Error(`${scenario.seed} har intet punkt, der hedder ${name}`);
    return found;
  };
  const itemId = (name: string) => (record: Record) =>
    streamOf(record, item(name).officer, `${scenario.key}-create-${name}`);
  const meetingId = (name: string) => (record: Record) =>
    streamOf(record, scenario.secretary, `${scenario.key}-plan-${name}`);
  const hearingId = (name: string) => (record: Record) =>
    streamOf(record, item(name).officer, `${scenario.key}-hear-${name}`);
  const request = (
    at: string,
    person: string,
    name: string,
    address: (record: Record) => string,
    body: (record: Record) => unknown,
  ): Step => {
    const key = `${scenario.key}-${name}`;
    return {
      at,
      person,
      isDone: (record) => causedBy(record, person, key) !== undefined,
      act: (driver, record) => driver.send(person, 'POST', address(record), body(record), key),
    };
  };
  return { item, itemId, meetingId, hearingId, request };
}
export type ScenarioRequests = ReturnType<typeof requestsIn>;

/** The item's text: as published, or made up around the sub-item that it grew out of. */
export function draftOf(scenario: Scenario, item: ScenarioItem): ImportedDraft {
  const published = item.published === undefined ? undefined : scenario.imported.items[item.published];
  if (published !== undefined) {
    const draft = toItemContent(published);
    return { ...draft, content: { ...draft.content, printedRoute: item.printedRoute ?? draft.content.printedRoute } };
  }
  const content: ItemContent = {
    ...emptyItemContent('decision'),
    title: item.spunOff?.title ?? '',
    printedRoute: item.printedRoute ?? '',
    sections: [{ heading: 'Sagsfremstilling', body: richTextOf(item.text ?? '') }],
    recommendation: item.recommendation ?? null,
  };
  return { content, treatments: [], later: [] };
}
