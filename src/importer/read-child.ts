/** A process that reads one agenda, which `read-apart.ts` starts under limits. Its argument is the path of the text. */
import { readFile } from 'node:fs/promises';
import { answerWith } from '#src/tools/run-script.ts';
import { readText } from './decode-text.ts';
import { agendaIn } from './read-agenda.ts';

const [path = ''] = process.argv.slice(2);
await answerWith(async () => {
  const decoded = readText(await readFile(path));
  return { text: decoded.text, imported: agendaIn(decoded) };
});
