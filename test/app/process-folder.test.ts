/** A process that is killed leaves temporary files; whoever starts next takes them away, and nobody else's. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createProcessFolder, type ProcessFolder } from '#src/app/process-folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCRIPT = `
import { writeFileSync } from 'node:fs';
import { createProcessFolder } from '#src/app/process-folder.ts';
const { path } = createProcessFolder('web');
writeFileSync(path + '/upload', 'half');
console.log(path);
setInterval(() => {}, 1000);
`;
const made: ProcessFolder[] = [];
const created = (kind: 'web' | 'packet' = 'web') => {
  const folder = createProcessFolder(kind);
  made.push(folder);
  return folder;
};
afterEach(async () => {
  for (const folder of made.splice(0)) await folder.remove();
});

/** Another process with a file in its folder. */
async function other() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, path: line.toString().trim() };
}

describe('What a process that was killed has left', () => {
  it('is taken away by the next of its kind, and not before it is dead', async () => {
    const { child, path } = await other();
    created();
    expect(await readdir(path)).toEqual(['upload']);
    child.kill('SIGKILL');
    await once(child, 'exit');
    created('packet');
    expect(existsSync(path)).toBe(true);
    created();
    expect(existsSync(path)).toBe(false);
  });

  it('is taken away also where the next one has the same number, as in a container that is started again', async () => {
    const before = join(tmpdir(), `sagsgang-web-${process.pid}-before`);
    await mkdir(before);
    const first = created();
    expect(existsSync(before)).toBe(false);
    created();
    expect(existsSync(first.path)).toBe(true);
  });
});

describe('The folder of a worker', () => {
  it('is swept of what its dead processes have left', async () => {
    const { child } = await other();
    const folder = created('packet');
    for (const name of [`${child.pid}-job`, `${process.pid}-job`]) await writeFile(join(folder.path, name), '');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await folder.sweep();
    expect(await readdir(folder.path)).toEqual([`${process.pid}-job`]);
  });
});
