/** Everything the item's page shows, as plain values. */

import { authorsOf, currentHearing, currentStep } from '#machines/agenda-item/context.ts';
import { hasTag } from '#machines/states.ts';
import { dayOf, momentOf, pointed } from '#src/calendar/danish-dates.ts';
import { otherWriters } from '#src/commands/item/assert-writes-items.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import type { App } from '#src/context.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import { openText } from '#src/documents/open-text.ts';
import { slotOf } from '#src/documents/sub-items.ts';
import type { Directory } from '#src/people/directory.ts';
import { localDay } from '#src/people/local-day.ts';
import { personName } from '#src/people/names.ts';
import { substitutesOn } from '#src/people/substitutes.ts';
import { mayOpenClosedBilag } from '#src/policies/bilag-policies.ts';
import { mayRunHearing } from '#src/policies/hearing-policies.ts';
import { isInside, seesDraft } from '#src/policies/item-policies.ts';
import { writesItems } from '#src/policies/roles.ts';
import { hearingEntries } from '#src/queries/hearing-timeline.ts';
import { draftOf, type ItemHistory, versionContent, withCorrections } from '#src/queries/item.ts';
import { heldSince, holderOf, type ItemHolder } from '#src/queries/item-holder.ts';
import { routeOf } from '#src/queries/item-route.ts';
import { type ItemVersion, timelineOf, versionsOf } from '#src/queries/item-timeline.ts';
import { lateReasonOf } from '#src/queries/late-reason.ts';
import { hearingStages } from '#src/queries/open-hearings.ts';
import { paperOf } from '#src/queries/own-approvals.ts';
import { spunOffFrom } from '#src/queries/spun-off.ts';
import { formatElapsed } from '#src/words/elapsed.ts';
import { word } from '#src/words/words.ts';
import { newRequestId } from '../../form.ts';
import { itemBadge } from '../../state-badge.ts';
import { deadlinesAheadOf } from '../deadlines/deadline-line.ts';
import { renditionsFor } from '../files/rendition-view.ts';
import { itemPacketHref } from '../packets/item-packet.ts';
import { actionForm } from './action-form.ts';
import { askedViews } from './asked-view.ts';
import { openMeetings, organChoices, personChoices, wordChoices } from './choices.ts';
import { decidePanel } from './decide-panel.ts';
import { entryView } from './entry-view.ts';
import { isOutward, type ReadableItem } from './item-access.ts';
import { itemOffers, type Offer } from './item-offers.ts';
import { type BilagReader, itemTextView } from './item-text.ts';
import { routeLine } from './route-line.ts';
import { sectionViews } from './section-views.ts';
import { seenBeforeView } from './seen-before-view.ts';

const RESTING = { completed: 'state-done', withdrawn: 'state-stopped' } as Record<string, string>;

/** A text for a reader who may perhaps not open what is closed in it. */
export const readableText = (
  { actor, target }: Pick<ReadableItem, 'actor' | 'target'>,
  content: ItemContent,
): ItemContent => (mayOpenClosedBilag(actor, target) ? content : openText(content));

/**
 * The text a reader is shown: the draft is for its owner and the secretariat; others see the version that was last sent, and
 * nothing before the first one was.
 */
export async function shownContent(app: App, readable: ReadableItem) {
  const { history } = readable;
  const { context, state } = history;
  const version = context.version ? versionContent(history, context.version.hash) : null;
  const sees = seesDraft(readable.actor, readable.target);
  const draft =
    (hasTag('agenda-item', state.value, 'drafting') && sees) || version === null
      ? await draftOf(app, history.id)
      : null;
  return draft && sees
    ? { content: withCorrections(history, draft.body).draft.content, isDraft: true, version: undefined }
    : { content: version, isDraft: false, version: context.version?.hash };
}

/** Who has the item, and since when. */
export async function holderNow(app: App, { history, directory, now }: ReadableItem): Promise<ItemHolder> {
  const { context, head, records } = history;
  const meeting = context.listing
    ? await app.collections.meetings.findOne({ _id: context.listing.meeting }).lean()
    : null;
  return holderOf(directory, { state: head.to, context }, meeting, heldSince(records), now);
}

