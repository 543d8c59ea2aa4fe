/** Every operation of the API. The document is made from these. */
import type { Operation } from './operation.ts';
import { hearingOperations } from './operations/hearings.ts';
import { itemOperations } from './operations/items.ts';
import { meetingOperations } from './operations/meetings.ts';
import { serviceOperations } from './operations/service.ts';
import { sessionOperations } from './operations/sessions.ts';

export const OPERATIONS: readonly Operation[] = [
  ...sessionOperations,
  ...itemOperations,
  ...meetingOperations,
  ...hearingOperations,
  ...serviceOperations,
];
