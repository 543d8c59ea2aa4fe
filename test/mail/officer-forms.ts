/** The mails about who writes items and who stands in for whom. */
import { closed, type FormsOf, link, open } from './form-props.ts';

export const OFFICER_FORMS: FormsOf<
  'handed-over' | 'co-author-added' | 'substitute-named' | 'substitute-ended' | 'items-handed-over'
> = {
  'handed-over': [
    {
      props: { ...open, recipientName: 'Mette', byName: 'Ole', reason: 'Ole er på barsel.' },
      says: ['Ole', 'Ole er på barsel.', link],
    },
    { props: { ...closed, recipientName: 'Mette', byName: 'Ole' }, says: ['lukket', '23/9261', link] },
  ],
  'co-author-added': [
    { props: { ...open, recipientName: 'Mette', byName: 'Ole' }, says: ['Ole', 'medforfatter', link] },
    { props: { ...closed, recipientName: 'Mette', byName: 'Ole' }, says: ['lukket', '23/9261', link] },
  ],
  'substitute-named': [
    {
      props: {
        recipientName: 'Mette',
        link,
        awayName: 'Ole',
        from: '1. december 2023',
        to: '31. december 2023',
        reason: 'Ferie',
        offices: 'Økonomichef',
        whole: true,
        items: [{ ...open }, { ...closed }],
        more: 3,
      },
      says: [
        'Ole',
        '1. december 2023',
        '31. december 2023',
        'Ferie',
        'Økonomichef',
        '23/9261',
        'Lukket punkt',
        'Og 3 til',
        link,
      ],
    },
    {
      props: {
        recipientName: 'Mette',
        link,
        awayName: 'Økonomichef',
        from: '1. december 2023',
        to: null,
        reason: 'Orlov',
        offices: 'Økonomichef',
        whole: false,
        items: [],
        more: 0,
      },
      says: ['indtil videre', 'Orlov', 'Intet venter lige nu.', link],
    },
  ],
  'substitute-ended': [
    {
      props: { recipientName: 'Mette', link, awayName: 'Ole', isBack: true },
      says: ['slut før tid', 'Fra nu af handler Ole selv.', link],
    },
    {
      props: { recipientName: 'Mette', link, awayName: 'Økonomichef', isBack: false },
      says: ['En anden handler fra nu af på vegne af Økonomichef.', link],
    },
  ],
  'items-handed-over': [
    {
      props: {
        recipientName: 'Mette',
        link,
        fromName: 'Ole',
        byName: 'Jonas',
        reason: 'Ole er stoppet.',
        items: [{ ...open }, { ...closed }],
        more: 0,
      },
      says: ['Ole', 'Jonas', 'Ole er stoppet.', '23/9261', 'Lukket punkt', link],
    },
  ],
};
