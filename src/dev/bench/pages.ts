/**
 * Pages with 100,000 items against the same pages with 1,000, both with 2,000 meetings and as much under way: the median of a page's
 * time over HTTP, each page asked for by everybody whose it is, the two stores by turns. A figure is that of the worst reader.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sessionCookie } from '#src/auth/cookie.ts';
import { createSessions } from '#src/auth/sessions.ts';
import type { Config } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { seedPeople } from '../demo/people.ts';
import { type Figure, median } from './figures.ts';
import { emptyStore, openApp } from './items.ts';
import { type BenchWeb, startBenchWeb } from './packet/processes.ts';
import { fillStore, type Templates, WORDS } from './pages/fill.ts';
import { type BenchReaders, benchReaders } from './pages/readers.ts';
import { sentMeeting } from './pages/sent-meeting.ts';

type Say = (line: string) => void;
type Role = Exclude<keyof BenchReaders, 'organ'>;

const FEW = 1_000;
const MANY = 100_000;
const AGENDA_ITEMS = 60;
const ROUNDS = 21;
const WARM_ROUNDS = 4;
/** The embedded store counts its rows anew once a minute, and plans by how many there are. */
const STORE_LOOKS_MS = 75_000;

interface BenchPage {
  name: string;
  path: (town: Town) => string;
  roles: readonly Role[];
}

const EVERYBODY: readonly Role[] = ['secretary', 'officer', 'member'];
const PAGES: readonly BenchPage[] = [
  { name: 'tasks', path: () => '/', roles: EVERYBODY },
  { name: 'list', path: () => '/punkter', roles: EVERYBODY },
  { name: 'search-rare', path: () => `/punkter?q=${WORDS.rare}`, roles: EVERYBODY },
  { name: 'search-common', path: () => `/punkter?q=${WORDS.common}`, roles: EVERYBODY },
  { name: 'search-none', path: () => `/punkter?q=${WORDS.none}`, roles: EVERYBODY },
  { name: 'agenda', path: ({ meeting }) => `/moeder/${meeting}`, roles: EVERYBODY },
  { name: 'deadlines', path: () => '/frister', roles: EVERYBODY },
  { name: 'operations', path: () => '/drift', roles: ['admin'] },
];

/** A service with so many items. */
interface Town {
  app: App;
  web: BenchWeb;
  meeting: string;
  cookies: Record<Role, string>;
}

/** @param config names the store and the queue to use @param sizes of the two stores */
export async function benchPages(config: Config, say: Say, [few, many] = [FEW, MANY]): Promise<Figure[]> {
  const towns: Town[] = [];
  try {
    for (const count of [few, many]) towns.push(await openTown(config, count, say));
    const [small, large] = towns as [Town, Town];
    await pause(STORE_LOOKS_MS);
    const figures: Figure[] = [];
    for (const page of PAGES) figures.push(await measure(page, small, large, few, say));
    return figures;
  } finally {
    for (const { app, web } of towns) {
      await web.stop();
      await app.connection.dropDatabase();
      await app.close();
    }
  }
}

async function openTown(config: Config, count: number, say: Say): Promise<Town> {
  const address = new URL(config.MONGODB_URI);
  address.pathname += `-${count}`;
  const own = { ...config, MONGODB_URI: address.href };
  await emptyStore(own);
  const app = await openApp(own);
  await seedPeople({ connection: app.connection, at: new Date() });
  const readers = await benchReaders(app);
  const agenda = { organ: readers.organ, items: AGENDA_ITEMS, withTwo: 0, date: '2030-03-06' };
  const { meeting, first } = await sentMeeting(app, agenda);
  const startedAt = performance.now();
  await fillStore(app, await templatesOf(app, first, meeting), readers, count);
  say(`${count} items in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
  return { app, web: await startBenchWeb(app), meeting, cookies: await cookiesOf(app, readers) };
}

async function templatesOf(app: App, item: string, meeting: string): Promise<Templates> {
  const [ofItem, ofMeeting] = await Promise.all([app.readHead(item), app.readHead(meeting)]);
  if (ofItem === null || ofMeeting === null) throw new Error('There is nothing to copy.');
  return { item: ofItem, meeting: ofMeeting };
}

async function cookiesOf({ connection, clock, config }: App, readers: BenchReaders): Promise<Town['cookies']> {
  const sessions = createSessions({ connection, clock });
  const cookie = async (role: Role) => {
    const { token } = await sessions.open(readers[role].person, 'bench');
    return `${sessionCookie(config.PUBLIC_URL).name}=${token}`;
  };
  return {
    secretary: await cookie('secretary'),
    officer: await cookie('officer'),
    member: await cookie('member'),
    admin: await cookie('admin'),
  };
}

async function measure(page: BenchPage, small: Town, large: Town, few: number, say: Say): Promise<Figure> {
  const found: { role: Role; few: number; many: number }[] = [];
  for (const role of page.roles) {
    const times: [number[], number[]] = [[], []];
    for (let round = -WARM_ROUNDS; round < ROUNDS; round++) {
      const taken = [await ask(page, small, role), await ask(page, large, role)] as const;
      if (round < 0) continue;
      times[0].push(taken[0]);
      times[1].push(taken[1]);
    }
    found.push({ role, few: median(times[0]), many: median(times[1]) });
    const [before, after] = [median(times[0]), median(times[1])];
    say(`${page.name}, ${role}: ${after.toFixed(1)} ms of ${before.toFixed(1)} ms = ${(after / before).toFixed(2)}`);
  }
  const worst = found.toSorted((a, b) => b.many / b.few - a.many / a.few)[0];
  if (worst === undefined) throw new Error(`${page.name} is nobody's page.`);
  return {
    name: page.name,
    value: worst.many,
    unit: `ms for the ${worst.role}`,
    baseline: `with ${few} items: ${worst.few.toFixed(1)} ms`,
    ratio: worst.many / worst.few,
  };
}

/** Milliseconds until a page has come whole. @throws Error where it is another answer than the page */
async function ask(page: BenchPage, town: Town, role: Role): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(`${town.web.url}${page.path(town)}`, {
    headers: { Cookie: town.cookies[role] },
    redirect: 'manual',
  });
  await response.text();
  if (response.status !== 200) throw new Error(`${page.name} answers the ${role} with ${response.status}`);
  return performance.now() - startedAt;
}
