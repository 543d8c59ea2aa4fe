/** Brings the bilag of an item's page up to date while they are being made ready. Without it the page says so when it is read again. */
import { bilagRenditions } from './bilag-rendition.ts';

bilagRenditions(document, '');
