/** The browser's scripts and the style sheets that only some pages need, under addresses that change with their content. */
import { z } from 'zod';
import { notFound } from '#src/errors.ts';
import { operation } from '../../operation.ts';
import { Opaque } from '../../path-params.ts';
import { type Bundle, browserBundle } from '../editor/bundle.ts';

let bundled: Promise<Bundle> | undefined;
/** Made once in a process; a failure is tried again by the next who asks. */
const bundle = (): Promise<Bundle> => {
  bundled ??= browserBundle().catch((error: unknown) => {
    bundled = undefined;
    throw error;
  });
  return bundled;
};

const addressOf = async (name: string): Promise<string> => `/browser/${(await bundle()).fingerprint}/${name}`;
export const itemStyle = () => addressOf('item.css');
export const editorScript = () => addressOf('editor-page.js');
export const itemScript = () => addressOf('item-page.js');
export const answerScript = () => addressOf('hearing-answer.js');
export const codeMailScript = () => addressOf('code-mail.js');
export const meetingScript = () => addressOf('meeting-page.js');
export const viewerScript = () => addressOf('viewer-page.js');
export const viewerStyle = () => addressOf('viewer.css');

/** Served to everybody: they hold nothing of anybody. */
export const browserAsset = operation({
  method: 'get',
  path: '/browser/:fingerprint/:name',
  access: 'public',
  schema: { params: z.object({ fingerprint: Opaque, name: Opaque }) },
  async handler({ response, params }) {
    const { fingerprint, files } = await bundle();
    const found = files.get(params.name);
    if (params.fingerprint !== fingerprint || found === undefined) throw notFound('page');
    response.set('Cache-Control', 'public, max-age=31536000, immutable');
    response.type(params.name.endsWith('.js') ? 'text/javascript' : 'text/css').send(found);
  },
});
