/** Several as one text, as Danish says them: "A, B og C". */
const inDanish = new Intl.ListFormat('da', { type: 'conjunction' });

/** @returns an empty text for none */
export const listed = (texts: readonly string[]): string => inDanish.format(texts);
