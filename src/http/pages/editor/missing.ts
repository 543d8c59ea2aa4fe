/** What an item lacks before it can be sent, by the names of the rules that would refuse it; and what a careful eye would miss. */
import type { DraftBody } from '#src/documents/draft-body.ts';
import { plainText } from '#src/documents/plain-text.ts';
import { printRemarks } from '#src/pdf/print-remarks.ts';
import { UNNAMED } from './draft-from-fields.ts';
import { printedTexts } from './prints-otherwise.ts';

/** The first five stop the item; the others are only worth a look. */
export const HINTS = [
  'content-titled',
  'content-has-section',
  'decision-has-clauses',
  'route-ends-in-organ',
  'decision-has-deciding-organ',
  'no-case-number',
  'no-approval',
  'unnamed-section',
  'no-printed-route',
  'no-public-title',
  'bilag-not-ready',
  'prints-otherwise',
] as const;
export type Hint = (typeof HINTS)[number];
export const STOPS: readonly Hint[] = HINTS.slice(0, 5);

/** @param hasFailedBilag whether a bilag could not be made ready: no packet will have it */
export function missingIn({ content, plan }: DraftBody, hasFailedBilag = false): Hint[] {
  const decision = content.type === 'decision';
  const organs = plan.filter((step) => step.kind === 'organ');
  const missing: Record<Hint, boolean> = {
    'content-titled': content.title === '',
    'content-has-section': !content.sections.some(({ body }) => plainText(body).trim() !== ''),
    'decision-has-clauses': decision && (content.recommendation?.clauses.length ?? 0) === 0,
    'route-ends-in-organ': organs.length === 0,
    'decision-has-deciding-organ':
      decision && organs.length > 0 && !organs.some(({ role, organ }) => role === 'deciding' || organ === null),
    'no-case-number': content.caseNumber === null,
    'no-approval': !plan.some((step) => step.kind === 'approval'),
    'unnamed-section': content.sections.some(({ heading }) => heading === UNNAMED),
    'no-printed-route': content.printedRoute === '',
    'no-public-title': content.openness === 'closed' && content.publicTitle === undefined,
    'bilag-not-ready': hasFailedBilag,
    'prints-otherwise': printedTexts(content).some((text) => printRemarks(text).length > 0),
  };
  return HINTS.filter((hint) => missing[hint]);
}
