/** A published agenda is read in from the browser: what was understood is shown first, then drafts are made of it. */

import { readFile } from 'node:fs/promises';
import type { Response } from 'express';
import { z } from 'zod';
import { dayOf } from '#src/calendar/danish-dates.ts';
import { type ImportAgendaInput, importAgenda, MOST_OPENED, organNamed } from '#src/commands/item/import-agenda.ts';
import { isRefusal, Refusal } from '#src/errors.ts';
import type { Imported, ImportedItem } from '#src/importer/imported.ts';
import { readAgendaApart } from '#src/importer/read-apart.ts';
import { isSecretariat } from '#src/policies/roles.ts';
import { counted } from '#src/words/counted.ts';
import { sentenceOf, word } from '#src/words/words.ts';
import { FORM_WITH_FILES, form } from '../../body.ts';
import { commandRequest, newRequestId } from '../../form.ts';
import { type Call, type Operation, operation } from '../../operation.ts';
import { refusedStatus } from '../../refused-status.ts';
import { renderPage } from '../../render.ts';
import { rows } from '../../rows.ts';
import { withMultipart } from '../files/read-multipart.ts';

/** In bytes; the command line takes more, but a text is read while others wait for their pages. */
const MAX_BYTES = 2 * 1024 * 1024;

/** The text comes back with the form that confirms it; Danish letters take six bytes there. */
const WHOLE_TEXT = form({ limit: `${(4 * MAX_BYTES) / 1024}kb`, fields: 2 * MOST_OPENED + 20 });
const PastedForm = z.object({ text: z.string().catch('') });

const ConfirmForm = z.object({
  text: z.string(),
  withMeeting: z.literal('ja').optional(),
  organ: z.string().default(''),
  date: z.string().default(''),
  startsAt: z.string().default(''),
  /** Places of the items that are ticked as open. */
  opened: rows(z.coerce.number().int().min(0), MOST_OPENED),
  /** Places of those whose bilag are ticked as open. */
  openedBilag: rows(z.coerce.number().int().min(0), MOST_OPENED),
});
type ConfirmForm = z.infer<typeof ConfirmForm>;

const WRITERS = { role: ['officer', 'secretariat'] } as const;

const ask = operation({
  method: 'get',
  path: '/indlaes',
  access: WRITERS,
  handler: ({ response }) => renderPage(response, 'import', { title: 'Indlæs en dagsorden', error: null, pasted: '' }),
});

const preview = operation({
  method: 'post',
  path: '/indlaes',
  access: WRITERS,
  takes: FORM_WITH_FILES,
  schema: { body: PastedForm },
  async handler(call) {
    const { actor, request, response } = call;
    let pasted = '';
    try {
      const bytes = await withMultipart(request, { maxFiles: 1, maxBytes: MAX_BYTES }, async (received) => {
        pasted = call.checkBody(received.fields).text;
        if (received.problem?.code === 'file-too-large') throw new Refusal('import-too-large-here', 413);
        if (received.problem) throw received.problem;
        const [file] = received.files;
        return file ? await readFile(file.path) : Buffer.from(pasted);
      });
      const { text, imported } = await readAgendaApart(bytes, actor.person);
      await showPreview(call, text, imported);
    } catch (error) {
      showRefusal(response, error, pasted);
    }
  },
});

const confirm = operation({
  method: 'post',
  path: '/indlaes/opret',
  access: WRITERS,
  takes: WHOLE_TEXT,
  schema: { body: ConfirmForm },
  async handler(call) {
    const { app, actor, request, response, body: typed } = call;
    try {
      const { items, meeting } = await importAgenda(app, commandRequest(request), inputFrom(typed));
      renderPage(response, 'import-done', {
        title: 'Dagsordenen er indlæst',
        meeting,
        items: items.map(({ id, title }) => ({ item: id, title: title || word('print', 'untitled') })),
      });
    } catch (error) {
      if (isRefusal(error) && error.code === 'bad-input') {
        response.status(400);
        const { imported } = await readAgendaApart(Buffer.from(typed.text), actor.person);
        return showPreview(call, typed.text, imported, typed);
      }
      showRefusal(response, error, typed.text);
    }
  },
});

export const importPages: readonly Operation[] = [ask, preview, confirm];

