/** The most that one node of a rich text may hold, in UTF-16 units. Apart from the schema, so that the browser can use it without one. */
export const LONGEST_TEXT = 100_000;
