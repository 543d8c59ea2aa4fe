/** To the secretariat: the last lawful day to send the agenda is over. */
import { dispatchMail } from '../about-dispatch.ts';

export const dispatchOverdue = dispatchMail;
