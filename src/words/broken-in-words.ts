/** What is broken, as administrators read it: what is wrong, what to do about it, and where. Pure. */
import type { Broken } from '#machines/effects.ts';
import { spanOfSeconds } from './elapsed.ts';
import { word } from './words.ts';

/** Where on the page of operations each is dealt with. */
const PLACES: Partial<Record<Broken['kind'], string>> = {
  'silent-workers': '#processer',
  'stuck-jobs': '#fast',
  'failed-mails': '#forsendelser',
  'failed-signals': '#forsendelser',
  'failed-work': '#bilag',
  'vacant-steps': '#laengst',
};

export function brokenInWords({ kind, queue, count, seconds }: Broken) {
  const said = word('broken', kind)
    .replace('{queue}', queue === null ? '' : word('queueNames', queue))
    .replace('{count}', String(count))
    .replace('{time}', spanOfSeconds(seconds) ?? '');
  return { kind, text: said, lift: word('brokenLifts', kind), anchor: PLACES[kind] ?? null };
}
