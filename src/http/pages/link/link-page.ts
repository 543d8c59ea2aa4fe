/** What the page of a mailed link shows: as much as its reader may know, and what the link still stands for. */
import type { Actor } from '#src/auth/actor.ts';
import { itemTarget } from '#src/commands/item/item-action.ts';
import { availableOnItem } from '#src/commands/item/registry.ts';
import type { App } from '#src/context.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import { openText } from '#src/documents/open-text.ts';
import type { OpenedLink } from '#src/links/open-link.ts';
import { ruleOfStatus } from '#src/links/redeem-link.ts';
import { byApprover } from '#src/policies/approval-policies.ts';
import { mayOpenClosedBilag } from '#src/policies/bilag-policies.ts';
import { type ItemTarget, mayReadItem } from '#src/policies/item-policies.ts';
import { type ItemHistory, loadItem, versionContent } from '#src/queries/item.ts';
import { type TimelineEntry, timelineOf, versionNumbers } from '#src/queries/item-timeline.ts';
import { paperOf } from '#src/queries/own-approvals.ts';
import { textChanges } from '#src/words/text-changes.ts';
import { sentenceOf, word } from '#src/words/words.ts';
import { changesView } from '../item/changes-view.ts';
import { decidePanel } from '../item/decide-panel.ts';
import { entryView } from '../item/entry-view.ts';
import { itemTextView } from '../item/item-text.ts';
import { sectionViews } from '../item/section-views.ts';
import { seenBeforeView } from '../item/seen-before-view.ts';
import { linkDeps } from './link-deps.ts';

/** Before anything happened at this step, a text is shown without what organs decided later. */
const asMailed = (history: ItemHistory): ItemHistory => ({
  ...history,
  context: { ...history.context, pendingDecision: null },
});

/** Open content may be read with the link alone, as long as the item is still open; a closed one shows its case number. */
const isPublicEnough = (history: ItemHistory, content: ItemContent | null) =>
  content?.openness === 'open' && history.context.openness === 'open';

/** What the reader of a link may see of the text that was mailed: with the link alone, open content and no closed bilag. */
export async function linkReader(app: App, opened: OpenedLink, actor: Actor | null) {
  const { link, status } = opened;
  const now = await app.clock.now();
  const [history, directory] = await Promise.all([loadItem(app, link.item), app.directory.current()]);
  const mailed = versionContent(history, link.version);
  const target = itemTarget(directory, history.state, now);
  const verdict = actor && (await approvalVerdict(app, opened, { actor, target, now }));
  const isRecipient = actor !== null && (verdict?.allowed === true || actor.person === link.person);
  const mayRead = actor !== null && mayReadItem(actor, target).ok;
  const reads = (isRecipient && mayRead) || (status !== 'expired' && isPublicEnough(history, mailed));
  const opensClosed = isRecipient && mayOpenClosedBilag(actor, target);
  return { history, directory, mailed, verdict, isRecipient, target, mayRead, reads, opensClosed };
}

/** May the reader approve through the link? One whose item it has become since the mail was sent may not. */
async function approvalVerdict(
  app: App,
  opened: OpenedLink,
  { actor, target, now }: { actor: Actor; target: ItemTarget; now: Date },
) {
  const verdict = await linkDeps(app).mayUseLink({ person: actor.person, event: 'approve', opened, at: now });
  const approval = byApprover(actor, target);
  if (!verdict.allowed || approval.ok || approval.rule !== 'not-ones-own') return verdict;
  return { allowed: false as const, code: approval.rule };
}

/** The transition that explains what has become of the link, for whoever may know who did it. */
function recordedAs(history: ItemHistory, timeline: readonly TimelineEntry[], { because }: OpenedLink) {
  const index = history.records.findIndex(({ seq }) => seq === because?.seq);
  return timeline[index] ?? null;
}

/**
 * @param actor who is signed in, or null: mail scanners come without a session, and see what anybody with the address would
 * @param rawToken goes into the addresses of the page's own forms only
 */
export async function linkPage(app: App, opened: OpenedLink, rawToken: string, actor: Actor | null) {
  const { link, status } = opened;
  const reader = await linkReader(app, opened, actor);
  const { history, directory, mailed, verdict, isRecipient, target, mayRead, reads, opensClosed } = reader;
  const currentVersion = history.context.version;
  const current = currentVersion ? versionContent(history, currentVersion.hash) : null;
  const timeline = timelineOf(history, directory);
  const knows = actor !== null && isRecipient && mayRead;
  const recorded = knows ? recordedAs(history, timeline, opened) : null;
  const mayAct = status === 'current' && verdict?.allowed === true;
  const recipient = directory.people.get(link.person);
  const readable = (content: ItemContent) => (opensClosed ? content : openText(content));
  const rule = ruleOfStatus(status);
  return {
    title: reads && mailed?.title ? mailed.title : `Sag ${mailed?.caseNumber ?? ''}`.trim(),
    reads,
    closed: !isPublicEnough(history, mailed),
    caseNumber: mailed?.caseNumber ?? null,
    openness: word('openness', history.context.openness),
    versionNumber: versionNumbers(history.records).get(link.version) ?? 0,
    status,
    /** Why the link means nothing more, and what to do now; null while it does. */
    fate: rule === null ? null : sentenceOf(rule),
    /** The rule whose sentence the page says anyhow. */
    saidRule: status === 'acted' ? null : rule,
    recipient: recipient?.name ?? '',
    recipientEmail: recipient?.email ?? '',
    signedInAs: actor?.name ?? null,
    isRecipient,
    mayAct,
    refusal: actor && status === 'current' && verdict?.allowed === false ? verdict.code : null,
    here: `/l/${rawToken}`,
    itemHref: mayRead ? `/punkter/${link.item}` : null,
    text:
      reads && mailed
        ? itemTextView(paperOf(asMailed(history), mailed, { version: link.version, directory }), {
            hideClosed: !opensClosed,
            files: `/l/${rawToken}/bilag`,
            hasViewer: true,
          })
        : null,
    // What their entries wait for is done on the item's own page.
    sections: actor !== null && mayRead ? sectionViews({ history, actor, directory }, () => false) : [],
    recorded: recorded && entryView(link.item, recorded),
    corrected: recorded?.event === 'correct',
    currentVersion: currentVersion?.n ?? null,
    // A link that means nothing more leads on where its reader has something to do all the same.
    stillYours: status !== 'current' && actor !== null && mayApprove(actor, target),
    changes:
      status === 'changed' && knows && mailed && current && currentVersion?.hash !== link.version
        ? changesView(textChanges(readable(mailed), readable(current)))
        : null,
    seen:
      mayAct && knows && mailed ? seenBeforeView(history, mailed, { person: actor.person, directory }, readable) : null,
    decide:
      mayAct && actor && mailed && reads ? decidePanel(history, mailed, actor, directory, `/l/${rawToken}`) : null,
  };
}

/** The same answer as the item's own page gives. */
const mayApprove = (actor: Actor, target: ItemTarget): boolean =>
  availableOnItem(actor, target).some(({ action, allowed }) => action === 'approve' && allowed);
