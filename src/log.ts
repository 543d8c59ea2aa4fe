/** The log of a process: JSON on its output, a line an event, for whatever collects and rotates the output of processes. */
import pino, { type DestinationStream, type Logger } from 'pino';

/** Secrets and personal data never reach the log, wherever in an object they stand. */
const REDACTED = ['authorization', 'cookie', 'token', 'code', 'email', 'to', 'password', 'serverKey', 'SERVER_KEY'];
const HIDDEN = '[skjult]';

/** What an error may quote: tokens (256 bits in base64url), the address of a mailed link, and whatever has an @: addresses, passwords in URIs. */
const QUOTED =
  /(?<![\w-])[\w-]{43}(?![\w-])|(?<=\/(?:l|h|links|hearing-links|kvittering)\/)[^\s"'/?]+|[^\s"'<>/@]{1,300}@[^\s"'<>/@]+/gi;

const withoutSecrets = (text: string): string => text.replace(QUOTED, HIDDEN);

/**
 * What is known of an error, without what it carries along: those of drivers, validators and parsers have the values that they were given.
 * @returns its name, its code under `reason`, message and stack without secrets, and the same of its cause
 */
export function errorInLog(error: unknown): unknown {
  if (!(error instanceof Error)) return withoutSecrets(String(error));
  const { name, message, stack = '', cause } = error;
  const { code } = error as { code?: unknown };
  return {
    type: name,
    ...((typeof code === 'string' || typeof code === 'number') && { reason: code }),
    message: withoutSecrets(message),
    stack: withoutSecrets(stack),
    ...(cause !== undefined && { cause: errorInLog(cause) }),
  };
}

/** @param to where its lines go; the process's output unless it is given */
export function createLog({ LOG_LEVEL }: { LOG_LEVEL: string }, to?: DestinationStream): Logger {
  const options = {
    level: LOG_LEVEL,
    redact: { paths: REDACTED.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: HIDDEN },
    serializers: { err: errorInLog },
  };
  return to ? pino(options, to) : pino(options);
}
