/** Whether an error says that there is no room: in the store, or on a disk that is written to on the way there. */

/** The system's words (errno(3)): no space on the device, and a quota that is used up. */
const NO_ROOM = new Set<unknown>(['ENOSPC', 'EDQUOT']);
/** MongoDB's code for a disk that is full. */
const OUT_OF_DISK_SPACE = 14031;
/** PostgreSQL (SQLSTATE 53100), whose words FerretDB passes on under the code of any inner error. */
const SAYS_SO = /no space left on device|disk full|could not extend file/i;

/** @param error anything that was thrown */
export function isOutOfSpace(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (NO_ROOM.has(code) || code === OUT_OF_DISK_SPACE) return true;
  return error.name.startsWith('Mongo') && SAYS_SO.test(error.message);
}
