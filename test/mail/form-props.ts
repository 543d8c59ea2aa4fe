/** What many mails have in common when they are tried: an open item, a closed one, a link. */
import type { MailProps, MailTemplate } from '#src/mail/mails.ts';

/** The forms of mails, each with the words that must be found in both bodies. */
export type FormsOf<Names extends MailTemplate> = {
  [Name in Names]: { props: MailProps<Name>; says: string[] }[];
};

export const link = 'https://sagsgang.example/l/link-1.token';
export const open = { openness: 'open', caseNumber: '23/9260', link, title: 'Udmøntningsplan 2024-2027' } as const;
export const closed = { openness: 'closed', caseNumber: '23/9261', link } as const;
