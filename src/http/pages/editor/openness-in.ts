/** The openness of a bilag in single organs, as the value of one field: "organ-kb:closed", several parted by commas. Pure. */
import type { OpennessIn } from '#src/documents/item-content.ts';
import type { Directory } from '#src/people/directory.ts';
import type { Choice } from '../item/choices.ts';

const ONE = /^([A-Za-z0-9-]{1,64}):(open|closed)$/;
const MOST = 20;

export const opennessInTyped = (said: readonly OpennessIn[] = []): string =>
  said.map(({ organ, openness }) => `${organ}:${openness}`).join(',');

/** What is none is passed over: a select says nothing else. */
export const opennessInFrom = (typed: string): OpennessIn[] =>
  typed
    .split(',')
    .flatMap((one): OpennessIn[] => {
      const [, organ = '', openness] = ONE.exec(one.trim()) ?? [];
      return openness === 'open' || openness === 'closed' ? [{ organ, openness }] : [];
    })
    .slice(0, MOST);

const danish = new Intl.Collator('da');

/** One organ that differs, closed or open; and what stands there already where it is several. */
export function opennessInChoices({ organs }: Directory, said: readonly OpennessIn[] = []): Choice[] {
  const chosen = opennessInTyped(said);
  const sentence = (rows: readonly OpennessIn[]): string =>
    rows
      .map(({ organ, openness }) => `${openness === 'open' ? 'Åben' : 'Lukket'} i ${organs.get(organ)?.name ?? organ}`)
      .join(', ');
  const each = [...organs.values()]
    .toSorted((a, b) => danish.compare(a.name, b.name))
    .flatMap(({ id }) => [[{ organ: id, openness: 'closed' as const }], [{ organ: id, openness: 'open' as const }]]);
  const all = each.some((rows) => opennessInTyped(rows) === chosen) || chosen === '' ? each : [[...said], ...each];
  return [
    { value: '', text: 'Nej, det samme overalt', chosen: chosen === '' },
    ...all.map((rows) => ({
      value: opennessInTyped(rows),
      text: sentence(rows),
      chosen: opennessInTyped(rows) === chosen,
    })),
  ];
}
