/** Whether a text is an agenda at all. */
import { isLabelledFact, opennessLine } from './case-facts.ts';
import {
  decisionHeading,
  inlineHeading,
  isBareDecision,
  isBilagHeading,
  isCaseStatement,
  isContents,
  isRecommendation,
  isRouteHeading,
} from './headings.ts';

/**
 * What every agenda has, weighed: a text that shows less than two of these is none.
 */
export function looksLikeAgenda(lines: readonly string[]): boolean {
  const signs: [weight: number, shown: boolean][] = [
    [2, lines.some((line) => opennessLine(line)?.isSure)],
    [2, lines.some((line) => decisionHeading(inlineHeading(line)?.heading ?? line) !== null)],
    [1, lines.some((line) => isRouteHeading(inlineHeading(line)?.heading ?? line))],
    [1, lines.some(isCaseStatement)],
    [1, lines.some(isRecommendation)],
    [1, lines.some(isBareDecision)],
    // Other municipalities' items have a block of facts below each title.
    [1, lines.filter((line) => isLabelledFact(line) || opennessLine(line) !== null).length > 1],
    [1, lines.some((line) => /^(sted|dato|medlemmer|start kl\.?)\s*:/i.test(line)) && lines.some(isContents)],
    [
      1,
      lines.some(isBilagHeading) &&
        lines.some((line) => /^\d{1,3}[\s-].{0,20}\b(åben|lukket)\b/i.test(line.slice(0, 60))),
    ],
  ];
  return signs.reduce((sum, [weight, shown]) => sum + (shown ? weight : 0), 0) >= 2;
}
