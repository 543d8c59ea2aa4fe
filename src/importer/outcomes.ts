/** The outcome that a decision's own words name; what is not one of the usual words is nobody's guess. */
import { OUTCOME_EFFECTS, type OutcomeEffect } from '#machines/primitives.ts';
import { isOutcomeCode, usualEffect } from '#src/documents/outcomes.ts';

const IT = String.raw`(?:(?:indstillingen|indstillingerne|punktet|punkterne|sagen|forslaget|planen|orienteringen|redegørelsen|[a-zæøå]{3,40}(?:en|et|erne)|[^.]{3,60} indstilling)\s+(?:(?:blev|er|bliver)\s+)?|(?:blev|er)\s+)?`;
const CHANGED = `med (?:den|det|de|følgende|en|bemærkning(?:er)?|tilføjelse(?:r)?|ændring(?:er)?|korrektion(?:er)?)`;
const words = (pattern: string): RegExp => new RegExp(`^${pattern}$`, 'i');
const begins = (pattern: string): RegExp => new RegExp(`^${pattern}`, 'i');

/** Tried in this order against the decision's first sentence, without its full stop. */
const WORDS: readonly [code: string, pattern: RegExp][] = [
  ['STANDSET_P23', /\b(standsede beslutningen|standset efter|indbragt for kommunalbestyrelsen|§ 23)\b/i],
  [
    'IKKE_ANBEFALET',
    /^(?:(?:anbefales|indstilles) (?:ikke|til afslag)|.{0,60}\b(?:kan ikke anbefale|anbefaler ikke))/i,
  ],
  [
    'ANBEFALET_MED_AENDRING',
    begins(`(?:anbefales|indstilles|anbefalet)(?: (?:godkendt|tiltrådt|vedtaget))?,? ${CHANGED}`),
  ],
  [
    'ANBEFALET',
    words(
      `${IT}(?:anbefales|indstilles|anbefalet)(?: (?:godkendt|tiltrådt|vedtaget|til godkendelse|til vedtagelse))?(?: (?:til|over for|af) [^,]{2,60})?`,
    ),
  ],
  [
    'ANBEFALET',
    /^(?:[^.,]{2,60}(?:udvalget|rådet|direktionen|administrationen|forvaltningen) )?(?:anbefaler|indstiller)(?: (?:til|over for) [^,]{2,60})?,? at /i,
  ],
  [
    'SENDT_I_HOERING',
    begins(
      String.raw`(?!.*\bikke\b)${IT}(?:(?:godkendt|tiltrådt|vedtaget) til (?:udsendelse|høring)|(?:ud)?sendes|(?:ud)?sendt)[^.]{0,40}\b(?:høring|hørings)`,
    ),
  ],
  ['SENDT_I_HOERING', words(`(?:godkendt|tiltrådt) til høring`)],
  ['GODKENDT_MED_AENDRING', begins(`${IT}(?:godkendt|godkendes|vedtaget),? ${CHANGED}`)],
  [
    'GODKENDT',
    words(`${IT}(?:godkendt|godkendes)(?: som indstillet| enstemmigt| i overensstemmelse med indstillingen)?`),
  ],
  ['TILTRAADT', words(`${IT}(?:tiltrådt|tiltrædes|vedtaget|følges|fulgt)(?: enstemmigt| som indstillet)?`)],
  [
    'TAGET_TIL_EFTERRETNING',
    words(
      String.raw`(?:${IT}(?:taget|tages) til efterretning|(?:[^.]{2,50} )?(?:tog|tager) (?:\w+ )?til efterretning|til efterretning)`,
    ),
  ],
  [
    'TAGET_TIL_ORIENTERING',
    words(
      String.raw`(?:${IT}(?:taget|tages) til orientering|orienteret|orientering (?:givet|foretaget)|(?:[^.]{2,50} )?(?:tog|tager) (?:\w+ )?til orientering)`,
    ),
  ],
  ['DROEFTET', words(`${IT}drøftet`)],
  ['GENNEMGAAET', words(`${IT}gennemgået`)],
  [
    'BEHANDLET',
    /^(?:[^.]{2,50} behandlede følgende(?: øvrige)? (?:punkter|sager)\s*:?|(?:punkte(?:t|rne) blev |punkte(?:t|rne) )?behandlet)$/i,
  ],
  [
    'UDGAAET',
    begins(
      `(?:punktet |sagen )?(?:udgår|udgik|udgået|tages af dagsordenen|taget af dagsordenen|blev taget af dagsordenen)`,
    ),
  ],
  [
    'UDSAT',
    begins(String.raw`(?:(?:punktet|sagen)\s+(?:(?:blev|er)\s+)?)?(?:udsat|udsættes|genoptages|udskydes|udskudt)`),
  ],
  [
    'SENDT_TILBAGE',
    begins(
      String.raw`(?:(?:punktet|sagen)\s+(?:(?:blev|er)\s+)?)?(?:sendes|sendt|sender sagen|hjemvises|hjemvist) ?(?:tilbage)?\b`,
    ),
  ],
  [
    'HENVIST',
    begins(String.raw`(?:(?:punktet|sagen)\s+(?:(?:blev|er)\s+)?)?(?:oversendes|henvises|oversendt|henvist)\b`),
  ],
  ['BORTFALDET', begins('(?:forslaget )?(?:bortfaldet|bortfalder|bortfaldt)')],
  [
    'AFVIST',
    begins(
      '(?:ikke godkendt|indstillingen blev ikke godkendt|forslaget faldt|forslaget blev forkastet|forkastet|afslag|afvist|afslået)(?![a-zæøå])',
    ),
  ],
  ['TRUKKET', begins('(?:sagen |punktet |forslaget )?(?:blev |er )?trukket')],
  ['VALGT', begins('valgt blev')],
  ['BEMYNDIGET', /^[^.]{2,80} bemyndiges til\b/i],
  ['INGEN_BESLUTNING', words('(?:(?:ingen|intet)(?: beslutning)?|[-–])')],
  ['FORMANDSAFGOERELSE', /^afgjort efter § ?(?:22|31)/i],
];

