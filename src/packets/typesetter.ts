/** Which typesetter sets the packets' own pages, for their manifests. */

import about from '@myriaddreamin/typst-ts-node-compiler/package.json' with { type: 'json' };
import { z } from 'zod';

export const typesetterVersion = `typst-ts ${z.object({ version: z.string() }).parse(about).version}`;
