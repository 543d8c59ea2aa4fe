/** Hearings that are open to all: a list, a page each, and a form to answer without an invitation. */
import { type Response, Router } from 'express';
import { createSignInLimits, DEFAULT_LIMITS, DEMO_LIMITS } from '#src/auth/limits.ts';
import { keyedHash } from '#src/auth/secrets.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import { momentInWords } from '#src/calendar/sentence.ts';
import { ItemVersionDocument } from '#src/content/decision.ts';
import { notFound } from '#src/errors.ts';
import { seal, unseal } from '#src/hearing/party-link.ts';
import { type HearingStory, loadHearing } from '#src/views/hearing.ts';
import { itemStyle } from '../item/item-assets.ts';
import { renderPage } from '../render.ts';
import type { Web } from '../web.ts';
import { type Answered, takeAnswer } from './answer-form.ts';
import { formView, hearingFacts, isClosedItem, problemView, receiptView } from './answer-page.ts';
import { sealForm } from './party-access.ts';
import { parsed } from './party-routes.ts';

const RECEIPT = 'hearing-public-receipt';

export function publicHearingRoutes({ app }: Web): Router {
  const router = Router();
  const limits = createSignInLimits(app.connection, app.config.DEMO ? DEMO_LIMITS : DEFAULT_LIMITS);
  const key = app.config.SERVER_KEY;

  router.get('/hoering', async (_request, response) => {
    const rows = await app.collections.hearings.find({ state: { $in: ['open', 'grace'] } }).toArray();
    const open = rows.filter(({ context }) => context.openTo === 'everyone');
    const texts = await app.contents.readMany(open.map(({ context }) => context.version));
    renderPage(response, 'hearings-public', {
      title: 'Høringer',
      hearings: open.flatMap(({ _id, context, closesAt }) => {
        const version = ItemVersionDocument.safeParse(texts.get(context.version));
        if (!version.success || version.data.content.openness === 'closed') return [];
        return [
          {
            href: `/hoering/${_id}`,
            title: version.data.content.title,
            typeName: hearingType(context.hearingType)?.name ?? 'Høring',
            closes: closesAt === null ? '' : momentInWords(closesAt),
          },
        ];
      }),
    });
  });

  /** Strangers see hearings that are open to all and have begun, and nothing of any other. */
  async function publicStory(id: string): Promise<HearingStory> {
    const story = await loadHearing(app, id);
    const { context, state } = story;
    if (context.openTo !== 'everyone' || state.value === 'planned' || isClosedItem(story)) throw notFound('hearing');
    return story;
  }

  async function show(story: HearingStory, response: Response, refused: Extract<Answered, { ok: false }> | null) {
    const now = await app.clock.now();
    renderPage(response, 'hearing-answer', {
      ...hearingFacts(story, true, now),
      styles: [await itemStyle()],
      action: `/hoering/${story.id}/svar`,
      back: '/hoering',
      declines: null,
      asksEmail: true,
      form: formView(refused?.fields ?? {}, sealForm(app, story.id, now)),
      problem: problemView(refused),
    });
  }

  router.get('/hoering/:hearing', async (request, response) => {
    await show(await publicStory(request.params.hearing), response, null);
  });
  router.post('/hoering/:hearing/svar', async (request, response) => {
    const receivedAt = await app.clock.now();
    await parsed(request, response);
    const story = await publicStory(request.params.hearing);
    const ip = request.ip ?? 'unknown';
    await limits.countRequest(keyedHash(key, 'hearing-public', `${story.id} ${ip}`), ip);
    const who = { hearing: story.id, party: null, email: null };
    const answered = await takeAnswer(app, request, who, receivedAt);
    if (!answered.ok) return show(story, response.status(answered.status), answered);
    const ticket = seal(key, RECEIPT, `${story.id} ${answered.committed.seq}`);
    response.redirect(303, `/hoering/${story.id}/kvittering/${ticket}`);
  });
  router.get('/hoering/:hearing/kvittering/:ticket', async (request, response) => {
    const story = await publicStory(request.params.hearing);
    const [hearing, seq] = unseal(key, RECEIPT, request.params.ticket)?.split(' ') ?? [];
    const record = hearing === story.id ? story.records.find((each) => each.seq === Number(seq)) : undefined;
    const receipt = record?.event.type === 'answer' ? receiptView(story, record.event.answer) : null;
    if (receipt === null) throw notFound('page');
    response.set('Cache-Control', 'no-store');
    renderPage(response, 'hearing-receipt', {
      ...hearingFacts(story, true, await app.clock.now()),
      receipt,
      again: `/hoering/${story.id}`,
    });
  });
  return router;
}
