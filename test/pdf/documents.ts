/** Documents for the print tests: agenda 004 at every stage of its life, and one with everything rich text can hold. */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ItemContent } from '#src/documents/item-content.ts';
import { type ItemDocument, itemDocument, PrintedDecision, Round } from '#src/documents/item-document.ts';
import { bullets, doc, h, hardBreak, link, numbers, p, quote, rule, table, td, text, th } from '../tools/rich.ts';

const fixture = z
  .object({ content: ItemContent, decisions: z.array(PrintedDecision), laterRounds: z.array(Round) })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/agenda-004.json', import.meta.url), 'utf8')));

/** Agenda 004 after so many of its three decisions (ØK, KB, HU); the second recommendation comes with the third. */
export function agenda004(decisions: 0 | 1 | 2 | 3): ItemDocument {
  return itemDocument(
    fixture.content,
    fixture.decisions.slice(0, decisions),
    decisions === 3 ? fixture.laterRounds : [],
  );
}

/** The published text after so many decisions: the lines of what had not happened yet are left out. */
export function text004(decisions: 0 | 1 | 2 | 3): string {
  const text = readFileSync(new URL('../fixtures/seeds/004.txt', import.meta.url), 'utf8');
  const [before = '', okRest = ''] = text.split('Beslutning i Økonomiudvalget');
  const [ok = '', kbRest = ''] = okRest.split('Beslutning i Kommunalbestyrelsen');
  const cut = kbRest.indexOf('Indstilling');
  const kb = kbRest.slice(0, cut);
  const bilag = text.slice(text.indexOf('Bilag:'));
  if (decisions === 3) return text;
  const parts = [before];
  if (decisions >= 1) parts.push('Beslutning i Økonomiudvalget', ok);
  if (decisions >= 2) parts.push('Beslutning i Kommunalbestyrelsen', kb);
  return [...parts, bilag].join('');
}

export const emptyDocument: ItemDocument = {
  title: 'Punkter til behandling',
  type: 'decision',
  openness: 'open',
  caseNumber: null,
  printedRoute: 'DIR',
  sections: [],
  bilag: [],
  rounds: [],
};

export const withBody = (...blocks: Parameters<typeof doc>): ItemDocument => ({
  ...emptyDocument,
  sections: [{ heading: 'Sagsfremstilling', body: doc(...blocks) }],
});

export const sentence =
  'Udvalget drøftede de økonomiske konsekvenser og konstaterede, at budgettet skal følges tæt i de kommende måneder.';
const longWord = `${'Forvaltningsdirektørområdechefassistentstillingsopslags'.repeat(2)}udvalget`;
const longUrl = `https://www.example.dk/politik/${'enmegetlangstioverkanten'.repeat(6)}?side=1&punkt=2`;

/** Everything that rich text can hold, with the plain text of it in reading order. */
export const everything = withBody(
  h(4, 'Overskrift på fjerde niveau'),
  p('Fed ', text('skrift', 'bold'), ' og ', text('kursiv', 'italic'), ', ', text('begge', 'bold', 'italic'), '.'),
  h(2, 'Andet niveau'),
  p(text('understreget', 'underline'), ' og ', text('streget', 'strike'), hardBreak, 'på ny linje.'),
  h(3, 'Tredje niveau'),
  p('Se ', link('kommunens side', 'https://www.norddjurs.dk/politik'), ` og ${longUrl} for mere.`),
  p(`${longWord} er et langt ord.`),
  bullets(p('En'), [p('To'), bullets(p('To a'), [p('To b'), numbers(3, p('tre'), p('fire'))])], p('Slut')),
  numbers(1, [p('Et løst punkt.'), p('Med to afsnit.')], p('Næste')),
  table(
    [th('Tid'), th('Punkt')],
    [td('10.00-10.30'), td(sentence)],
    [td('11.00'), td(bullets(p('Budget'), p('Skole')))],
  ),
  table(
    [th('Område'), th('Budget', { colspan: 2 })],
    [th(''), th('2024'), th('2025')],
    [td(longWord), td('1.200'), td('300')],
  ),
  quote(p('Et citat.')),
  rule,
  p('“Citat” og "lige" -- ... #ikke *kode* $ _her_ @heller <ikke>.'),
);

export const everythingText = [
  'Punkter til behandling Åben Sag Sagsgang DIR Sagsfremstilling Overskrift på fjerde niveau',
  'Fed skrift og kursiv, begge. Andet niveau understreget og streget på ny linje. Tredje niveau',
  `Se kommunens side og ${longUrl} for mere. ${longWord} er et langt ord.`,
  'En To To a To b 3. tre 4. fire Slut 1. Et løst punkt. Med to afsnit. 2. Næste',
  `Tid Punkt 10.00-10.30 ${sentence} 11.00 Budget Skole`,
  `Område Budget 2024 2025 ${longWord} 1.200 300 Et citat.`,
  '“Citat” og "lige" -- ... #ikke *kode* $ _her_ @heller <ikke>.',
].join('\n');
