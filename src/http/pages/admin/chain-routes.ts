/** "Kæden": every transition of an item, meeting or hearing with its hash, checked while it is read, on a page and as a file. */
import { z } from 'zod';
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { Directory } from '#src/people/directory.ts';
import { isAdmin } from '#src/policies/roles.ts';
import { type Chain, type ChainLink, chainFile, chainOf } from '#src/queries/chain-links.ts';
import { namesIn } from '#src/words/names.ts';
import { whoActed } from '#src/words/who-acted.ts';
import { word } from '#src/words/words.ts';
import { answer } from '../../answer.ts';
import { Chain as ChainShape } from '../../api/answers-of-service.ts';
import { type Operation, operation } from '../../operation.ts';
import { StreamId } from '../../path-params.ts';
import { renderPage } from '../../render.ts';
import { adminTabs } from './admin-tabs.ts';
import { mayReadChain } from './chain-access.ts';

const OfStream = z.object({ stream: StreamId });
const SHORT = 10;
const KINDS = { item: 'punktet', meeting: 'mødet', hearing: 'høringen' } as const;
const PLACES = { item: 'punkter', meeting: 'moeder', hearing: 'hoeringer' } as const;
const kindOf = (stream: string) => stream.split('-')[0] as keyof typeof KINDS;

const chainHref = (stream: string): string => `/drift/kaede/${stream}`;

const page = operation({
  method: 'get',
  path: '/drift/kaede/:stream',
  access: 'session',
  schema: { params: OfStream },
  async handler({ app, actor, response, params }) {
    const { mayOpen } = await mayReadChain(app, actor, params.stream);
    const [chain, directory] = await Promise.all([chainOf(app, params.stream), app.directory.current()]);
    const kind = kindOf(chain.stream);
    renderPage(response, 'chain', {
      title: `Kæden for ${KINDS[kind]}`,
      ...adminTabs('kaede'),
      isAdmin: isAdmin(actor),
      stream: chain.stream,
      what: KINDS[kind],
      back: mayOpen ? `/${PLACES[kind]}/${chain.stream}` : '',
      file: `${chainHref(chain.stream)}/kaede.json`,
      checked: momentOf(await app.clock.now()),
      count: chain.links.length === 1 ? '1 led' : `${chain.links.length} led`,
      head: chain.links.at(-1)?.hash ?? '',
      broken: chain.broken,
      links: linksShown(chain, directory),
    });
  },
});

const file = operation({
  method: 'get',
  path: ['/drift/kaede/:stream/kaede.json', '/api/v1/chains/:stream'],
  access: 'session',
  audit: 'exported',
  summary: 'The hash chain of an item, meeting or hearing, as `npm run verify` reads it.',
  schema: { params: OfStream },
  answers: answer('Every transition.', ChainShape),
  async handler({ app, actor, response, params: { stream } }) {
    await mayReadChain(app, actor, stream);
    const whole = await chainFile(app, stream);
    response.set('Content-Disposition', `attachment; filename="${stream}.json"`);
    response.type('json').send(`${JSON.stringify(whole, null, 2)}\n`);
  },
});

export const chainOperations: readonly Operation[] = [page, file];

/** The links before the first broken one are proven; what comes after it is not. */
function linksShown({ links, broken }: Chain, directory: Directory) {
  const names = namesIn(directory);
  return links.map((link) => ({
    seq: link.seq,
    iso: link.at,
    at: link.at ? momentOf(link.at) : '',
    event: eventInWords(link),
    who: whoActed(link.actor, names, link.alsoAs),
    from: link.from === null ? '' : word('states', link.from),
    to: word('states', link.to),
    hash: short(link.hash),
    wholeHash: link.hash,
    prevHash: link.prevHash === null ? '' : short(link.prevHash),
    problem: broken?.seq === link.seq ? broken.problem : '',
    status: broken === null || link.seq < broken.seq ? 'whole' : link.seq === broken.seq ? 'broken' : 'unproven',
  }));
}

const short = (hash: unknown) => (typeof hash === 'string' ? hash.slice(0, SHORT) : '');

const eventInWords = ({ machine, event }: ChainLink) =>
  machine === 'hearing' && event === 'plan' ? word('events', 'hearingPlanned') : word('events', event);
