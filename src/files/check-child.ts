/**
 * A process for the check of one file, which `check-file.ts` starts under limits: a file that makes its reader stumble, or keeps it busy,
 * takes nobody along. Its arguments are the file's path and name; it says in one line of JSON what it found.
 */
import { isRefusal } from '#src/errors.ts';
import { checkContent } from './check-content.ts';

const [path = '', name = ''] = process.argv.slice(2);

const found = await checkContent(path, name).catch((error: unknown) => {
  if (!isRefusal(error)) throw error;
  // Why is for the log of whoever asked.
  if (error.cause !== undefined) console.error(error.cause);
  const { code, status, details } = error;
  return { code, status, details };
});
process.stdout.write(JSON.stringify(found));
