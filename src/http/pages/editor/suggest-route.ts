/** A route to begin with: the management ladder above an office, then the organs that the printed Sagsgang names. Pure. */
import type { PlannedStep } from '#machines/agenda-item/steps.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { Directory } from '#src/people/directory.ts';

/** The office and those above it, lowest first. */
function ladderFrom({ offices }: Directory, office: string): string[] {
  const ladder: string[] = [];
  for (let next = offices.get(office); next && !ladder.includes(next.id); ) {
    ladder.push(next.id);
    next = next.superior === null ? undefined : offices.get(next.superior);
  }
  return ladder;
}

/** The organs that "ØK, KB" means, in its order; what no organ is called is left out. */
function organsNamed({ organs }: Directory, printedRoute: string) {
  const words = printedRoute.split(/[,;\s]+/).map((word) => word.toLocaleUpperCase('da'));
  return words.flatMap(
    (word) => [...organs.values()].find(({ abbreviation }) => abbreviation.toLocaleUpperCase('da') === word) ?? [],
  );
}

export function suggestRoute(directory: Directory, office: string, content: ItemContent): PlannedStep[] {
  const approvals = ladderFrom(directory, office).map((id): PlannedStep => ({ kind: 'approval', office: id }));
  const organs = organsNamed(directory, content.printedRoute);
  const decides = organs.some(({ role }) => role === 'deciding');
  const stops = organs.map(({ id, role }, index): PlannedStep => {
    const isLast = index === organs.length - 1;
    return { kind: 'organ', organ: id, role: content.type === 'decision' && !decides && isLast ? 'deciding' : role };
  });
  return [...approvals, ...stops];
}
