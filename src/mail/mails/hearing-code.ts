/** To a party's address, before it answers a hearing. */
import { outsideCodeMail } from '../about-code.ts';
import { Contact } from '../contact.ts';

export const hearingCode = outsideCodeMail({ contact: Contact });
