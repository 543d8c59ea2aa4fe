/** `build-script.ts MARK SLOW_MS`: builds a two-file folder into the cache as the set-up does, slowly, and says when it is at it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOnce } from '#src/dev/services/cache-folder.ts';

const [mark = '', slow = '0'] = process.argv.slice(2);
const folder = await buildOnce('thing-1', console.error, async (temporary) => {
  await mkdir(temporary);
  await writeFile(join(temporary, 'first'), mark);
  console.log('half');
  await new Promise((resolve) => setTimeout(resolve, Number(slow)));
  await writeFile(join(temporary, 'second'), mark);
});
console.log(`built ${folder}`);
