/** Lines that a published agenda has, each of which may come as often as a text has lines. */
export const AGENDA_LINES: Readonly<Record<string, string>> = {
  'a number': '1',
  'a number with a point': '1.',
  'an entry of a list': '1. a',
  'an empty line': '',
  'a bullet': '- Et punkt',
  'a bullet between empty lines': '- Et punkt\n',
  'a row of attachments': '1 -\tÅben\tTitel\t(41694/23)\t(H)',
  'a document number': '3453832',
  'a case number': '(12/23)',
  'a heading': 'Indstilling',
  'a heading of a decision': 'Beslutning i Økonomiudvalget den 12-01-2024',
  'a heading with text': 'Sagsfremstilling\nTekst\n',
  'a list of contents': 'Indholdsfortegnelse\n1. Titel ..... 3',
  'a colon with bullets below': 'Formålet er:\n- a\n',
  'a word for closed': 'Lukket sag',
  'a page': 'Side 3',
  'a form feed': '\f',
  'a name in brackets': 'Mia Holm (A)',
  'a list of names': 'Afbud: A, B, C',
  'a date': '12-01-2024',
  'a title': 'Titel på sagen',
  'a title with a number in square brackets': '[1] Titel',
};

const HEAD = 'Dagsorden\nØkonomiudvalget\n12-01-2024\n';
const ITEM = '1. Budget\nÅben sag\nSagsfremstilling\nx\n';
const DECISION = 'Beslutning i Økonomiudvalget den 12-01-2024\nGodkendt\n';

/** Where in an agenda they may stand. */
export const AGENDA_PLACES: Readonly<Record<string, (lines: string) => string>> = {
  'above the first item': (lines) => `${HEAD}${lines}\n${ITEM}\nIndstilling\nat a\n\n${DECISION}`,
  'in an item’s text': (lines) => `${HEAD}\n${ITEM}${lines}\n\nIndstilling\nat a\n\n${DECISION}`,
  'in a recommendation': (lines) => `${HEAD}\n${ITEM}\nIndstilling\nDirektionen indstiller\n${lines}\n\n${DECISION}`,
  'in a decision': (lines) => `${HEAD}\n${ITEM}\nIndstilling\nDirektionen indstiller\n\n${DECISION}${lines}`,
  'below the attachments': (lines) => `${HEAD}\n${ITEM}\nBilag:\n1 -\tÅben\tTitel\t(41694/23)\n${lines}\n`,
};
