/** To the secretariat, on the last lawful day to send the agenda. */
import { dispatchMail } from '../about-dispatch.ts';

export const dispatchSoon = dispatchMail;
