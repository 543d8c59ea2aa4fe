/** Agenda items for somebody who looks around: invented, and each at another point of its way. */
import type { PlannedStep } from '#machines/agenda-item/steps.ts';
import type { DraftBody } from '#src/documents/draft-body.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';

/** How far a sample item is carried before anybody looks. */
export type Progress = 'draft' | 'submitted' | 'approved-once' | 'waiting';

export interface SampleBilag {
  title: string;
  /** Of the demo's files. */
  file: string;
}

export interface SampleItem {
  key: string;
  progress: Progress;
  draft: DraftBody;
  bilag: readonly SampleBilag[];
}

const ECONOMY: readonly PlannedStep[] = [
  { kind: 'approval', office: 'office-oekonomichef' },
  { kind: 'approval', office: 'office-kommunaldirektoer' },
];
const THROUGH_COUNCIL: readonly PlannedStep[] = [
  { kind: 'organ', organ: 'organ-oek', role: 'recommending' },
  { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
];

interface Sample {
  key: string;
  progress: Progress;
  title: string;
  caseNumber: string;
  statement: string;
  economy: string;
  law: string;
  clauses: string[];
  openness?: ItemContent['openness'];
  bilag?: readonly SampleBilag[];
}

const SAMPLES: readonly Sample[] = [
  {
    key: 'cykelsti',
    progress: 'submitted',
    title: 'Anlægsbevilling til cykelsti langs Kystvejen',
    caseNumber: '26/1184',
    statement:
      'Strækningen er på 2,3 km og forbinder skolen med havnen. Rådgiverens skitseprojekt viser, at stien kan anlægges inden for det eksisterende vejudlæg.\nArbejdet kan udbydes i foråret, så stien kan tages i brug efter sommerferien.',
    economy: 'Udgiften er 6,4 mio. kr., som kan finansieres af den afsatte anlægsramme.',
    law: 'Lov om offentlige veje og den kommunale styrelseslov.',
    clauses: [
      'der gives en anlægsbevilling på 6,4 mio. kr. til cykelsti langs Kystvejen.',
      'rådighedsbeløbet frigives, og udgiften finansieres af anlægsrammen til stier.',
    ],
    bilag: [
      { title: 'Anlægsbudget', file: 'Anlægsbudget.xlsx' },
      { title: 'Tegninger', file: 'Tegninger.pdf' },
    ],
  },
  {
    key: 'takster',
    progress: 'waiting',
    title: 'Takster for kommunens svømmehaller 2027',
    caseNumber: '26/0927',
    statement:
      'Taksterne har været uændrede siden 2023. Forvaltningen har sammenlignet med nabokommunerne og foreslår en regulering, der følger pris- og lønudviklingen.',
    economy: 'Forslaget giver en merindtægt på 180.000 kr. om året.',
    law: 'Den kommunale styrelseslov § 41 a.',
    clauses: ['de foreslåede takster godkendes med virkning fra 1. januar 2027.'],
  },
  {
    key: 'areal',
    progress: 'approved-once',
    title: 'Salg af erhvervsareal ved Nordre Ringvej',
    caseNumber: '26/1302',
    openness: 'closed',
    statement: 'Der er indkommet to købstilbud på arealet. Tilbuddene gennemgås i det lukkede bilag.',
    economy: 'Salgssummen tilgår kassebeholdningen.',
    law: 'Den kommunale styrelseslov § 68.',
    clauses: ['arealet sælges til højestbydende.'],
  },
  {
    key: 'fritidspas',
    progress: 'draft',
    title: 'Evaluering af ordningen med fritidspas',
    caseNumber: '26/1410',
    statement: 'Ordningen har været i brug i to år. Udkastet mangler tallene for andet halvår.',
    economy: 'Ingen.',
    law: 'Folkeoplysningsloven.',
    clauses: ['evalueringen tages til efterretning.'],
    bilag: [
      { title: 'Notat med forvaltningens bemærkninger', file: 'Notat om renovering.docx' },
      { title: 'Regnskab for ordningen', file: 'Anlægsbudget.xlsx' },
      { title: 'Høringssvar', file: 'Høringssvar fra skolebestyrelsen (scannet).pdf' },
    ],
  },
];

function draftOf(sample: Sample): DraftBody {
  const { title, caseNumber, clauses, openness = 'open' } = sample;
  const sections = [
    { heading: 'Sagsfremstilling', body: richTextOf(sample.statement) },
    { heading: 'Økonomiske konsekvenser', body: richTextOf(sample.economy) },
    { heading: 'Lovgrundlag', body: richTextOf(sample.law) },
  ];
  const recommendation = { lead: 'Kommunaldirektøren indstiller, at', clauses };
  return {
    content: {
      title,
      type: 'decision',
      openness,
      caseNumber,
      printedRoute: 'ØK, KB',
      sections,
      recommendation,
      bilag: [],
    },
    plan: [...ECONOMY, ...THROUGH_COUNCIL],
  };
}

export const sampleItems: readonly SampleItem[] = SAMPLES.map((sample) => ({
  key: sample.key,
  progress: sample.progress,
  draft: draftOf(sample),
  bilag: sample.bilag ?? [],
}));
