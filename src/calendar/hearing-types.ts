/** The kinds of hearing, with what the law asks of each (domain knowledge: planloven § 24, BEK 700/2014, retssikkerhedsloven). */

export interface HearingType {
  id: string;
  /** As people say it. */
  name: string;
  /** Shortest window in weeks; null where the law names none. */
  minimumWeeks: number | null;
  /** Paragraph that asks for the hearing or its length; empty where none does. */
  source: string;
  openTo: 'invited' | 'everyone';
  /** Whether answers are published unless somebody says otherwise; those of a partshøring never are. */
  answersPublic: boolean;
  /** What to keep in mind, in a sentence; empty where there is nothing. */
  note: string;
}

const type = (id: string, name: string, given: Partial<HearingType> = {}): HearingType => ({
  id,
  name,
  minimumWeeks: null,
  source: '',
  openTo: 'invited',
  answersPublic: true,
  note: '',
  ...given,
});
const everyone = { openTo: 'everyone' as const };

export const HEARING_TYPES: readonly HearingType[] = [
  type('general', 'Almindelig høring af udvalgte parter', {
    note: 'Loven nævner ingen frist. Giv parterne tid til at holde et møde.',
  }),
  type('public', 'Offentlig høring', { ...everyone, note: 'Loven nævner ingen frist.' }),
  type('elders-council', 'Høring af ældrerådet', {
    source: 'retssikkerhedsloven § 30',
    note: 'Ældrerådet høres om alle forslag, der vedrører de ældre, så tidligt at svaret kan få betydning.',
  }),
  type('disability-council', 'Høring af handicaprådet', {
    source: 'retssikkerhedsloven § 37 a',
    note: 'Handicaprådet høres om initiativer af betydning for mennesker med handicap.',
  }),
  type('school-boards', 'Høring af skolebestyrelser', { note: 'Bestyrelserne skal kunne nå at holde et møde.' }),
  type('staff', 'Høring af MED-udvalg', { note: 'Materialet bør foreligge 14 dage før udvalgets møde.' }),
  type('municipal-plan', 'Kommuneplan eller større tillæg', {
    ...everyone,
    minimumWeeks: 8,
    source: 'planloven § 24, stk. 3',
  }),
  type('municipal-plan-minor', 'Mindre ændring af kommuneplan', {
    ...everyone,
    minimumWeeks: 4,
    source: 'planloven § 24, stk. 4',
  }),
  type('local-plan', 'Lokalplan', { ...everyone, minimumWeeks: 4, source: 'planloven § 24, stk. 5' }),
  type('local-plan-minor', 'Lokalplan af mindre betydning', {
    ...everyone,
    minimumWeeks: 2,
    source: 'planloven § 24, stk. 6',
  }),
  type('school-closure', 'Nedlæggelse af skole', {
    ...everyone,
    minimumWeeks: 8,
    source: 'bekendtgørelse 700/2014',
    note: 'Kommer der indsigelser, kan der tidligst besluttes fire uger efter fristen.',
  }),
  type('parties', 'Partshøring', {
    source: 'forvaltningsloven § 19',
    answersPublic: false,
    note: 'Offentliggøres ikke. Fristen skal være rimelig; 14 dage er almindeligt.',
  }),
];

/** @returns undefined for an id that no type has */
export const hearingType = (id: string): HearingType | undefined => HEARING_TYPES.find((each) => each.id === id);
