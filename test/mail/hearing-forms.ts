/** The mails of a hearing in each of their forms. */
import type { MailTemplate } from '#src/mail/mails.ts';
import { closed, type FormsOf, link, open } from './form-props.ts';

const contact = { name: 'Ole Sagsbehandler', title: 'Planlægger', phone: '00 00 00 11', email: 'ole@kommune.example' };
const unphoned = { ...contact, title: null, phone: null };
const CALL = 'Ring til Ole Sagsbehandler, Planlægger, på 00 00 00 11, eller skriv til ole@kommune.example.';
const WRITE = 'Skriv til Ole Sagsbehandler: ole@kommune.example.';
const heard = { recipientName: 'Ældrerådet', closes: '28. maj' };
const outside = { ...heard, contact };
const receipt = {
  recipientName: 'Ældrerådet',
  contact,
  receipt: 7,
  receivedAt: '12. maj kl. 12.00',
  fingerprint: 'abc123',
  files: ['notat.pdf'],
};

const unconfirmed = { receipt: 7, receivedAt: '12. maj kl. 12.00', fingerprint: 'abc123' };

export const HEARING_FORMS: FormsOf<Extract<MailTemplate, `hearing-${string}`>> = {
  'hearing-invitation': [
    {
      props: { ...open, ...outside, typeName: 'Lokalplan' },
      says: ['Norddjurs Kommune', 'Udmøntningsplan 2024-2027', 'Lokalplan', '28. maj', link, CALL],
    },
    { props: { ...closed, ...outside }, says: ['lukket', '23/9261', '28. maj', link, CALL] },
  ],
  'hearing-reminder': [
    { props: { ...open, ...outside }, says: ['Udmøntningsplan 2024-2027', '28. maj', link, CALL] },
    { props: { ...closed, ...outside, contact: unphoned }, says: ['23/9261', '28. maj', link, WRITE] },
  ],
  'hearing-extended': [
    {
      props: { ...open, ...outside, formerly: '12. maj', reason: 'Bilag kom sent.' },
      says: ['12. maj', '28. maj', 'Bilag kom sent.', link, CALL],
    },
    { props: { ...closed, ...outside, formerly: '12. maj', reason: 'Bilag kom sent.' }, says: ['12. maj', link] },
  ],
  'hearing-cancelled': [
    {
      props: { ...open, recipientName: 'Ældrerådet', contact, reason: 'Sagen er trukket.' },
      says: ['Sagen er trukket.', CALL],
    },
    { props: { ...closed, recipientName: 'Ældrerådet', contact, reason: '' }, says: ['aflyst', '23/9261'] },
  ],
  'hearing-receipt': [
    {
      props: { ...open, ...receipt, answer: 'Vi støtter planen.\n\nMen ikke stien.', noRemarks: false },
      says: ['7', 'kl. 12.00', 'abc123', 'notat.pdf', 'Vi støtter planen.', 'Men ikke stien.', CALL],
    },
    { props: { ...closed, ...receipt, files: [], noRemarks: true }, says: ['ingen bemærkninger', '23/9261'] },
  ],
  'hearing-receipt-unconfirmed': [
    {
      props: { ...open, contact, ...unconfirmed, isLate: false },
      says: ['Udmøntningsplan 2024-2027', '7', 'kl. 12.00', 'abc123', link, CALL],
    },
    { props: { ...closed, contact, ...unconfirmed, isLate: true }, says: ['efter fristen', '23/9261', link] },
  ],
  'hearing-late': [
    {
      props: { ...open, ...receipt, answer: 'Vi støtter planen.', noRemarks: false, closes: '28. maj' },
      says: ['efter fristen', '28. maj', '7', 'Vi støtter planen.', CALL],
    },
    {
      props: { ...closed, ...receipt, noRemarks: false, closes: '28. maj' },
      says: ['efter fristen', '23/9261', 'fordi sagen er lukket', CALL],
    },
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
  'hearing-code': [{ props: { code: '482913', minutes: 10, contact }, says: ['482913', '10 minutter', CALL] }],
};
