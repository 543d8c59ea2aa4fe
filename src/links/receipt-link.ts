/** The page of one answer's receipt in a hearing that is open to all: whoever has its address sees the answer, and nobody can guess it. */
import { seal, unseal } from './party-link.ts';

const RECEIPT = 'hearing-public-receipt';

/** The path of the page. @param answer the answer's SHA-256, or the sequence number of its transition */
export const receiptPath = (serverKey: string, hearing: string, answer: string | number): string =>
  `/hoering/${hearing}/kvittering/${seal(serverKey, RECEIPT, `${hearing} ${answer}`)}`;

/** The answer that a ticket is for, or undefined when it is none of ours or of another hearing. */
export function readReceiptTicket(serverKey: string, hearing: string, ticket: string): string | number | undefined {
  const [of, answer = ''] = unseal(serverKey, RECEIPT, ticket)?.split(' ') ?? [];
  if (of !== hearing || answer === '') return undefined;
  return /^\d{1,15}$/.test(answer) ? Number(answer) : answer;
}