export async function itemPage(app: App, readable: ReadableItem) {
  const { history, actor, directory, target, now } = readable;
  const { context, head } = history;
  const { content, isDraft, version } = await shownContent(app, readable);
  const inside = isInside(actor, context);
  const whole = timelineOf(history, directory);
  const versions = inside ? versionsOf(history, whole) : [];
  const hearings = context.hearings.map(({ hearing }) => hearing);
  const [heard, holder, lateReason, subItems, bilag, deadlines, stages] = await Promise.all([
    hearingEntries(app, directory, hearings),
    holderNow(app, readable),
    lateReasonOf(app, history.id, context),
    isDraft || content === null ? [] : subItemsView(app, readable, content),
    content && bilagReader(app, readable, content),
    inside ? deadlinesAheadOf(app, history.id, now) : [],
    hearingStages(app, [{ item: history.id, state: head.to }]),
  ]);
  const timeline = inside
    ? [...whole, ...heard].toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
    : whole.filter(({ event }) => isOutward(event));
  const offers = itemOffers(actor, target);
  const step = currentStep(context);
  const can = (wanted: string) => offers.some(({ action, allowed }) => action === wanted && allowed);
  const canDecide = can('approve');
  const asked = askedViews(readable, can);
  const calls = asked.filter(({ form }) => form !== null);
  const sections = sectionViews(readable, can);
  return {
    title: content?.title || word('print', 'untitled'),
    id: history.id,
    mayReadChain: inside,
    packetHref: itemPacketHref(readable),
    requestId: newRequestId(),
    isDraft,
    isErased: content === null,
    state: { text: itemBadge(head.to, stages.get(history.id)).text, css: RESTING[head.to] ?? '' },
    caseNumber: content?.caseNumber ?? null,
    type: word('itemTypes', content?.type ?? context.type),
    openness: word('openness', content?.openness ?? context.openness),
    closed: (content?.openness ?? context.openness) === 'closed',
    officer: personName(directory, context.owner),
    handOverAll: can('handOver') ? `/overdrag?fra=${context.owner}` : null,
    substitutes: namesOf(directory, substitutesOn(directory, context.owner, localDay(now))),
    coAuthors: namesOf(directory, context.coAuthors ?? []),
    hearing: inside ? hearingView(history, offersHearing(actor, target)) : null,
    version: context.version?.n ?? null,
    lateReason,
    origin: context.origin === null ? null : `/punkter/${context.origin.item}`,
    subItems,
    holder: holderView(head.to, holder, currentHearing(context) === undefined, now),
    text: content && bilag ? itemTextView(paperOf(history, content, { version, directory }), bilag) : null,
    route: routeOf(directory, context, head.to, history.records, now).flatMap((stop, index) => {
      const of = context.route[index];
      return of ? [routeLine(of, stop)] : [];
    }),
    timeline: timeline.toReversed().map((entry) => entryView(history.id, entry, inside)),
    deadlines,
    sections,
    versions: versions.toReversed().map((version) => versionView(history.id, version, versions)),
    seen:
      canDecide && content
        ? seenBeforeView(history, content, { person: actor.person, directory }, (text) => readableText(readable, text))
        : null,
    decide:
      canDecide && content && step ? decidePanel(history, content, actor, directory, `/punkter/${history.id}`) : null,
    asked,
    calls,
    offers: await offersView(app, readable, offers, { isCalled: canDecide || calls.length > 0, sections }),
  };
}

const namesOf = (directory: Directory, ids: readonly string[]) => ids.map((id) => personName(directory, id)).join(', ');

/**
 * What may be done, beside the text. What the page calls for at its top is not offered once more, and what is asked for in a section
 * is a link to that.
 */
