/** The mails of a hearing in each of their forms. */
import type { MailTemplate } from '#src/mail/mails.ts';
import { closed, type FormsOf, link, open } from './form-props.ts';

const heard = { recipientName: 'Ældrerådet', closes: '28. maj' };
const receipt = {
  recipientName: 'Ældrerådet',
  receipt: 7,
  receivedAt: '12. maj kl. 12.00',
  fingerprint: 'abc123',
  files: ['notat.pdf'],
};

export const HEARING_FORMS: FormsOf<Extract<MailTemplate, `hearing-${string}`>> = {
  'hearing-invitation': [
    {
      props: { ...open, ...heard, typeName: 'Lokalplan' },
      says: ['Norddjurs Kommune', 'Udmøntningsplan 2024-2027', 'Lokalplan', '28. maj', link],
    },
    { props: { ...closed, ...heard }, says: ['lukket', '23/9261', '28. maj', link] },
  ],
  'hearing-reminder': [
    { props: { ...open, ...heard }, says: ['Udmøntningsplan 2024-2027', '28. maj', link] },
    { props: { ...closed, ...heard }, says: ['23/9261', '28. maj', link] },
  ],
  'hearing-extended': [
    {
      props: { ...open, ...heard, formerly: '12. maj', reason: 'Bilag kom sent.' },
      says: ['12. maj', '28. maj', 'Bilag kom sent.', link],
    },
    { props: { ...closed, ...heard, formerly: '12. maj', reason: 'Bilag kom sent.' }, says: ['12. maj', link] },
  ],
  'hearing-cancelled': [
    { props: { ...open, recipientName: 'Ældrerådet', reason: 'Sagen er trukket.' }, says: ['Sagen er trukket.'] },
    { props: { ...closed, recipientName: 'Ældrerådet', reason: '' }, says: ['aflyst', '23/9261'] },
  ],
  'hearing-receipt': [
    { props: { ...open, ...receipt, noRemarks: false }, says: ['7', 'kl. 12.00', 'abc123', 'notat.pdf'] },
    { props: { ...closed, ...receipt, files: [], noRemarks: true }, says: ['ingen bemærkninger', '23/9261'] },
  ],
  'hearing-late': [
    { props: { ...open, ...receipt, noRemarks: false, closes: '28. maj' }, says: ['efter fristen', '28. maj', '7'] },
    { props: { ...closed, ...receipt, noRemarks: false, closes: '28. maj' }, says: ['efter fristen', '23/9261'] },
  ],
  'hearing-late-notice': [
    {
      props: { ...open, ...heard, receipt: 7, receivedAt: '29. maj', senderName: 'Ældrerådet' },
      says: ['Ældrerådet', '29. maj', '28. maj', link],
    },
    { props: { ...closed, ...heard, receipt: 7, receivedAt: '29. maj' }, says: ['23/9261', '29. maj', link] },
  ],
  'hearing-closed': [
    { props: { ...open, recipientName: 'Ole', answers: 4, lateAnswers: 1, missing: 2 }, says: ['4', '1', '2', link] },
    { props: { ...closed, recipientName: 'Ole', answers: 4, lateAnswers: 1, missing: 2 }, says: ['23/9261', link] },
  ],
  'hearing-code': [{ props: { code: '482913', minutes: 10 }, says: ['482913', '10 minutter'] }],
};