/** Codes that the service's own list does not have: what they do, where they do anything. */
const MORE: Record<string, OutcomeEffect> = { BEHANDLET: 'END', UDGAAET: 'BACK', FORMANDSAFGOERELSE: 'END' };

export interface Outcome {
  outcome: string | null;
  effect: OutcomeEffect | null;
}

/** @param hasLater whether another organ treats the item after this one */
export function outcomeOf(text: string, hasLater: boolean): Outcome {
  const line = (text.trim().split('\n')[0] ?? '').slice(0, 400).trim();
  const sentence = (/^.*?[.!](?=\s|$)/.exec(line)?.[0] ?? line).replace(/[.!]$/, '').trim();
  const code = WORDS.find(([, pattern]) => pattern.test(sentence))?.[0];
  if (code === undefined) return { outcome: null, effect: null };
  if (!isOutcomeCode(code)) return { outcome: code, effect: MORE[code] ?? null };
  return { outcome: code, effect: usualEffect(code, { role: hasLater ? 'recommending' : 'deciding', hasLater }) };
}

/** One answer for all clauses only where they agree; the effect is the strongest of theirs. */
export function outcomeOfClauses(clauses: readonly Outcome[]): Outcome {
  if (clauses.length === 0 || clauses.some(({ outcome }) => outcome === null)) return { outcome: null, effect: null };
  const same = clauses.every(({ outcome }) => outcome === clauses[0]?.outcome);
  return {
    outcome: same ? (clauses[0]?.outcome ?? null) : null,
    effect: OUTCOME_EFFECTS.find((each) => clauses.some(({ effect }) => effect === each)) ?? null,
  };
}
