/** What setting a hearing's window and making it longer have in common. */
import { z } from 'zod';
import type { HearingType } from '#src/calendar/hearing-types.ts';
import { notAllowedNow, type Refusal } from '#src/errors.ts';

const DEFAULT_GRACE_MINUTES = 60;
export const GraceMinutes = z.number().int().min(0).max(1_440).default(DEFAULT_GRACE_MINUTES);

/** Says what the law asks for and which day would do, where the window was too short. */
export const withMinimum =
  (earliest: string | null, { name, minimumWeeks, source }: HearingType) =>
  (refusal: Refusal): Refusal =>
    refusal.code !== 'window-not-below-minimum'
      ? refusal
      : notAllowedNow(refusal.code, {
          ...refusal.details,
          hearing: name,
          minimumWeeks,
          source,
          earliestClosing: earliest,
        });