async function offersView(
  app: App,
  { history: { id, context }, directory }: ReadableItem,
  offers: readonly Offer[],
  { isCalled, sections }: { isCalled: boolean; sections: ReturnType<typeof sectionViews> },
) {
  const step = currentStep(context);
  const anchorOf = (action: Offer['action']) =>
    sections.find(({ actions }) => actions.includes(action))?.anchor ?? null;
  const isShown = ({ action, allowed, page: { form, shownIn } }: Offer) => {
    if (form === 'decide' || shownIn === 'decide') return !isCalled;
    return shownIn !== 'section' || !allowed || anchorOf(action) !== null;
  };
  const shown = offers.filter(isShown).map(async ({ page: { path, form, shownIn }, ...offer }) => ({
    ...offer,
    path,
    form,
    anchor: anchorOf(offer.action),
    fields:
      shownIn === 'actions' ? actionForm(itemActions[offer.action], { context, directory }, `/punkter/${id}`) : null,
    item: id,
    requestId: newRequestId(),
    step: step?.id ?? '',
    regretStep: context.approvals.at(-1)?.step ?? '',
    organs: form === 'organ' || form === 'stops' ? organChoices(directory, null) : [],
    roles: wordChoices('organRoles', 'orienting'),
    meetings: form === 'meeting' && step?.kind === 'organ' && step.organ ? await openMeetings(app, step.organ) : [],
    rows: form === 'stops' ? [1, 2, 3] : [],
    coAuthors: form === 'co-authors' ? personChoices(directory, context.coAuthors ?? []) : [],
    writers: form === 'co-authors' ? personChoices(directory, otherWriters(directory, authorsOf(context))) : [],
  }));
  return Promise.all(shown);
}

/** What its reader may open of the item's bilag, from its own pages. */
export async function bilagReader(
  app: App,
  { history, actor, target }: ReadableItem,
  content: ItemContent,
  version?: number,
): Promise<BilagReader> {
  const files = content.bilag.flatMap(({ file }) => (file === undefined ? [] : [file]));
  return {
    hideClosed: !mayOpenClosedBilag(actor, target),
    files: `/punkter/${history.id}/bilag`,
    query: version === undefined ? '' : `?version=${version}`,
    hasViewer: true,
    renditions: await renditionsFor(app, files),
    withNotes: isInside(actor, history.context),
  };
}

/** Sub-items of the version that was sent: the item that each has become, or the way to make it one for those who write items. */
async function subItemsView(app: App, { history, actor }: ReadableItem, { subItems = [] }: ItemContent) {
  const own = await spunOffFrom(app, actor, history.id, subItems);
  return subItems.map((each) => {
    const become = own.get(each.id) ?? [];
    return {
      item: history.id,
      key: each.id,
      title: each.title,
      slot: slotOf(each),
      requestId: newRequestId(),
      become: become.map(({ item, title }) => ({ href: title === null ? null : `/punkter/${item}`, title })),
      maySpinOff: writesItems(actor) && become.length === 0,
    };
  });
}

/** The hearing that the item is in, or the way to plan one. */
function hearingView({ id, context, head }: ItemHistory, mayPlan: boolean) {
  const hearing = currentHearing(context);
  if (hearing !== undefined) return { href: `/hoeringer/${hearing}`, text: 'Se høringen', isPlanned: true };
  if (!hasTag('agenda-item', head.to, 'in-hearing') || !mayPlan) return null;
  return { href: `/punkter/${id}/hoering`, text: 'Planlæg høringen', isPlanned: false };
}
const offersHearing = (actor: ReadableItem['actor'], item: ReadableItem['target']) => mayRunHearing(actor, { item }).ok;

function holderView(state: string, holder: ItemHolder, hearingUnplanned: boolean, now: Date) {
  const { meeting } = holder;
  return {
    ...holder,
    hearingUnplanned,
    isTreated: hasTag('agenda-item', state, 'treated'),
    people: holder.people.join(' eller '),
    since: dayOf(holder.since),
    waited: formatElapsed(holder.since, now),
    meeting: meeting && { id: meeting.id, date: dayOf(meeting.date), startsAt: pointed(meeting.startsAt) },
  };
}

const versionView = (id: string, version: ItemVersion, all: readonly ItemVersion[]) => ({
  n: version.n,
  moment: momentOf(version.at),
  by: version.by,
  what: word('events', version.event),
  href: `/punkter/${id}/version/${version.n}`,
  compareHref: all[0]?.n === version.n ? null : `/punkter/${id}/version/${version.n}#aendringer`,
});
