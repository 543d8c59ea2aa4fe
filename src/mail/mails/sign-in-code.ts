/** To anybody who signs in. */
import { codeMail } from '../about-code.ts';

export const signInCode = codeMail;
