/** Whether an error says that the store does not answer now: the same request may well succeed in a moment. */

/** The driver's own words for a lost or missing connection. */
const LOST = /^Mongo(Network|ServerSelection|NotConnected|PoolCleared|PoolClosed|TopologyClosed|WaitQueueTimeout)/;

/**
 * Servers that are up and cannot serve: MongoDB's codes for host unreachable or not found, network time-out, shutting down,
 * stepping down and not being primary; and 1, with which FerretDB passes on whatever its database says while it is away.
 */
const UNABLE = new Set<unknown>([1, 6, 7, 89, 91, 189, 262, 10107, 11600, 11602, 13435, 13436]);

/** The system's words for a line that was cut, where the driver passes them on as they are. */
const CUT = new Set<unknown>(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED']);

/** @param error anything that an operation on the store has thrown */
export function isStoreUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (LOST.test(error.name)) return true;
  const { code, writeErrors } = error as { code?: unknown; writeErrors?: unknown };
  if (CUT.has(code)) return true;
  // A bulk write that no single write has failed of: the request as a whole got no answer.
  if (error.name === 'MongoBulkWriteError' && Array.isArray(writeErrors) && writeErrors.length === 0) return true;
  return error.name.startsWith('Mongo') && UNABLE.has(code);
}
