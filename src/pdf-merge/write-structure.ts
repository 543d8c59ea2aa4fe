/** The structure tree of a packet: our own elements, and for each tagged bilag a part between them, where its pages come. */

import type { Expand, PacketPlan, PlannedSource } from './packet-plan.ts';
import { hexText } from './text-string.ts';

/** Pairs in one leaf of a tree of numbers or names. */
const LEAF = 64;

type Put = (number: number, text: string) => void;

/** @returns the root's number, or null where nothing is tagged */
export function writeStructure(
  plan: PacketPlan,
  language: string,
  expands: Map<PlannedSource, Expand>,
  put: Put,
): number | null {
  const tagged = [...plan.sources.values()].filter(({ fragment }) => fragment.index.structure !== null);
  if (tagged.length === 0) return null;
  const { structure: root, document } = plan.root;
  const kids = kidsInOrder(tagged).map((number) => `${number} 0 R`);
  put(document, `<</Type/StructElem/S/Document/P ${root} 0 R/Lang${hexText(language)}/K[${kids.join(' ')}]>>`);
  for (const source of tagged) if (source.kind === 'bilag') put(source.structureParent, partText(source, document));
  const parents = parentTree(tagged, plan, put);
  const ids = idTree(tagged, plan, put);
  const classes = tagged.flatMap((source) =>
    (source.fragment.index.structure?.classes ?? []).map((pair) => pair.map(expands.get(source) ?? String).join(' ')),
  );
  put(
    root,
    `<</Type/StructTreeRoot/K[${document} 0 R]/ParentTree ${parents.number} 0 R/ParentTreeNextKey ${parents.count}` +
      `${ids === null ? '' : `/IDTree ${ids} 0 R`}${classes.length === 0 ? '' : `/ClassMap<<${classes.join('')}>>`}>>`,
  );
  return root;
}

function partText({ title, fragment, base }: PlannedSource, parent: number): string {
  const kids = (fragment.index.structure?.kids ?? []).map(({ object }) => `${base + object} 0 R`);
  const { language } = fragment.index;
  return (
    `<</Type/StructElem/S/Part/P ${parent} 0 R/T${hexText(title)}${language === null ? '' : `/Lang${hexText(language)}`}` +
    `/K[${kids.join(' ')}]>>`
  );
}

/** Our own elements and the parts of bilag by the page that they begin on; on one page ours come first. */
function kidsInOrder(tagged: PlannedSource[]): number[] {
  const kids = tagged.flatMap((source) => {
    const { places, base, fragment } = source;
    if (source.kind === 'bilag') return [{ number: source.structureParent, at: places[0] ?? 0 }];
    return (fragment.index.structure?.kids ?? []).map(({ object, page }) => ({
      number: base + object,
      at: places[page] ?? 0,
    }));
  });
  // Sorting is stable: elements that begin on one page keep their order.
  return kids.sort((one, other) => one.at - other.at).map(({ number }) => number);
}

function parentTree(tagged: PlannedSource[], plan: PacketPlan, put: Put): { number: number; count: number } {
  const pairs = tagged.flatMap(({ fragment, base, keyBase }) => {
    const refer = (object: number | null) => (object === null ? 'null' : `${base + object} 0 R`);
    return (fragment.index.structure?.parents ?? []).map((parent, i) => ({
      key: String(keyBase + i),
      value: Array.isArray(parent) ? `[${parent.map(refer).join(' ')}]` : refer(parent),
    }));
  });
  return { number: writeTree('Nums', pairs, plan, put), count: pairs.length };
}

function idTree(tagged: PlannedSource[], plan: PacketPlan, put: Put): number | null {
  const pairs = tagged.flatMap(({ fragment, base, prefix }) =>
    (fragment.index.structure?.ids ?? []).map(([id, object]) => ({
      key: `<${Buffer.from(prefix).toString('hex')}${id}>`,
      value: `${base + object} 0 R`,
    })),
  );
  if (pairs.length === 0) return null;
  // Hexadecimal digits sort as the bytes that they stand for, but ">" must not take part.
  const sorted = pairs.sort((one, other) => (one.key.slice(1, -1) < other.key.slice(1, -1) ? -1 : 1));
  return writeTree('Names', sorted, plan, put);
}

/** A tree of two levels (ISO 32000-1, 7.9.6 and 7.9.7). */
function writeTree(
  kind: 'Nums' | 'Names',
  pairs: { key: string; value: string }[],
  plan: PacketPlan,
  put: Put,
): number {
  const root = plan.next();
  const leaves: string[] = [];
  for (let from = 0; from < pairs.length; from += LEAF) {
    const leaf = pairs.slice(from, from + LEAF);
    const number = plan.next();
    const limits = `/Limits[${leaf[0]?.key} ${leaf.at(-1)?.key}]`;
    put(number, `<<${limits}/${kind}[${leaf.map(({ key, value }) => `${key} ${value}`).join(' ')}]>>`);
    leaves.push(`${number} 0 R`);
  }
  put(root, `<</Kids[${leaves.join(' ')}]>>`);
  return root;
}
