/** The step `measure`: what is known of a PDF. */

import { runTool } from '#src/tools/run-tool.ts';
import { cachedStep } from './cached-step.ts';
import type { PageSize, PdfFacts } from './facts.ts';
import { RenditionFailed } from './note.ts';
import { localFile, type Rendering } from './rendering.ts';
import { toolVersions } from './tool-versions.ts';

const VERSION = 1;
const LIMITS = { memoryMb: 1_000, cpuSeconds: 60, wallMs: 120_000, outputMb: 200 };

/** @throws RenditionFailed `too-much-…`, `pdf-unreadable` */
export async function measureStep(rendering: Rendering, pdf: string): Promise<PdfFacts> {
  const tools = await toolVersions(['pdfinfo', 'pdftotext'], rendering.folder);
  const step = { name: 'measure', version: VERSION, input: pdf, tools };
  const { data } = await cachedStep<PdfFacts>(rendering, step, async () => {
    await rendering.atStep('measure');
    return { file: null, data: await measured(rendering, await localFile(rendering, pdf)) };
  });
  return data;
}

async function measured({ folder }: Rendering, path: string): Promise<PdfFacts> {
  const said = async (file: string, args: string[]) => {
    const { code, stdout, killedBy } = await runTool({ file, args, folder, limits: LIMITS });
    if (killedBy !== null) throw new RenditionFailed(`too-much-${killedBy}`);
    if (code !== 0) throw new RenditionFailed('pdf-unreadable');
    return stdout;
  };
  const info = await said('pdfinfo', ['-f', '1', '-l', '100000', path]);
  const text = await said('pdftotext', ['-enc', 'UTF-8', path, '-']);
  const pages = Number(/^Pages:\s+(\d+)/m.exec(info)?.[1]);
  return {
    pages,
    sizes: sizesIn(info),
    rotatedPages: [...info.matchAll(/^Page\s+\d+ rot:\s+(\d+)/gm)].filter(([, turn]) => turn !== '0').length,
    textPages: text.split('\f').filter((page) => page.trim() !== '').length,
    tagged: /^Tagged:\s+yes/m.test(info),
    language: null,
    outline: false,
  };
}

function sizesIn(info: string): PageSize[] {
  const turned = new Map(
    [...info.matchAll(/^Page\s+(\d+) rot:\s+(\d+)/gm)].map(([, page, turn]) => [page, Number(turn)]),
  );
  const sizes = [...info.matchAll(/^Page\s+(\d+) size:\s+([\d.]+) x ([\d.]+)/gm)].map(([, page, a, b]) => {
    const sideways = (turned.get(page) ?? 0) % 180 !== 0;
    return sideways ? { width: Number(b), height: Number(a) } : { width: Number(a), height: Number(b) };
  });
  const same = [...Map.groupBy(sizes, ({ width, height }) => `${width} ${height}`).values()];
  return same
    .flatMap((each) => (each[0] ? [{ ...each[0], pages: each.length }] : []))
    .toSorted((a, b) => b.pages - a.pages);
}
