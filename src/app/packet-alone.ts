/** Does one piece of work of the queue `packet` and ends: the way while Redis is away. Arguments: kind, row, name of the try. */
import { giveWay } from '#src/tools/give-way.ts';

giveWay();
const { createPacketProcess } = await import('./packet-parts.ts');

const [name = '', id = '', holder = ''] = process.argv.slice(2);
const { work, close } = createPacketProcess();
await work({ name, id, holder, failedBefore: 0 });
await close();
process.exit(0);
