/** A bilag that says what it stands for: the published agendas name files that nobody has published. */
import type { Bilag } from '#src/documents/item-content.ts';
import { renderDocument } from '#src/pdf/render-document.ts';
import { INVENTED } from './invented.ts';

/** What only a closed bilag says. */
export const CLOSED_SENTENCE = 'Dette bilag er lukket: kun udvalgets medlemmer og forvaltningen får det.';

/** @returns a tagged PDF of one page that says what it stands for, and that it is invented */
export async function standIn({ seq, title, docId, openness }: Bilag, caseNumber: string | null): Promise<Buffer> {
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
          lines: [
            `${INVENTED}. Det rigtige bilag hører til den offentliggjorte dagsorden.`,
            ...(openness === 'closed' ? [CLOSED_SENTENCE] : []),
          ],
        },
      ],
    },
    { standard: 'ua-1', createdAt: new Date('2023-01-01T00:00:00Z') },
  );
  return Buffer.from(pdf);
}
