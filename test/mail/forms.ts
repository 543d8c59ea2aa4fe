/** Every mail in each of its forms, with props as the service would give them. */
import type { MailTemplate } from '#src/mail/mails.ts';
import { closed, type FormsOf, link, open } from './form-props.ts';
import { HEARING_FORMS } from './hearing-forms.ts';
import { OFFICER_FORMS } from './officer-forms.ts';

const reminded = { approverName: 'Bettina Andersen', expires: '5. januar 2024', waited: '2 dage' };
const reviewed = { recipientName: 'Bettina Andersen', until: 'fredag den 19. maj 2023 ved døgnets udgang' };
const unapproved = { recipientName: 'Sara Sekretær', officeName: 'Kulturchef' };
const escalated = { recipientName: 'Sara Sekretær', officeName: 'Økonomichef', waited: '4 dage' };
const meeting = {
  recipientName: 'Ole',
  organName: 'Økonomiudvalget',
  date: 'tirsdag den 5. december 2023',
  shortDate: '05-12-2023',
  link,
};
/** Every template in each of its forms, with the words that must be found in both bodies. */
export const FORMS: FormsOf<MailTemplate> = {
  'operations-broken': [
    {
      props: {
        recipientName: 'Karin',
        link,
        broken: [{ text: 'Mails, der ikke kunne sendes: 3.', lift: 'Ret adressen, og prøv igen.' }],
      },
      says: ['Karin', 'Mails, der ikke kunne sendes: 3.', 'Ret adressen, og prøv igen.', link],
    },
  ],
  'sign-in-code': [{ props: { code: '482913', minutes: 10 }, says: ['482913', '10 minutter'] }],
  'signature-code': [{ props: { code: '482913', minutes: 10 }, says: ['482913', '10 minutter', 'underskrive'] }],
  'approval-request': [
    {
      props: {
        ...open,
        approverName: 'Bettina Andersen',
        expires: '5. januar 2024',
        officeName: 'Økonomichef',
        standIn: 'holder',
        officerName: 'Ole Sagsbehandler',
        step: 1,
        steps: 2,
        next: { kind: 'office', name: 'Kommunaldirektør' },
        seenVersion: null,
        atOnce: null,
      },
      says: [
        'Bettina Andersen',
        'Udmøntningsplan 2024-2027',
        '23/9260',
        'Økonomichef',
        'Ole Sagsbehandler',
        '1 af 2',
        'Kommunaldirektør',
        '5. januar 2024',
        link,
      ],
    },
    {
      props: { ...closed, approverName: 'Bettina Andersen', expires: '5. januar 2024' },
      says: ['lukket', '23/9261', link],
    },
  ],
  'approval-vacant': [
    {
      props: { ...open, ...unapproved, isVacant: true, officerName: 'Ole', step: 2, steps: 3 },
      says: ['Kulturchef', 'Udmøntningsplan 2024-2027', '2 af 3', link],
    },
    {
      props: { ...closed, ...unapproved, isVacant: false },
      says: ['Kulturchef', 'selv skriver på punktet', '23/9261', link],
    },
  ],
  returned: [
    {
      props: {
        ...open,
        recipientName: 'Ole',
        returnedByName: 'Bettina Andersen',
        returnedBy: 'Bettina Andersen, Økonomichef',
        reason: 'Tabellen mangler.\n\nSe også side 2.',
      },
      says: ['Bettina Andersen, Økonomichef', 'Tabellen mangler.', 'Se også side 2.', link],
    },
    { props: { ...closed, recipientName: 'Ole' }, says: ['lukket', '23/9261', link] },
  ],
  'question-asked': [
    {
      props: {
        ...open,
        recipientName: 'Ole',
        askedByName: 'Bettina Andersen',
        askedBy: 'Bettina Andersen, Økonomichef',
        question: 'Er driften med?\n\nOg fra hvornår?',
      },
      says: ['Bettina Andersen, Økonomichef', 'Er driften med?', 'Og fra hvornår?', link],
    },
    { props: { ...closed, recipientName: 'Ole' }, says: ['lukket', '23/9261', link] },
  ],
  'question-answered': [
    {
      props: {
        ...open,
        recipientName: 'Bettina Andersen',
        answeredByName: 'Ole',
        question: 'Er driften med?',
        answer: 'Ja, fra 2025.',
      },
      says: ['Ole', 'Er driften med?', 'Ja, fra 2025.', link],
    },
    { props: { ...closed, recipientName: 'Bettina Andersen' }, says: ['lukket', '23/9261', link] },
  ],
  'text-amended': [
    {
      props: {
        ...open,
        recipientName: 'Bettina Andersen',
        editedByName: 'Henrik Voss',
        editedBy: 'Henrik Voss, Kommunaldirektør',
        officerName: 'Ole',
        approvedVersion: 1,
        version: 3,
        changes: [
          {
            place: 'Økonomiske konsekvenser',
            words: [
              { text: 'Planen koster ', mark: 'same' },
              { text: '2', mark: 'removed' },
              { text: '3', mark: 'added' },
              { text: ' mio. kr. i 2024.', mark: 'same' },
            ],
          },
          { place: 'At-punkt', words: [{ text: 'planen evalueres i 2026.', mark: 'added' }] },
          { place: 'Sagsgang', words: [{ text: 'ØK, KB', mark: 'removed' }] },
        ],
        more: 2,
      },
      says: [
        'Henrik Voss, Kommunaldirektør',
        'Udmøntningsplan 2024-2027',
        'Version 1',
        'Version 3',
        'Økonomiske konsekvenser',
        'planen evalueres i 2026.',
        'ØK, KB',
        '2 ændringer mere',
        link,
      ],
    },
    { props: { ...closed, recipientName: 'Bettina Andersen' }, says: ['lukket', '23/9261', link] },
    {
      props: {
        ...open,
        recipientName: 'Bettina Andersen',
        editedByName: 'Sara Sekretær',
        editedBy: 'Sara Sekretær',
        officerName: 'Ole',
        approvedVersion: 1,
        version: 2,
        changes: [],
        more: 0,
      },
      says: ['Sara Sekretær', 'ikke vises i en mail', link],
    },
  ],
  decided: [
    {
      props: {
        ...open,
        recipientName: 'Ole',
        organName: 'Kommunalbestyrelsen',
        date: '12. december 2023',
        outcome: 'Godkendt.',
      },
      says: ['Kommunalbestyrelsen', '12. december 2023', 'Godkendt.', link],
    },
    { props: { ...closed, recipientName: 'Ole' }, says: ['lukket', '23/9261', link] },
  ],
  'approval-reminder': [
    {
      props: { ...open, ...reminded, officeName: 'Økonomichef', officerName: 'Ole', atOnce: null },
      says: ['Udmøntningsplan 2024-2027', '2 dage', 'Økonomichef', '5. januar 2024', link],
    },
    { props: { ...closed, ...reminded }, says: ['lukket', '23/9261', '2 dage', link] },
  ],
  'approval-escalation': [
    {
      props: { ...open, ...escalated, askedNames: 'Bettina Andersen', officerName: 'Ole' },
      says: ['Udmøntningsplan 2024-2027', 'Bettina Andersen', 'Økonomichef', link],
    },
    { props: { ...closed, ...escalated }, says: ['lukket', '23/9261', 'Økonomichef', link] },
  ],
  'review-request': [
    {
      props: { ...open, ...reviewed, reminder: false, officerName: 'Ole Sagsbehandler', organName: 'Hovedudvalget' },
      says: [
        'Udmøntningsplan 2024-2027',
        '23/9260',
        'Hovedudvalget',
        'Ole Sagsbehandler',
        'samtykke',
        reviewed.until,
        link,
      ],
    },
    { props: { ...closed, ...reviewed, reminder: false }, says: ['lukket', '23/9261', reviewed.until, link] },
    {
      props: { ...open, ...reviewed, reminder: true, officerName: 'Ole Sagsbehandler', organName: null },
      says: ['Udmøntningsplan 2024-2027', 'stadig', 'ikke svaret', 'samtykke', reviewed.until, link],
    },
    {
      props: { ...closed, ...reviewed, reminder: true },
      says: ['lukket', '23/9261', 'stadig', 'ikke svaret', reviewed.until, link],
    },
  ],
  'agenda-dispatched': [
    {
      props: {
        ...meeting,
        startsAt: '15.00',
        place: 'Rådhuset',
        count: 7,
        supplement: false,
        lateReason: '',
        packet: true,
      },
      says: ['Økonomiudvalget', 'tirsdag den 5. december 2023', '15.00', 'Rådhuset', '7', 'åbne den som én fil', link],
    },
    {
      props: {
        ...meeting,
        startsAt: '15.00',
        place: null,
        count: 1,
        supplement: true,
        lateReason: 'Sagen haster.',
        packet: false,
      },
      says: ['tillægsdagsorden', 'Sagen haster.', 'ikke færdig endnu', link],
    },
  ],
  'packet-ready': [
    { props: { ...meeting, supplement: false }, says: ['Dagsordenen kan nu åbnes', 'Økonomiudvalget', link] },
    { props: { ...meeting, supplement: true }, says: ['Tillægsdagsordenen kan nu åbnes', link] },
  ],
  'submission-soon': [
    {
      props: {
        ...meeting,
        lastDay: 'mandag den 20. november 2023',
        items: [
          { ...open, link: `${link}1` },
          { ...closed, link: `${link}2` },
        ],
      },
      says: ['mandag den 20. november 2023', 'Udmøntningsplan 2024-2027', '23/9260', 'Lukket punkt', '23/9261', link],
    },
  ],
  'dispatch-soon': [{ props: { ...meeting, sentence: 'Fristen er i dag.' }, says: ['Fristen er i dag.', link] }],
  'dispatch-overdue': [
    { props: { ...meeting, sentence: 'Fristen var i går.' }, says: ['Fristen var i går.', 'begrundes', link] },
  ],
  'signature-request': [{ props: { ...meeting, count: 7 }, says: ['Økonomiudvalget', 'forbehold', link] }],
  'signature-reminder': [{ props: { ...meeting, count: 7 }, says: ['Økonomiudvalget', 'endnu ikke', link] }],
  'signature-overdue': [{ props: { ...meeting, missing: 'Jan Petersen, Ole' }, says: ['Jan Petersen, Ole', link] }],
  'signature-refused': [
    {
      props: { ...meeting, signerName: 'Jan Petersen', reason: 'Referatet er forkert.' },
      says: ['Jan Petersen', 'Referatet er forkert.', link],
    },
  ],
  'signature-refused-notice': [
    {
      props: { ...meeting, signerName: 'Jan Petersen', reason: 'Referatet er forkert.' },
      says: ['Jan Petersen', 'Referatet er forkert.', 'din underskrift gælder stadig', link],
    },
  ],
  'meeting-moved': [
    {
      props: { ...meeting, startsAt: '13.00', place: 'Rådssalen', before: 'mandag den 4. december 2023 kl. 15.00' },
      says: ['Rådssalen', '13.00', 'mandag den 4. december 2023 kl. 15.00', link],
    },
    { props: { ...meeting, startsAt: '13.00', place: null, before: 'mandag' }, says: ['13.00'] },
  ],
  'meeting-cancelled': [
    { props: { ...meeting, startsAt: '13.00', reason: 'For få punkter.' }, says: ['For få punkter.', '13.00', link] },
  ],
  'protocol-recalled': [
    { props: { ...meeting, reason: 'En beslutning manglede.' }, says: ['En beslutning manglede.'] },
  ],
  'protocol-signed': [{ props: { ...meeting, signed: 5, reserved: 1, refused: 0 }, says: ['5', '1', link] }],
  ...HEARING_FORMS,
  ...OFFICER_FORMS,
};
