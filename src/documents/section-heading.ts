/** What a section without a heading is called where it needs a name; it is never printed. */
export const NO_HEADING = '(uden overskrift)';
