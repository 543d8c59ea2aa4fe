import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

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
  await mkdir(dataDir, { recursive: true });
  await writeFile(`${file}.new`, `${key}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return key;
};
