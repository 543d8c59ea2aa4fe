/** What is done to a meeting from its page: each form is one action, and the answer is the page as it then stands. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { AGENDA } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import { listItem } from '#src/commands/item/list.ts';
import { unlistItem } from '#src/commands/item/unlist.ts';
import type { MeetingAction } from '#src/commands/meeting/meeting-action.ts';
import { meetingActions } from '#src/commands/meeting/registry.ts';
import type { App, CommandRequest } from '#src/context.ts';
import { isRefusal } from '#src/errors.ts';
import { meetingView } from '#src/queries/meeting-page.ts';
import { readInput } from '#src/read-input.ts';
import type { Committed } from '#src/store/commit.ts';
import { withAfterParam } from '../../after-param.ts';
import { LONG_FORM, SHORT_FORM } from '../../body.ts';
import { commandRequest, fieldsOf } from '../../form.ts';
import { refusalsCounted } from '../../metrics.ts';
import { type Operation, operation } from '../../operation.ts';
import { renderPage } from '../../render.ts';
import { meetingForms } from './meeting-forms.ts';
import { moveMeetingPages } from './move-page.ts';
import { meetingPage } from './page.ts';
import { waitForSignal } from './wait-for-signal.ts';

interface Press {
  app: App;
  meeting: string;
  command: CommandRequest;
  fields: Record<string, unknown>;
  request: Request;
}

/** One form of the page, and what it does. */
const onMeetingPage = (path: string, act: (press: Press) => Promise<Committed>, takes = SHORT_FORM): Operation =>
  operation({
    method: 'post',
    path: `/moeder/:meeting/${path}`,
    access: 'session',
    takes,
    async handler({ app, request, response, params: { meeting } }) {
      const fields = fieldsOf(request);
      try {
        const committed = await act({ app, meeting, command: commandRequest(request), fields, request });
        response.redirect(303, withAfterParam(`/moeder/${meeting}`, committed));
      } catch (error) {
        await showRefusal(app, request, response, { error, meeting, typed: fields });
      }
    },
  });

/** The forms that an action has on the meeting's page. */
const formsOf = ({ pages, run, isTextual }: MeetingAction): Operation[] =>
  pages.flatMap(({ path, form, on }) => {
    const readForm = meetingForms[form];
    if (on !== 'meeting' || readForm === undefined) return [];
    const act = async ({ app, meeting, command, fields, request }: Press) =>
      run(app, command, { meeting, ...(await readForm({ app, request, meeting, fields })) });
    return onMeetingPage(path, act, isTextual ? LONG_FORM : SHORT_FORM);
  });

const ItemForm = z.object({ item: Id });
const ListForm = ItemForm.extend({ part: Id.default(AGENDA) });

/** Actions on an item, pressed on the meeting's page: it waits a moment until the meeting has heard of them. */
const formsOfItems: Operation[] = [
  onMeetingPage('saet-paa', async ({ app, meeting, command, fields }) => {
    const { item, part } = readInput(ListForm, fields);
    const listed = await listItem.run(app, command, { item, meeting, part });
    await waitForSignal(app, meeting, ({ heard }) => heard[item] !== undefined);
    return listed;
  }),
  onMeetingPage('tag-af', async ({ app, meeting, command, fields }) => {
    const { item } = readInput(ItemForm, fields);
    const unlisted = await unlistItem.run(app, command, { item });
    await waitForSignal(app, meeting, ({ items }) => items.every((listed) => listed.item !== item));
    return unlisted;
  }),
];

/** The meeting as it stands, with what was refused at its top and what was typed still in its form. */
async function showRefusal(
  app: App,
  request: Request,
  response: Response,
  { error, meeting, typed }: { error: unknown; meeting: string; typed: Record<string, unknown> },
): Promise<void> {
  if (!isRefusal(error) || error.status >= 500 || error.status === 401) throw error;
  const actor = actorOrRefuse(request);
  const view = await meetingView(app, actor, meeting).catch(() => {
    throw error;
  });
  refusalsCounted.inc({ rule: error.code });
  response.status(error.status);
  renderPage(response, 'meeting', await meetingPage(app, actor, view, { code: error.code, typed }));
}

export const meetingActionPages: readonly Operation[] = [
  ...moveMeetingPages,
  ...Object.values<MeetingAction>(meetingActions).flatMap(formsOf),
  ...formsOfItems,
];
