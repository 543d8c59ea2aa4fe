/** One item that cannot be set takes no other with it, and is named. */
import { afterAll, describe, expect, it } from 'vitest';
import type { RichText } from '#src/documents/rich-text.ts';
import { pagesInput, placed, typeset } from '#src/packets/content/packet-pages.ts';
import { PacketDocument } from '#src/packets/document.ts';
import { compileAround } from '#src/pdf/compile-around.ts';
import type { PrintSource } from '#src/pdf/compile-job.ts';
import { createPdfCompiler } from '#src/pdf/compiler.ts';
import { documentSource } from '#src/pdf/render-document.ts';
import { itemSource } from '#src/pdf/render-item.ts';
import { refusalInWords } from '#src/words/words.ts';
import { bilagOf, itemOf as packetItem, packetOf, withPages } from '../packets/made-up-packets.ts';
import { missingPrograms, rawText, withFile } from '../tools/pdf-tools.ts';
import { bullets, doc, p, table, td, th } from '../tools/rich.ts';
import { emptyDocument } from './documents.ts';

const missing = await missingPrograms(['pdftotext']);
const withTools = missing.length === 0 ? it : it.skip;
const because = missing.length === 0 ? '' : ` (skipped: install ${missing.join(', ')})`;

const compiler = createPdfCompiler();
afterAll(() => compiler.close());
const options = { standard: 'ua-1', createdAt: 0 } as const;

const itemOf = (title: string, body: RichText) => ({
  ...emptyDocument,
  title,
  sections: [
    { heading: 'Resume', body: doc(p(`Kort om ${title}.`)) },
    { heading: 'Økonomi', body },
  ],
  rounds: [
    {
      recommendation: { lead: 'Direktøren indstiller, at', clauses: ['sagen godkendes'] },
      decisions: [{ organName: 'Byrådet', date: '2024-02-01', text: doc(p('Godkendt.')), absences: [] }],
    },
  ],
});
const rich = doc(bullets(p('Skoler'), p('Veje')), table([th('År'), th('Sum')], [td('2024'), td('7')]));
const agenda = (second: RichText = rich): PrintSource =>
  documentSource({
    title: 'Dagsorden',
    head: [],
    contentsHeading: '',
    contents: [],
    items: ['Skoler', 'Veje', 'Haver'].map((title, n) => ({
      number: String(n + 1),
      document: itemOf(title, n === 1 ? second : doc(p(`Teksten om ${title}.`))),
    })),
    after: [],
  });

/** As data that the template cannot set: what a fault of ours in a layout would be. */
const broken = ({ template, data }: PrintSource, from: string, to: string): PrintSource => {
  expect(data).toContain(from);
  return { template, data: data.replace(from, to) };
};
const A_TABLE = '"headerRows":1';
const NO_TABLE = '"headerRows":"fejl"';
const textOf = (pdf: Uint8Array) =>
  withFile(pdf, 'agenda.pdf', async (path) => (await rawText(path)).replaceAll(/\s+/gu, ' '));

describe('An item that cannot be set', () => {
  withTools(`is printed in its own words without their layout, among the others as they are${because}`, async () => {
    const { pdf, faults } = await compileAround(compiler, { ...broken(agenda(), A_TABLE, NO_TABLE), ...options });
    expect(faults).toMatchObject([{ number: '2', title: 'Veje', place: 'Økonomi', kept: 'words' }]);
    expect(faults[0]?.cause).not.toBe('');
    const text = await textOf(pdf);
    for (const words of [
      'Teksten om Skoler.',
      'Kort om Veje.',
      '(Økonomi). Alle ord er med.',
      '• Skoler • Veje År | Sum 2024 | 7',
      'sagen godkendes',
      'Godkendt.',
      'Teksten om Haver.',
    ])
      expect(text).toContain(words);
  });

  it('of which no form can be printed stops the document and is named, with the place and the cause', async () => {
    const veje = '"title":"Veje","facts":null,"caseNumber":"","openness":"open"';
    const source = broken(agenda(), `${veje},"route":"DIR"`, `${veje},"route":7`);
    const refusal = await compileAround(compiler, { ...source, ...options }).catch((error) => error);
    expect(refusal).toMatchObject({ code: 'item-not-printable', status: 500, details: { item: '2. Veje' } });
    expect(refusalInWords(refusal.code, refusal.details)).toMatch(
      /^Punktet “2\. Veje” kan ikke sættes op.*titel, sagsgang eller bilagsliste.*Årsag: .+\. Ret teksten/u,
    );
  });

  it('is printed alone in the same way', async () => {
    const source = broken(itemSource(itemOf('Veje', rich)), A_TABLE, NO_TABLE);
    const { faults } = await compileAround(compiler, { ...source, ...options });
    expect(faults).toMatchObject([{ number: null, title: 'Veje', place: 'Økonomi', kept: 'words' }]);
  });

  it('is printed in a packet in the same way, among the others and before its bilag', async () => {
    const items = ['Skoler', 'Veje'].map((title, n) =>
      packetItem(n + 1, itemOf(title, n === 1 ? rich : doc(p('Kort.'))), [bilagOf(n + 1, 1, 'Kort over byen')]),
    );
    const packet = PacketDocument.parse(packetOf(items));
    const input = pagesInput(packet, { edition: 1, bilag: withPages(packet, 2) });
    const model = JSON.parse(JSON.stringify(input.model).replace(A_TABLE, NO_TABLE));
    const { set } = await typeset(compiler, { ...input, model });
    expect(set.faults).toMatchObject([{ number: '2', title: 'Veje', place: 'Økonomi', kept: 'words' }]);
    expect(placed(input, set).outline.filter(({ bilag }) => bilag !== null)).toHaveLength(2);
  });

  it('is looked for only where a document fails', async () => {
    let times = 0;
    const counting = {
      compile: (job: Parameters<typeof compiler.compile>[0]) => {
        times += 1;
        return compiler.compile(job);
      },
    };
    expect((await compileAround(counting, { ...agenda(), ...options })).faults).toEqual([]);
    expect(times).toBe(1);
  });
});
