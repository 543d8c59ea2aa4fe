/** The words that a print will have, in their order, without printing it. */
import words_ from '../../templates/da.json' with { type: 'json' };
import type { PrintModel } from './print-model.ts';
import type { Block } from './rich-blocks.ts';

const words = words_.print;

/** Bullets are left out: they are the setter's marks, as ordered lists' numbers are not. */
function blockWords(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [block.runs.map((run) => (run.kind === 'text' ? run.text : ' ')).join('')];
    case 'list':
      return block.items.flatMap((item, index) => [
        ...(block.ordered ? [`${block.start + index}.`] : []),
        ...item.flatMap(blockWords),
      ]);
    case 'table':
      return block.cells.flatMap(({ blocks }) => blocks.flatMap(blockWords));
    case 'quote':
      return block.blocks.flatMap(blockWords);
    case 'rule':
      return [];
  }
}

/** @param number before the title, as within an agenda. Pure. */
export function printWords(model: PrintModel, number: string | null = null): string {
  const openness = model.openness === 'open' ? words.openCase : words.closedCase;
  return [
    ...(number === null ? [] : [`${number}.`]),
    model.title,
    model.facts ?? `${model.caseNumber} ${openness}`,
    ...model.ownApprovals,
    ...(model.route === '' ? [] : [words.route, model.route]),
    ...model.sections.flatMap(({ heading, blocks }) => [heading, ...blocks.flatMap(blockWords)]),
    ...model.rounds.flatMap(({ recommendation, decisions }) => [
      ...(recommendation === null ? [] : [words.recommendation, recommendation.line]),
      ...(recommendation?.clauses ?? []).flatMap((clause, index) => [`${index + 1}.`, clause]),
      ...decisions.flatMap(({ organ, date, blocks, absences }) => [
        `${words.decisionIn} ${organ} ${words.decisionDate} ${date}`,
        ...blocks.flatMap(blockWords),
        ...absences.flatMap(({ label, people }) => [label, ...people]),
      ]),
    ]),
    ...(model.bilag.length === 0 ? [] : [words.bilag]),
    ...model.bilag.flatMap(({ number: row, openness: open, title, docNo, main }) => [
      row,
      ...(open === 'published' ? [] : [open === 'open' ? words.openRow : words.closedRow]),
      title,
      docNo,
      ...(main ? [words.mainDocument] : []),
    ]),
  ]
    .filter((part) => part !== '')
    .join(' ');
}
