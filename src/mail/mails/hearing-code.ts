/** To a party's address, before it answers a hearing. */
import { codeMail } from '../about-code.ts';

export const hearingCode = codeMail;
