/** Parties as people paste them: one on a line, the name and the address in any of the usual ways. */
import { badInput } from '#src/errors.ts';

const ADDRESS = /[^\s<>;,"']+@[^\s<>;,"']+\.[^\s<>;,"']+/;

/**
 * @param text lines such as "Ældrerådet; formand@example.dk", "Ældrerådet <formand@example.dk>" or the address alone
 * @throws Refusal `bad-input` with the number of the first line that has no address
 */
export function readParties(text: string): { name: string; email: string }[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    const email = ADDRESS.exec(line)?.[0];
    if (email === undefined)
      throw badInput([{ path: ['names'], message: `line ${index + 1}` }], { rule: 'no-address', line });
    const name = line
      .replace(email, '')
      .replace(/[<>;,"\t]+/g, ' ')
      .trim();
    return [{ name: name === '' ? email : name, email }];
  });
}
