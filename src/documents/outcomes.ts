/** The closed list of outcomes that a clause may get, and what each does to the item where it is treated. */

import type { z } from 'zod';
import type { OrganRole } from '#machines/agenda-item/steps.ts';
import type { OutcomeEffect } from '#machines/primitives.ts';

/** Where an organ's treatment stands on the route. */
export interface RoutePlace {
  role: z.infer<typeof OrganRole>;
  /** The route goes on after this organ. */
  hasLater: boolean;
}

type Effect = OutcomeEffect | ((place: RoutePlace) => OutcomeEffect);

/** Adopting ends the matter where the organ has the competence and nobody comes after it. */
const adopting: Effect = ({ role, hasLater }) => (role === 'deciding' && !hasLater ? 'END' : 'FWD');
/** Noting and discussing end it where nobody comes after. */
const noting: Effect = ({ hasLater }) => (hasLater ? 'FWD' : 'END');

/**
 * The words of Norddjurs and its neighbours, by code; templates/da.json has the phrase. The effects are custom and not law.
 * `FRITEKST` is a wording of one's own, whose effect has to be chosen.
 */
const EFFECTS = {
  GODKENDT: adopting,
  TILTRAADT: adopting,
  ANBEFALET: 'FWD',
  TAGET_TIL_EFTERRETNING: noting,
  TAGET_TIL_ORIENTERING: noting,
  DROEFTET: noting,
  GENNEMGAAET: noting,
  GODKENDT_MED_AENDRING: adopting,
  ANBEFALET_MED_AENDRING: 'FWD',
  IKKE_ANBEFALET: 'FWD',
  AFVIST: 'END',
  BORTFALDET: 'END',
  UDSAT: 'SAME',
  SENDT_TILBAGE: 'BACK',
  SENDT_I_HOERING: 'SIDE',
  HENVIST: 'SIDE',
  STANDSET_P23: 'LIFT',
  BEMYNDIGET: 'END',
  VALGT: 'END',
  TRUKKET: 'END',
  FRITEKST: null,
} as const satisfies Record<string, Effect | null>;

export type OutcomeCode = keyof typeof EFFECTS;
export const OUTCOME_CODES = Object.keys(EFFECTS) as OutcomeCode[];
export const isOutcomeCode = (code: string): code is OutcomeCode => Object.hasOwn(EFFECTS, code);

/** What the outcome usually does; null where it has to be chosen. */
export function usualEffect(code: OutcomeCode, place: RoutePlace): OutcomeEffect | null {
  const effect: Effect | null = EFFECTS[code];
  return typeof effect === 'function' ? effect(place) : effect;
}
