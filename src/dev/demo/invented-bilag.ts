/** Attachments for the demo: the published agendas name files that nobody has published, so each gets a page of its own. */
import type { Bilag } from '#src/documents/item-content.ts';
import { renderDocument } from '#src/pdf/render-document.ts';

/** @returns a PDF of one page that says what it stands for, and that it is invented */
export async function inventedBilag({ seq, title, docId }: Bilag, caseNumber: string | null): Promise<Buffer> {
  const heading = title || `Bilag ${seq}`;
  const fact = (label: string, value: string | null) => (value === null ? [] : [{ label, value }]);
  const pdf = await renderDocument(
    {
      title: heading,
      head: [{ label: '', value: `Bilag ${seq}` }, ...fact('Dokument:', docId), ...fact('Sag:', caseNumber)],
      contentsHeading: '',
      contents: [],
      items: [],
      after: [
        {
          heading,
          lines: ['Filen er opdigtet til demoen. Det rigtige bilag hører til den offentliggjorte dagsorden.'],
        },
      ],
    },
    { standard: 'ua-1', createdAt: new Date('2023-01-01T00:00:00Z') },
  );
  return Buffer.from(pdf);
}
