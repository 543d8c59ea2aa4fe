/** The copies with their readers' names on them: the page that says that one is being made, and its file. */
import { word } from '#src/words/words.ts';
import { type Operation, operation } from '../../operation.ts';
import { renderPage } from '../../render.ts';
import { copyWhenMade, OfCopy, ownCopy, sendCopy } from './copy-access.ts';
import { readableEdition } from './packet-access.ts';
import { packetName } from './packet-name.ts';

/** Most copies are made before their reader would have read a page that says so. */
const QUICK_MS = 1_500;
/** A browser waits for so long. */
const PATIENT_MS = 20_000;
const LOOK_AGAIN_SECONDS = 2;

const wait = operation({
  method: 'get',
  path: '/moeder/:meeting/pakker/:scope/:variant/:edition/kopi/:copy',
  access: 'session',
  schema: { params: OfCopy },
  async handler({ app, actor, response, params }) {
    const { edition } = await readableEdition(app, actor, params);
    const copy = await copyWhenMade(app, await ownCopy(app, actor, params.copy, edition), QUICK_MS);
    const address = `/moeder/${params.meeting}/pakker/${params.scope}/${params.variant}/${params.edition}`;
    response.set('Cache-Control', 'private, no-store');
    if (copy.state === 'done') return response.redirect(302, `${address}/kopi/${params.copy}/pakke.pdf`);
    const failed = copy.state === 'failed';
    // Works without a script too; who hears the page read hears it again only when something has come of it.
    if (!failed) response.set('Refresh', String(LOOK_AGAIN_SECONDS));
    renderPage(response, 'packet-copy', {
      title: failed ? 'Din kopi kunne ikke laves' : 'Din kopi er på vej',
      failed,
      foot: copy.foot,
      step: copy.step === null ? null : word('packetSteps', copy.step),
      again: `${address}/pakke.pdf`,
      meeting: params.meeting,
    });
  },
});

const file = operation({
  method: 'get',
  path: '/moeder/:meeting/pakker/:scope/:variant/:edition/kopi/:copy/pakke.pdf',
  access: 'session',
  schema: { params: OfCopy },
  async handler({ app, actor, request, response, params }) {
    const { edition, meeting } = await readableEdition(app, actor, params);
    const copy = await copyWhenMade(app, await ownCopy(app, actor, params.copy, edition), PATIENT_MS);
    const name = `${packetName(await app.directory.current(), meeting.state.context, edition)}.pdf`;
    await sendCopy(app, actor, { request, response }, { copy, edition, name });
  },
});

export const copyPages: readonly Operation[] = [wait, file];
