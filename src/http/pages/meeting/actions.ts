/** What is done to a meeting from its page: each form is one action, and the answer is the page as it then stands. */

import { z } from 'zod';
import { AGENDA } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import type { Actor } from '#src/auth/actor.ts';
import { listItem } from '#src/commands/item/list.ts';
import { unlistItem } from '#src/commands/item/unlist.ts';
import type { MeetingAction } from '#src/commands/meeting/meeting-action.ts';
import { meetingActions } from '#src/commands/meeting/registry.ts';
import type { CommandRequest } from '#src/context.ts';
import { isRefusal } from '#src/errors.ts';
import { meetingView } from '#src/queries/meeting-page.ts';
import type { Committed } from '#src/store/commit.ts';
import { withAfterParam } from '../../after-param.ts';
import { type BodyReader, LONG_FORM, SHORT_FORM } from '../../body.ts';
import { commandRequest } from '../../form.ts';
import { inputOf } from '../../form-input.ts';
import { refusalsCounted } from '../../metrics.ts';
import { type Operation, operation, type RefusedCall } from '../../operation.ts';
import { OfMeeting } from '../../path-params.ts';
import { refusedStatus } from '../../refused-status.ts';
import { renderPage } from '../../render.ts';
import { meetingForms, type Sent } from './meeting-forms.ts';
import { moveMeetingPages } from './move-page.ts';
import { meetingPage } from './page.ts';
import { waitForSignal } from './wait-for-signal.ts';

interface Press<Body> extends Sent {
  command: CommandRequest;
  body: Body;
}

/** One form of the page: what it must be, and what it does. */
interface PageForm<Body extends z.ZodType> {
  path: string;
  body: Body;
  takes?: BodyReader;
  act(press: Press<z.infer<Body>>): Promise<Committed>;
}

const onMeetingPage = <Body extends z.ZodType>({ path, body, takes = SHORT_FORM, act }: PageForm<Body>): Operation =>
  operation({
    method: 'post',
    path: `/moeder/:meeting/${path}`,
    access: 'session',
    takes,
    schema: { params: OfMeeting, body },
    async handler(call) {
      const { app, actor, request, response, params, body: given } = call;
      const { meeting } = params;
      try {
        const committed = await act({ app, actor, meeting, command: commandRequest(request), body: given });
        response.redirect(303, withAfterParam(`/moeder/${meeting}`, committed));
      } catch (error) {
        await showRefusal(path, call, error);
      }
    },
    onBadInput: (call, refusal) => showRefusal(path, call, refusal),
  });

/** The forms that an action has on the meeting's page. */
const formsOf = ({ pages, run, isTextual }: MeetingAction): Operation[] =>
  pages.flatMap((page) => {
    if (page.on !== 'meeting') return [];
    const form = meetingForms[page.form];
    return onMeetingPage({
      path: page.path,
      body: form.body,
      takes: isTextual ? LONG_FORM : SHORT_FORM,
      act: async ({ command, body, ...sent }) =>
        run(sent.app, command, { meeting: sent.meeting, ...(await inputOf(form, body, sent)) }),
    });
  });

const ItemForm = z.object({ item: Id });
const ListForm = ItemForm.extend({ part: Id.default(AGENDA) });

/** Actions on an item, pressed on the meeting's page: it waits a moment until the meeting has received them. */
const formsOfItems: Operation[] = [
  onMeetingPage({
    path: 'saet-paa',
    body: ListForm,
    async act({ app, meeting, command, body: { item, part } }) {
      const listed = await listItem.run(app, command, { item, meeting, part });
      await waitForSignal(app, meeting, ({ heard }) => heard[item] !== undefined);
      return listed;
    },
  }),
  onMeetingPage({
    path: 'tag-af',
    body: ItemForm,
    async act({ app, meeting, command, body: { item } }) {
      const unlisted = await unlistItem.run(app, command, { item });
      await waitForSignal(app, meeting, ({ items }) => items.every((listed) => listed.item !== item));
      return unlisted;
    },
  }),
];

/** The meeting as it stands, with the form that was refused as it was filled in, and what is wrong with it. */
async function showRefusal(
  path: string,
  { app, actor, response, params: { meeting }, fields: typed }: RefusedCall<Actor, { meeting: string }>,
  error: unknown,
): Promise<void> {
  if (!isRefusal(error) || error.status >= 500 || error.status === 401) throw error;
  const view = await meetingView(app, actor, meeting).catch(() => {
    throw error;
  });
  refusalsCounted.inc({ rule: error.code });
  refusedStatus(response, error);
  renderPage(response, 'meeting', await meetingPage(app, actor, view, { path, refusal: error, typed }));
}

export const meetingActionPages: readonly Operation[] = [
  ...moveMeetingPages,
  ...Object.values<MeetingAction>(meetingActions).flatMap(formsOf),
  ...formsOfItems,
];
