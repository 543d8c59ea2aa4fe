/** The id of a kind of hearing, checked. Apart from the kinds themselves, which the browser reads without zod. */
import { z } from 'zod';
import { HEARING_TYPES } from './hearing-types.ts';

export const HearingTypeId = z.enum(HEARING_TYPES.map(({ id }) => id) as [string, ...string[]]);
