/**
 * One small class for every answer that is a "no". `code` names the rule (templates/da.json has its Danish sentence and who can
 * lift it), `status` is the HTTP status, `details` are safe to show, `cause` is private and only logged.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Record<string, unknown>;

  constructor(code: string, status: number, details: Record<string, unknown> = {}, cause?: unknown) {
    super(code, { cause });
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

export const isRefusal = (error: unknown): error is Refusal => error instanceof Refusal;

/** What is wrong with an input, and where: field names and places in lists, from the outside in; [] is the input as a whole. */
export interface InputIssue {
  path: readonly PropertyKey[];
  message: string;
}

/**
 * The request's form is wrong: wrong type, missing or unknown field (400 at the edge).
 * @param details what else is known of it, such as the rule that a field breaks
 */
export const badInput = (
  issues: readonly InputIssue[],
  details: Record<string, unknown> = {},
  cause?: unknown,
): Refusal =>
  new Refusal(
    'bad-input',
    400,
    {
      ...details,
      issues: issues.map(({ path, message }) => ({
        path: path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
        message,
      })),
    },
    cause,
  );
/** Nothing is known by that id, or it may not be known to this reader (404). @param cause for the log: the rule that hides it */
export const notFound = (what: string, cause?: Refusal): Refusal => new Refusal('not-found', 404, { what }, cause);
/** The state does not allow the event (409): `code` is the failing guard. */
export const notAllowedNow = (code: string, details: Record<string, unknown> = {}): Refusal =>
  new Refusal(code, 409, details);
/** The person may not do this (403): `code` is the policy's rule. */
export const forbidden = (code: string, details: Record<string, unknown> = {}): Refusal =>
  new Refusal(code, 403, details);
/** The client's own precondition fails (412): what it read is no longer what stands. */
export const stale = (code: string, details: Record<string, unknown> = {}): Refusal => new Refusal(code, 412, details);
