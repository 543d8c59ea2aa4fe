/** What the ledger makes of a mail's delivery report. */
import type { DeliveryReport } from '#src/mail/deliver.ts';
import type { Outcome } from '#src/store/ledger.ts';

/** Some recipients may have got theirs: they are kept, and another try is for the rest alone. */
export function mailOutcome(report: DeliveryReport): Outcome {
  if ('void' in report) return { kind: 'void', reason: report.void };
  const { messages, failures } = report;
  if (failures.length === 0) return { kind: 'done', messages };
  const reason = failures.map(({ error }) => `${error.kind}: ${error.responseCode ?? error.code ?? '?'}`).join('; ');
  const final = failures.every(({ error }) => error.kind === 'permanent');
  return { kind: final ? 'failed' : 'retry', reason, messages };
}
