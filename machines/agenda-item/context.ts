/** What an agenda item remembers: what every item does, and what its parts keep. */
import type { CoreContext } from './core/context.ts';
import type { PartContext } from './parts.ts';
import type { RouteStep } from './steps.ts';

export type { Treatment } from './core/context.ts';
export { currentHearing, currentStep, isTreated, newItem } from './core/context.ts';
export { isOwnApproval, organsOnRoute } from './core/own-approval.ts';
export { authorsOf } from './parts/officers.ts';

export type ItemContext = Omit<CoreContext, 'route'> & { route: RouteStep[] } & PartContext;
