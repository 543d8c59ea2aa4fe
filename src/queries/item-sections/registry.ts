/** All sections beside an item, in the order in which its page shows them. */
import { registryBy } from '#src/registry-by.ts';
import type { ItemSection } from './item-section.ts';
import * as modules from './modules.gen.ts';

export const itemSections: readonly ItemSection[] = Object.values<ItemSection>(registryBy('name', modules));
