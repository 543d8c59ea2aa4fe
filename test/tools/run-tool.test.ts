/** Programs are stopped at their limits, by real programs that eat memory, processor, disk and time. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ProgramMissing } from '#src/tools/find-program.ts';
import { runTool, type ToolLimits } from '#src/tools/run-tool.ts';
import { runWhole } from '#src/tools/run-whole.ts';
import { inFolder } from '../files/make.ts';

const limits: ToolLimits = { memoryMb: 300, cpuSeconds: 30, wallMs: 30_000, outputMb: 5 };
const python = (script: string, more: Partial<ToolLimits> = {}) =>
  inFolder((folder) => runTool({ file: 'python3', args: ['-c', script], folder, limits: { ...limits, ...more } }));
/** What has ended and is not yet taken note of by its parent ("Z") runs no more. */
const isAlive = async (pid: number): Promise<boolean> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) Z /.test(stat);
};

describe('A tool', () => {
  it('answers with its exit code and what it says', async () => {
    const said = await python('import sys; print("æøå"); print("fejl", file=sys.stderr); sys.exit(7)');
    expect(said).toEqual({ code: 7, signal: null, stdout: 'æøå\n', stderr: 'fejl\n', killedBy: null });
  });

  it('gets none of the secrets of the process that runs it', async () => {
    process.env.SERVER_KEY = 'hemmelig';
    await inFolder(async (folder) => {
      const { stdout } = await runTool({ file: 'env', args: [], folder, limits, env: { MORE: '1' } });
      const names = stdout.split('\n').flatMap((line) => line.split('=')[0] || []);
      expect(names.toSorted()).toEqual(['HOME', 'LANG', 'MORE', 'PATH', 'TMPDIR', 'TZ']);
    });
  });

  it('has its home and its temporary files in its folder', async () => {
    await inFolder(async (folder) => {
      const script = 'import os, tempfile; print(os.path.expanduser("~"), tempfile.gettempdir(), os.getcwd())';
      const { stdout } = await runTool({ file: 'python3', args: ['-c', script], folder, limits });
      expect(stdout.trim()).toBe(`${folder} ${folder} ${folder}`);
    });
  });

  it('that is not installed is named', async () => {
    await inFolder(async (folder) => {
      const run = runTool({ file: 'no-such-program', args: [], folder, limits });
      await expect(run).rejects.toThrow(ProgramMissing);
      await expect(run).rejects.toMatchObject({ program: 'no-such-program' });
    });
  });
});

describe('A tool is stopped', () => {
  it('that takes memory bit by bit', async () => {
    const { killedBy } = await python(
      'import time\nkept = []\nwhile True: kept.append(bytearray(b"x" * 10_000_000)); time.sleep(0.02)',
    );
    expect(killedBy).toBe('memory');
  });

  it('that asks for more memory at once than there may be', async () => {
    expect(await python('bytearray(2_000_000_000)')).toMatchObject({ code: 1, killedBy: 'memory' });
  });

  it('that takes little memory itself, and much by what it starts', async () => {
    const eater = 'kept = bytearray(b"x" * 120_000_000); import time; time.sleep(60)';
    const { killedBy } = await python(
      `import subprocess, sys, time\nfor n in range(4): subprocess.Popen([sys.executable, "-c", ${JSON.stringify(eater)}])\ntime.sleep(60)`,
    );
    expect(killedBy).toBe('memory');
  });

  it('that computes for ever', async () => {
    expect(await python('while True: pass', { cpuSeconds: 1 })).toMatchObject({ code: null, killedBy: 'time' });
  });

  it('that waits for ever', async () => {
    expect(await python('import time; time.sleep(600)', { wallMs: 300 })).toMatchObject({ killedBy: 'time' });
  });

  it('that writes a file without end', async () => {
    const { killedBy } = await python('f = open("stor", "wb")\nwhile True: f.write(b"x" * 100_000)');
    expect(killedBy).toBe('output');
  });

  it('that writes many files', async () => {
    const { killedBy } = await python(
      'import time\nn = 0\nwhile True: open(f"f{n}", "wb").write(b"x" * 500_000); n += 1; time.sleep(0.02)',
    );
    expect(killedBy).toBe('output');
  });

  it('that prints without end', async () => {
    expect(await python('while True: print("x" * 10_000)')).toMatchObject({ killedBy: 'output' });
  });

  it('with all that it has started', async () => {
    await inFolder(async (folder) => {
      const script =
        'import subprocess, time\np = subprocess.Popen(["sleep", "600"])\nopen("pid", "w").write(str(p.pid))\ntime.sleep(600)';
      await runTool({ file: 'python3', args: ['-c', script], folder, limits: { ...limits, wallMs: 1_500 } });
      const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
      // A process that has been killed needs a moment to be gone.
      await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
    });
  });

  it('where it leaves something running behind it', async () => {
    await inFolder(async (folder) => {
      const { code } = await runTool({ file: 'sh', args: ['-c', 'sleep 600 & echo $! > pid'], folder, limits });
      expect(code).toBe(0);
      const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
      // A process that has been killed needs a moment to be gone.
      await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
    });
  });

  it('and files that were there before count for nothing', async () => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, 'scan.pdf'), Buffer.alloc(8_000_000));
      const run = await runTool({ file: 'sleep', args: ['0.4'], folder, limits });
      expect(run).toMatchObject({ code: 0, killedBy: null });
    });
  });

  it('by itself, when a file makes it stumble: that is a way to end', async () => {
    await inFolder(async (folder) => {
      const args = ['-c', 'import os; os.abort()'];
      expect(await runWhole({ file: 'python3', args, folder, limits })).toMatchObject({ code: 134, killedBy: null });
    });
  });

  it('by somebody else: that is no limit, and is told apart', async () => {
    expect(await python('import os, signal; os.kill(os.getpid(), signal.SIGKILL)')).toMatchObject({
      code: null,
      signal: 'SIGKILL',
      killedBy: null,
    });
  });
});
