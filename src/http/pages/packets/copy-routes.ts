/** The copies with their readers' names on them: the page that says that one is being made, and its file. */
import { type Operation, operation } from '../../operation.ts';
import { renderPage } from '../../render.ts';
import { OfCopy, ownCopy, sendCopy } from './copy-access.ts';
import { LOOK_AGAIN_SECONDS, PATIENT_MS } from './made.ts';
import { readableEdition } from './packet-access.ts';
import { packetName } from './packet-name.ts';

const UNDERWAY = 'Den laves lige nu og åbner af sig selv, når den er færdig. Det tager som regel et par sekunder.';
const FAILED = 'Noget gik galt, mens din kopi blev lavet. Prøv igen. Sker det flere gange, så kontakt sekretariatet.';

const wait = operation({
  method: 'get',
  path: '/moeder/:meeting/pakker/:scope/:variant/:edition/kopi/:copy',
  access: 'session',
  schema: { params: OfCopy },
  async handler({ app, actor, response, params }) {
    const { edition } = await readableEdition(app, actor, params);
    const copy = await ownCopy(app, actor, params.copy, edition);
    const address = `/moeder/${params.meeting}/pakker/${params.scope}/${params.variant}/${params.edition}`;
    response.set('Cache-Control', 'private, no-store');
    if (copy.state === 'done') return response.redirect(302, `${address}/kopi/${params.copy}/pakke.pdf`);
    const isUnderway = copy.state === 'wanted';
    if (isUnderway) response.set('Refresh', String(LOOK_AGAIN_SECONDS));
    renderPage(response, 'packet-wait', {
      title: isUnderway ? 'Din kopi er på vej' : 'Din kopi kunne ikke laves',
      back: { href: `/moeder/${params.meeting}`, text: 'Mødet' },
      isUnderway,
      text: isUnderway ? UNDERWAY : FAILED,
      progress: null,
      note: isUnderway ? `På hver side kommer der til at stå: ${copy.foot}.` : null,
      again: `${address}/pakke.pdf`,
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
    const copy = await ownCopy(app, actor, params.copy, edition, PATIENT_MS);
    const name = `${packetName(await app.directory.current(), meeting.state.context, edition)}.pdf`;
    await sendCopy(app, actor, { request, response }, { copy, edition, name });
  },
});

export const copyPages: readonly Operation[] = [wait, file];
