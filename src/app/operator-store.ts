/** The store that an operator's command works on: the one the environment names, else the one `npm start` has running here. */
import { fileURLToPath } from 'node:url';
import type { Connection } from 'mongoose';
import * as z from 'zod';
import { claim } from '#src/dev/services/claim.ts';
import { environment } from '#src/dev/services/environment.ts';
import { connectStore } from '#src/store/connect.ts';

const CHECKOUT_DATA = fileURLToPath(new URL('../../.sagsgang', import.meta.url));

export const NO_STORE = 'Lageret kører ikke: sæt MONGODB_URI, eller start Sagsgang med npm start.';

/** @returns null when neither the environment names a store nor one runs in this checkout */
export async function operatorStoreUri(): Promise<string | null> {
  if (environment.MONGODB_URI) return environment.MONGODB_URI;
  const running = await claim(`data ${CHECKOUT_DATA}`);
  if ('claim' in running) {
    await running.claim.release();
    return null;
  }
  return z.object({ store: z.string() }).safeParse(running.heldBy).data?.store ?? null;
}

/** Connects, or ends the process with exit code 1 and a line that says what to do. */
export async function operatorStore(): Promise<Connection> {
  const uri = await operatorStoreUri();
  if (uri !== null) return connectStore(uri);
  process.stderr.write(`${NO_STORE}\n`);
  process.exit(1);
}
