import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from './write-file-atomic.ts';

/**
 * The key of mailed links, made once for a data folder and readable by its owner alone: links in mails already sent must work
 * after a restart.
 * @returns 64 hexadecimal characters
 */
export const serverKeyOf = async (dataDir: string): Promise<string> => {
  const file = join(dataDir, 'server-key');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (/^[0-9a-f]{64}$/.test(kept.trim())) return kept.trim();
  const key = randomBytes(32).toString('hex');
  await writeFileAtomic(file, `${key}\n`, 0o600);
  return key;
};
