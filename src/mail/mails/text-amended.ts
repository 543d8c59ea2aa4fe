/**
 * To somebody who has approved in this round: the text was changed since, by a later approver or as an editorial change, and the
 * approval stands on what was read. Says what differs between the two.
 */
import { z } from 'zod';
import { hasTag } from '#machines/states.ts';
import type { LineChange } from '#src/documents/compare-texts.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import { openText } from '#src/documents/open-text.ts';
import { firstWords, lastWords } from '#src/documents/word-tokens.ts';
import { personName } from '#src/people/names.ts';
import type { Person } from '#src/people/types.ts';
import { placeOf, textChanges } from '#src/words/text-changes.ts';
import { contentOf, formOf, type ItemSubject, itemMail, whoDid } from '../about-item.ts';
import { aboutItem, Count, Line, printable } from '../fields.ts';
import { toPerson } from '../recipients.ts';
import { itemUrl } from '../urls.ts';

/** A mail says so many changes at most, and so many characters of each; the rest is read on the page. */
const MOST_CHANGES = 40;
const MOST_CHARACTERS = 4_000;
/** What has stayed the same is cut down to so many characters next to what has not. */
const AROUND = 80;

const Words = z.array(
  z.strictObject({ text: z.string().transform(printable), mark: z.enum(['same', 'added', 'removed']) }),
);
type Words = z.input<typeof Words>;

/** A changed place, as it was and as it is; a place that came or went has one of them only. */
const Change = z.strictObject({ place: Line, words: Words }).transform(({ place, words }) => {
  const before = words.filter(({ mark }) => mark !== 'added');
  const after = words.filter(({ mark }) => mark !== 'removed');
  const isWhole = words.every(({ mark }) => mark !== 'same');
  return {
    place,
    before:
      isWhole && before.length === 0 ? null : before.map(({ text, mark }) => ({ text, changed: mark === 'removed' })),
    after: isWhole && after.length === 0 ? null : after.map(({ text, mark }) => ({ text, changed: mark === 'added' })),
  };
});

export const textAmended = itemMail({
  /** `editedBy` names the person and the office, `editedByName` the person alone. The versions are counted from 1; `more` is how many changes the mail leaves out. */
  props: aboutItem(
    { recipientName: Line },
    {
      editedByName: Line,
      editedBy: Line,
      officerName: Line,
      approvedVersion: Count,
      version: Count,
      changes: z.array(Change).max(MOST_CHANGES),
      more: Count,
    },
  ),
  outdated(subject) {
    if (approvalOf(subject) === undefined) return 'approval-over';
    // The next change has a mail of its own, which says all that differs from what was approved.
    return subject.head.context.version?.hash === subject.about.version ? null : 'changed-again';
  },
  to: approver,
  nobody: { void: 'nobody-else' },
  async says(subject) {
    const { deps, directory, about, head } = subject;
    const approved = approvalOf(subject)?.version ?? '';
    const content = await contentOf(subject, about.version);
    const former = await deps.reader.content(approved);
    const [approvedVersion, version] = await numbersOf(subject, approved, about.version ?? '');
    const editor = await whoDid(subject);
    const link = `${itemUrl(deps.publicUrl, about.item)}/version/${version}?mod=${approvedVersion}#aendringer`;
    const openness = former?.openness === 'closed' ? former.openness : content.openness;
    return ({ name }) =>
      formOf(head, { ...content, openness }, { link, recipientName: name }, () => ({
        editedByName: editor.name,
        editedBy: editor.nameAndOffice,
        officerName: personName(directory, head.context.owner),
        approvedVersion,
        version,
        ...changesBetween(former, content),
      }));
  },
});

/** The recipient's last approval in the round of the change; undefined where the item has left it, or the approval was regretted. */
function approvalOf({ head: { context, state }, about, to }: ItemSubject) {
  if (hasTag('agenda-item', state, 'drafting') || hasTag('agenda-item', state, 'reopenable')) return undefined;
  if (context.round !== about.round || !('person' in to)) return undefined;
  return context.approvals.findLast(({ round, by }) => round === about.round && by.person === to.person);
}

/** Nobody is sent their own change. */
async function approver(subject: ItemSubject): Promise<Person[]> {
  const editor = await subject.deps.reader.whoCaused(subject.key);
  return toPerson(subject).filter(({ id }) => id !== editor?.person);
}

async function numbersOf({ deps, about }: ItemSubject, ...hashes: [string, string]): Promise<[number, number]> {
  const past = await deps.reader.past(about.item);
  const numberOf = (hash: string) => past.findLast(({ context }) => context.version?.hash === hash)?.context.version?.n;
  return [numberOf(hashes[0]) ?? 0, numberOf(hashes[1]) ?? 0];
}

/** What may be printed of the differences; none where the former text has been erased. */
function changesBetween(former: ItemContent | undefined, content: ItemContent) {
  const all = former === undefined ? [] : textChanges(openText(former), openText(content));
  const changes = all
    .slice(0, MOST_CHANGES)
    .map((change) => ({ place: placeOf(change), words: shortened(change.words) }));
  return { changes, more: all.length - changes.length };
}

function shortened(words: LineChange['words']): Words {
  const short: Words = [];
  let left = MOST_CHARACTERS;
  for (const [index, { text, mark }] of words.entries()) {
    const start = index === 0 ? 0 : AROUND;
    const end = index === words.length - 1 ? 0 : AROUND;
    const isLong = mark === 'same' && text.length > 2 * AROUND;
    const ends = [firstWords(text, start), '…', lastWords(text, end)].filter((part) => part !== '');
    const said = isLong ? ends.join(' ') : text;
    short.push({ text: said.length > left ? `${firstWords(said, left)} …` : said, mark });
    left -= said.length;
    if (left <= 0) break;
  }
  return short;
}
