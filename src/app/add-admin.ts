/** `npm run add-admin -- --name "…" --email …`: lets the first person in. */
import { parseArgs } from 'node:util';
import type { Connection } from 'mongoose';
import { addressInWords } from '#src/addresses/email.ts';
import { createAuditLog, NO_REQUEST } from '#src/audit/audit-log.ts';
import { systemClock } from '#src/clock.ts';
import { auditLogDays } from '#src/config.ts';
import { isRefusal } from '#src/errors.ts';
import { randomIds } from '#src/ids.ts';
import { applyIndexes } from '#src/indexes.ts';
import { createLog } from '#src/log.ts';
import { addAdmin } from '#src/people/add-admin.ts';
import { createDirectory } from '#src/people/directory.ts';
import type { Person } from '#src/people/types.ts';
import { changedFields } from '#src/queries/people-changes.ts';
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

/** Whoever may do everything is in the log from the start. */
async function keepInAuditLog(connection: Connection, person: Person): Promise<void> {
  const audit = createAuditLog({ connection, log: createLog({ LOG_LEVEL: 'warn' }), days: auditLogDays() });
  const what = { kind: 'administered', route: 'npm run add-admin', subject: person.id } as const;
  audit.append({ ...NO_REQUEST, ...what, person: null, ip: null }, async () => ({
    fields: await changedFields(connection, 'people', person),
  }));
  await audit.close();
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
    if (outcome !== 'already') await keepInAuditLog(connection, person);
    process.stdout.write(`${person.name} (${addressInWords(person.email)}) ${OUTCOMES[outcome]}.\n`);
    return 0;
  } catch (error) {
    return explain(error);
  } finally {
    await connection.close();
  }
}

process.exitCode = await main();
