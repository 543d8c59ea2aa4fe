/** Office files that are traps: each gets its rule, and takes nothing else along. */
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { memo } from '#src/dev/demo/bilag/memo.ts';
import { convertDocx } from '#src/renditions/convert/office/convert-office.ts';
import { OFFICE_TOOL_LIMITS } from '#src/renditions/convert/office/libreoffice.ts';
import { packageFile } from '#src/renditions/convert/office/package-file.ts';
import { RenditionFailed } from '#src/renditions/note.ts';
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { LimitExceeded } from '#src/tools/run-whole.ts';
import { inFolder, zip } from '../files/make.ts';
import { ROOT } from '../structure/sources.ts';
import { failureOf } from './converting.ts';
import { docx, paragraphs } from './make-office.ts';

const limited = (bytes: Buffer, limits: Partial<ToolLimits>) =>
  inFolder(async (folder) => {
    const path = join(folder, 'bilag');
    await writeFile(path, bytes);
    return convertDocx({ path, folder }, { ...OFFICE_TOOL_LIMITS, ...limits });
  });

/** A table in each cell of a table, so many times. */
const nestedTables = (times: number): string =>
  '<w:tbl><w:tr><w:tc>'.repeat(times) + paragraphs('inderst') + '</w:tc></w:tr></w:tbl>'.repeat(times);
/** A long table whose every row must be laid out. */
const longTable = (rows: number): string =>
  `<w:tbl>${`<w:tr>${`<w:tc>${paragraphs('Åbyhøj 1234 Æblevej')}</w:tc>`.repeat(6)}</w:tr>`.repeat(rows)}</w:tbl>`;

describe('An office file is refused', () => {
  it('that unpacks to a thousand times its size', async () => {
    const bomb = zip({ '[Content_Types].xml': '<Types/>', 'word/media/a.bin': Buffer.alloc(50_000_000) });
    expect(await failureOf(bomb, 'docx')).toMatchObject({ rule: 'office-too-large', details: { what: 'ratio' } });
  });

  it('of more parts than any has', async () => {
    const parts = Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`word/${at}.xml`, '<a/>']));
    expect(await failureOf(await packageFile(parts), 'docx')).toMatchObject({ details: { what: 'parts' } });
  });

  it('whose elements are within each other without end', async () => {
    const deep = await docx({ body: nestedTables(2_000) });
    expect(await failureOf(deep, 'docx')).toMatchObject({ rule: 'office-too-large', details: { what: 'depth' } });
  });

  it('that defines words by words, as to grow without end', async () => {
    const laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>';
    const bytes = await docx({ body: '', parts: { 'word/document.xml': laughs } });
    expect(await failureOf(bytes, 'docx')).toMatchObject({ rule: 'office-broken' });
  });

  it('that is cut, or is no package at all', async () => {
    const whole = await memo();
    expect(await failureOf(whole.subarray(0, whole.length / 2), 'docx')).toMatchObject({ rule: 'office-broken' });
    expect(await failureOf(Buffer.from('ikke en docx'), 'docx')).toMatchObject({ rule: 'office-broken' });
  });

  it('of which LibreOffice makes nothing, although it says that all went well', async () => {
    const empty = await packageFile({ 'hej.txt': 'intet at vise' });
    expect(await failureOf(empty, 'docx')).toMatchObject({ rule: 'office-unreadable' });
  });

  it('that hides every sheet or slide', async () => {
    const hidden = await packageFile({
      'xl/workbook.xml': '<workbook><sheets><sheet name="a" state="hidden" id="1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': '<Relationships/>',
    });
    expect(await failureOf(hidden, 'xlsx')).toEqual({ rule: 'nothing-shown', details: {} });
    const slides = await packageFile({
      'ppt/presentation.xml': '<presentation/>',
      'ppt/slides/slide1.xml': '<sld show="0"/>',
    });
    expect(await failureOf(slides, 'pptx')).toEqual({ rule: 'nothing-shown', details: {} });
  });
});

describe('LibreOffice is stopped', () => {
  it('where a file keeps it busy', async () => {
    await expect(limited(await docx({ body: longTable(4_000) }), { cpuSeconds: 1 })).rejects.toMatchObject({
      name: 'LimitExceeded',
      limit: 'time',
    });
  });

  it('where it does not end in time', async () => {
    const failed = limited(await docx({ body: longTable(4_000) }), { wallMs: 500 });
    await expect(failed).rejects.toThrow(LimitExceeded);
    await expect(failed).rejects.toMatchObject({ limit: 'time' });
  });

  it('where a file takes too much memory', async () => {
    await expect(limited(await docx({ body: longTable(4_000) }), { memoryMb: 120 })).rejects.toMatchObject({
      limit: 'memory',
    });
  });

  it('by somebody else: then the file is not at fault, and the next try may go well', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'bilag');
      await writeFile(path, await docx({ body: longTable(4_000) }));
      const failed = convertDocx({ path, folder }).then(
        () => null,
        (error: unknown) => error,
      );
      process.kill(await officeWorkingIn(folder), 'SIGKILL');
      const error = await failed;
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(RenditionFailed);
      expect(error).not.toBeInstanceOf(LimitExceeded);
    });
  });
});

describe('Where LibreOffice is not installed', () => {
  it('a text is refused with the packages to install, and a PDF is taken as ever', async () => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, 'bilag'), await memo());
      const script = `
        const { convertToPdf } = await import('${join(ROOT, 'src/renditions/convert/convert-to-pdf.ts')}');
        try { await convertToPdf({ path: '${folder}/bilag', kind: 'docx', folder: '${folder}' }); }
        catch (error) { console.log(JSON.stringify(error.failure)); }`;
      const hidden = ['--dev-bind', '/', '/', '--tmpfs', '/usr/lib/libreoffice'];
      const node = [process.execPath, '--input-type=module', '-e', script];
      const { stdout } = await promisify(execFile)('bwrap', [...hidden, ...node], { cwd: ROOT });
      const failure = JSON.parse(stdout) as { rule: string; details: { package: string } };
      expect(failure.rule).toBe('converter-missing');
      expect(failure.details.package).toContain('libreoffice-writer-nogui');
    });
  });
});

/** @returns the process of LibreOffice whose profile is in the folder, as soon as there is one */
async function officeWorkingIn(folder: string): Promise<number> {
  for (;;) {
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (command.includes('soffice.bin\0--headless') && command.includes(folder)) return Number(pid);
    }
    await sleep(10);
  }
}
