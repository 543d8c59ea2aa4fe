import type { ItemContent } from './item-content.ts';

/**
 * The text for whoever may not open what is closed in it: a closed attachment is left out unless its title is public, and never
 * says which file it is.
 */
export const openText = (content: ItemContent): ItemContent => ({
  ...content,
  bilag: content.bilag.flatMap(({ file, ...row }) => {
    if (row.openness === 'open') return [{ ...row, ...(file && { file }) }];
    return row.titlePublic ? [row] : [];
  }),
});
