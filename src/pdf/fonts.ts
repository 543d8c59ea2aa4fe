/**
 * The fonts of all that is printed, in the order in which a character is looked for. They are npm packages, so that every machine prints
 * the same; Typst maps the files into memory and reads one when a text needs it.
 */
import { fileURLToPath } from 'node:url';
import fonts from '../../templates/typst/fonts.json' with { type: 'json' };

const MODULES = new URL('../../node_modules/', import.meta.url);

/** Folders with font files, absolute. */
export const fontFolders = (): string[] =>
  fonts.flatMap(({ package: name, folders }) =>
    folders.map((folder) => fileURLToPath(new URL(`${name}/${folder}/`, MODULES))),
  );

/** The npm packages that bring the fonts. */
export const fontPackages = (): string[] => fonts.map(({ package: name }) => name);
