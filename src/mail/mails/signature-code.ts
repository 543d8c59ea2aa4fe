/** To somebody who is about to sign a protocol. */
import { codeMail } from '../about-code.ts';

export const signatureCode = codeMail;
