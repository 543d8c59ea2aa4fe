/** The outcome that a decision's own words name; what is not one of the usual words is nobody's guess. */

import type { OutcomeEffect } from '#machines/primitives.ts';
import { type OutcomeCode, usualEffect } from '#src/content/outcomes.ts';

const WORDS: readonly [OutcomeCode, RegExp][] = [
  ['SENDT_I_HOERING', /^(godkendt til|sendes|udsendes|sendt) .{0,30}i høring/i],
  [
    'GODKENDT_MED_AENDRING',
    /^(indstillingen blev |blev )?godkendt,? med (den|de|følgende|bemærkning|tilføjelse|ændring)/i,
  ],
  ['GODKENDT', /^(indstillingen (blev|er) |punktet blev )?godkendt\.?$/i],
  ['TILTRAADT', /^((indstillingen|.{3,30} indstilling) (blev |er )?)?(tiltrådt|vedtaget)\.?$/i],
  [
    'ANBEFALET_MED_AENDRING',
    /^(anbefales|indstilles|anbefalet) .{0,20}med (den|de|følgende|bemærkning|tilføjelse|ændring)/i,
  ],
  ['IKKE_ANBEFALET', /^(anbefales|indstilles) (ikke|til afslag)/i],
  ['ANBEFALET', /^(anbefales|indstilles)( godkendt)?\.?$/i],
  ['TAGET_TIL_EFTERRETNING', /^(blev )?taget til efterretning\.?$/i],
  ['TAGET_TIL_ORIENTERING', /^((blev |er )?taget til orientering|orienteret)\.?$/i],
  ['DROEFTET', /^(punktet blev |blev )?drøftet\.?$/i],
  ['GENNEMGAAET', /^(punktet blev |blev )?gennemgået\.?$/i],
  ['UDSAT', /^(punktet |sagen )?(blev |er )?(udsat|udsættes)/i],
  ['SENDT_TILBAGE', /^(punktet |sagen )?(sendes|sendt) tilbage/i],
  ['HENVIST', /^(punktet |sagen )?(oversendes|henvises|oversendt|henvist)/i],
  ['AFVIST', /^(ikke godkendt|forslaget faldt|afslag|afvist)\b/i],
  ['BORTFALDET', /^bortfaldet/i],
  ['TRUKKET', /^(sagen |punktet )?(blev )?trukket/i],
  ['STANDSET_P23', /\b(standset|indbragt for kommunalbestyrelsen)\b/i],
  ['VALGT', /^valgt blev/i],
  ['BEMYNDIGET', /\bbemyndiges til\b/i],
];

/** @param hasLater whether another organ decides after this one in the same round */
export function outcomeOf(text: string, hasLater: boolean): { outcome: string | null; effect: OutcomeEffect | null } {
  const sentence = text.trim().split('\n')[0]?.trim() ?? '';
  const code = WORDS.find(([, pattern]) => pattern.test(sentence))?.[0];
  if (code === undefined) return { outcome: null, effect: null };
  return { outcome: code, effect: usualEffect(code, { role: hasLater ? 'recommending' : 'deciding', hasLater }) };
}
