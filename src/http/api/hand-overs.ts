/** Many items handed over at once over the API; one is handed over by its event `handOver`. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { HandOverAllInput, handOverAll } from '#src/commands/item/hand-over-all.ts';
import { answer } from '../answer.ts';
import { commandRequest } from '../form.ts';
import { type Operation, operation } from '../operation.ts';

const HandedOver = z.strictObject({
  handedOver: z.array(Id),
  refused: z.array(z.strictObject({ item: Id, rule: z.string() })),
});

export const handOverOperations: readonly Operation[] = [
  operation({
    method: 'post',
    path: '/api/v1/hand-overs',
    access: 'session',
    summary:
      'Hands over items of one officer to another, each if the caller may; one mail tells the new officer of all.',
    keyed: true,
    schema: { body: HandOverAllInput },
    answers: answer('Those that were handed over, and those that were not with the rule.', HandedOver),
    handler: ({ app, request, body }) => handOverAll(app, commandRequest(request), body),
  }),
];
