/** `npm run add-admin -- --name "…" --email …`: lets the first person in. */
import { parseArgs } from 'node:util';
import { addressInWords } from '#src/addresses/email.ts';
import { systemClock } from '#src/clock.ts';
import { isRefusal } from '#src/errors.ts';
import { randomIds } from '#src/ids.ts';
import { applyIndexes } from '#src/indexes.ts';
import { addAdmin } from '#src/people/add-admin.ts';
import { createDirectory } from '#src/people/directory.ts';
import { operatorStore } from './operator-store.ts';

const USAGE = 'Brug: npm run add-admin -- --name "Fornavn Efternavn" --email navn@kommune.dk';

const OUTCOMES = {
  made: 'er oprettet som administrator',
  changed: 'var kendt i forvejen og er nu administrator',
  already: 'er allerede administrator',
} as const;

function readArguments(): { name: string; email: string } | null {
  try {
    const { values } = parseArgs({ options: { name: { type: 'string' }, email: { type: 'string' } } });
    return values.name && values.email ? { name: values.name, email: values.email } : null;
  } catch {
    return null;
  }
}

/** Says what went wrong and gives the exit code. */
function explain(error: unknown): number {
  if (!isRefusal(error)) throw error;
  const reason = error.code === 'bad-input' ? 'Navnet eller e-mailadressen kan ikke bruges.' : error.code;
  process.stderr.write(`${reason}\n${USAGE}\n`);
  return 1;
}

async function main(): Promise<number> {
  const given = readArguments();
  if (!given) {
    process.stderr.write(`${USAGE}\n`);
    return 1;
  }
  const connection = await operatorStore();
  try {
    await applyIndexes(connection);
    const directory = createDirectory({ connection });
    const { person, outcome } = await addAdmin({ connection, directory, clock: systemClock, ids: randomIds }, given);
    process.stdout.write(`${person.name} (${addressInWords(person.email)}) ${OUTCOMES[outcome]}.\n`);
    return 0;
  } catch (error) {
    return explain(error);
  } finally {
    await connection.close();
  }
}

process.exitCode = await main();
