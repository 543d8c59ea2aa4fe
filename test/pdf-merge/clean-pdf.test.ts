import { PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { cleanPdf } from '#src/pdf-merge/clean-pdf.ts';
import { headOf } from '#src/pdf-merge/fragment.ts';
import { loadPdf } from '#src/pdf-merge/load-pdf.ts';
import { CLEANING_RULES } from '#src/pdf-merge/tally.ts';
import { toFragment } from '#src/pdf-merge/to-fragment.ts';
import { hasWord } from '#src/words/words.ts';
import { type Draft, draft } from './make-pdf.ts';

/** What is left in a fragment, streams as they are stored (uncompressed in these files unless said otherwise). */
async function cleaned(made: Draft) {
  const doc = await loadPdf(await made.bytes());
  const notes = cleanPdf(doc);
  const fragment = toFragment(doc);
  return { notes, head: headOf(fragment), text: Buffer.from(fragment).toString('latin1') };
}
const counts = (notes: { rule: string; details: Record<string, string | number> }[]) =>
  Object.fromEntries(notes.map(({ rule, details }) => [rule, details.count]));
const hex = (text: string) => Buffer.from(text).toString('hex');

describe('Cleaning', () => {
  it('takes out scripts wherever they are and counts them', async () => {
    const made = await draft();
    const page = made.page('Side 1');
    const script = (words: string) => made.add({ S: 'JavaScript', JS: PDFString.of(words) });
    made.doc.catalog.set(PDFName.of('OpenAction'), script('app.alert(1)'));
    made.doc.catalog.set(PDFName.of('AA'), made.doc.context.obj({ WC: script('app.alert(2)') }));
    made.doc.addJavaScript('named', 'app.alert(3)');
    page.node.set(PDFName.of('AA'), made.doc.context.obj({ O: script('app.alert(4)') }));
    made.annotate(page, { Subtype: 'Link', A: script('app.alert(5)') });
    made.annotate(page, { Subtype: 'Link', A: { S: 'URI', URI: PDFString.of('javascript:alert(6)') } });
    const { notes, text } = await cleaned(made);
    expect(counts(notes)).toEqual({ 'pdf-scripts': 6 });
    expect(text).not.toMatch(/JavaScript|javascript|alert|OpenAction|\/AA|\/JS/);
    expect(text).not.toContain(hex('app.alert'));
  });

  it('has a sentence for every note', () => {
    expect(CLEANING_RULES.filter((rule) => !hasWord('renditionNotes', rule))).toEqual([]);
  });

  it('keeps links within the file and to the web, and drops those that start programs', async () => {
    const made = await draft();
    const page = made.page('Side 1');
    const second = made.page('Side 2');
    made.annotate(page, { Subtype: 'Link', Dest: [second.ref, 'XYZ', 10, 20, null] });
    made.annotate(page, { Subtype: 'Link', A: { S: 'GoTo', D: PDFHexString.fromText('navn') } });
    made.annotate(page, { Subtype: 'Link', A: { S: 'URI', URI: PDFString.of('https://example.dk/å') } });
    made.annotate(page, { Subtype: 'Link', A: { S: 'Launch', F: PDFString.of('setup.exe') } });
    made.annotate(page, { Subtype: 'Link', A: { S: 'GoToR', F: PDFString.of('anden.pdf'), D: [0, 'Fit'] } });
    const { notes, head, text } = await cleaned(made);
    expect(counts(notes)).toEqual({ 'pdf-actions': 1, 'pdf-links': 1 });
    expect(text).toContain('/Dest[{2} /XYZ 10 20 null]');
    expect(text).not.toContain(hex('setup.exe'));
    expect(text).not.toContain(hex('anden.pdf'));
    expect(head.index.pages[0]?.entries.match(/\{\d+\}/g)).toHaveLength(2);
  });
});