/** @param typed the meeting's fields as they were filled in, where something is wrong with them */
async function showPreview(
  { app, actor, response }: Pick<Call, 'app' | 'actor' | 'response'>,
  whole: string,
  imported: Imported,
  typed: ConfirmForm | null = null,
): Promise<void> {
  const directory = await app.directory.current();
  const { meeting, items, oddities } = imported;
  const organ = typed?.organ ?? (meeting?.body ? organNamed(directory)(meeting.body) : null);
  renderPage(response, 'import-preview', {
    title: 'Se, hvad der blev læst',
    requestId: newRequestId(),
    whole,
    items: items.map((item, index) => itemView(item, index, typed)),
    undecided: undecidedSentence(items.filter(({ opennessIsRead }) => !opennessIsRead).length),
    oddities,
    mayPlan: isSecretariat(actor),
    withMeeting: typed ? typed.withMeeting === 'ja' : imported.documentType === 'agenda',
    organs: [...directory.organs.values()].map(({ id, name }) => ({ value: id, text: name, selected: id === organ })),
    date: typed?.date ?? meeting?.date ?? '',
    startsAt: typed?.startsAt ?? meeting?.start ?? '',
    error: typed ? 'Vælg et organ, og skriv dato og klokkeslæt for mødet.' : null,
  });
}

const inputFrom = ({
  text: whole,
  withMeeting,
  organ,
  date,
  startsAt,
  opened,
  openedBilag,
}: ConfirmForm): z.input<typeof ImportAgendaInput> => ({
  text: whole,
  opened,
  openedBilag,
  meeting: withMeeting === 'ja' ? { organ, date, startsAt, endsAt: null, place: null } : null,
});

function showRefusal(response: Response, error: unknown, pasted: string): void {
  if (!isRefusal(error) || error.status >= 500 || error.status === 401) throw error;
  const { text: why, lift } = sentenceOf(error.code);
  refusedStatus(response, error);
  renderPage(response, 'import', { title: 'Indlæs en dagsorden', error: `${why} ${lift} Intet er gemt.`, pasted });
}

/** A date that could not be read is said as it stands. */
const dateSaid = (date: string): string => {
  if (date === '') return '';
  return ` den ${/^\d{4}-\d\d-\d\d$/.test(date) ? dayOf(date) : date}`;
};

/** The question about the bilag of which nothing is said; null where there are none. */
function unsaidBilagOf({ attachments }: ImportedItem): string | null {
  const count = attachments.filter(({ opennessIsRead }) => !opennessIsRead).length;
  if (count === 0) return null;
  return count === 1 ? 'Det bilag, hvor det ikke står, er åbent' : `De ${count} bilag, hvor det ikke står, er åbne`;
}

function undecidedSentence(count: number): string | null {
  if (count === 0) return null;
  const which = count === 1 ? 'Om 1 punkt står' : `Om ${count} punkter står`;
  return `${which} det ikke sikkert i teksten, om det er åbent. Det bliver lukket i udkastet, medmindre du siger andet her.`;
}

/** @param place among the items, from 0 */
const itemView = (item: ImportedItem, place: number, typed: Pick<ConfirmForm, 'opened' | 'openedBilag'> | null) => ({
  number: item.number,
  title: item.title,
  place,
  ticked: typed?.opened.includes(place) ?? false,
  unsaidBilag: unsaidBilagOf(item),
  bilagTicked: typed?.openedBilag.includes(place) ?? false,
  undecided: !item.opennessIsRead,
  likely: item.likelyItems,
  note: [
    item.caseNumber ? `Sag ${item.caseNumber}` : '',
    item.opennessIsRead ? `${word('openness', item.openness)} sag` : 'Læst som lukket: det står ikke sikkert i teksten',
    item.route.raw ? `Sagsgang ${item.route.raw}` : '',
    counted(item.sections.length, 'afsnit', 'afsnit'),
    counted(item.attachments.length, 'bilag', 'bilag'),
  ]
    .filter((part) => part !== '')
    .join(' · '),
  decisions: item.rounds.flatMap(({ decisions }) =>
    decisions.map(
      ({ organRaw, date }) => `Besluttet i ${organRaw || 'mødet'}${dateSaid(date)}. Beslutningen kommer med som tekst.`,
    ),
  ),
});
