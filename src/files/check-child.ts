/**
 * A process for the check of one file, which `check-file.ts` starts under limits: a file that makes its reader stumble, or keeps it busy,
 * takes nobody along. Its arguments are the file's path and name.
 */
import { answerWith } from '#src/tools/run-script.ts';
import { checkContent } from './check-content.ts';

const [path = '', name = ''] = process.argv.slice(2);
await answerWith(() => checkContent(path, name));
