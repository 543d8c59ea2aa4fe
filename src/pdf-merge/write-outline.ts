/** The outline of a packet: its own lines, and below those of bilag the bilag's outline. */
import type { OutlineEntry } from './fragment.ts';
import type { PacketOutlineLine } from './packet-input.ts';
import type { PacketPlan, PlannedSource } from './packet-plan.ts';
import { hexText } from './text-string.ts';

interface Node {
  title: string;
  /** A destination array, or null. */
  target: string | null;
  open: boolean;
  below: Node[];
}

/** @returns the number of the outline's root, or null where there is no line */
export function writeOutline(
  lines: PacketOutlineLine[],
  plan: PacketPlan,
  topOf: (source: PlannedSource, page: number) => string,
  put: (number: number, text: string) => void,
): number | null {
  const top = treeOf(lines, plan, topOf);
  if (top.length === 0) return null;
  const root = plan.next();
  const { first, last, shown } = writeLevel(top, root, plan, put);
  put(root, `<</Type/Outlines/First ${first} 0 R/Last ${last} 0 R/Count ${shown}>>`);
  return root;
}

function treeOf(
  lines: PacketOutlineLine[],
  plan: PacketPlan,
  topOf: (source: PlannedSource, page: number) => string,
): Node[] {
  const top: Node[] = [];
  const path: { level: number; node: Node }[] = [];
  for (const { title, level, source: key, page, ownBelow } of lines) {
    const source = plan.sources.get(key);
    if (source === undefined) throw new Error(`there is no source ${key}`);
    const own = ownBelow ? source.fragment.index.outline.map((entry) => nodeOf(entry, source)) : [];
    const node: Node = { title, target: topOf(source, page - 1), open: level === 1, below: own };
    while ((path.at(-1)?.level ?? 0) >= level) path.pop();
    (path.at(-1)?.node.below ?? top).push(node);
    path.push({ level, node });
  }
  return top;
}

function nodeOf(entry: OutlineEntry, source: PlannedSource): Node {
  const { title, target, open, below } = entry;
  return {
    title,
    target: target && `[${source.base + target.page + 1} 0 R ${target.view}]`,
    open,
    below: below.map((each) => nodeOf(each, source)),
  };
}

/** `shown`: how many lines a reader sees when the ones above are open. */
function writeLevel(nodes: Node[], parent: number, plan: PacketPlan, put: (number: number, text: string) => void) {
  const numbers = nodes.map(() => plan.next());
  let shown = 0;
  nodes.forEach(({ title, target, open, below }, i) => {
    const number = numbers[i] ?? 0;
    const inside = below.length === 0 ? null : writeLevel(below, number, plan, put);
    shown += 1 + (inside && open ? inside.shown : 0);
    const kids =
      inside && `/First ${inside.first} 0 R/Last ${inside.last} 0 R/Count ${open ? inside.shown : -inside.shown}`;
    const previous = i > 0 ? `/Prev ${numbers[i - 1]} 0 R` : '';
    const following = i + 1 < nodes.length ? `/Next ${numbers[i + 1]} 0 R` : '';
    put(
      number,
      `<</Title${hexText(title)}/Parent ${parent} 0 R${target ? `/Dest${target}` : ''}${previous}${following}${kids ?? ''}>>`,
    );
  });
  return { first: numbers[0] ?? 0, last: numbers.at(-1) ?? 0, shown };
}
