/** The approvals of an item that were given by whoever writes it, as the item's paper says them. Pure. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { hasTag } from '#machines/states.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { ItemDocument } from '#src/documents/item-document.ts';
import type { Directory } from '#src/people/directory.ts';
import { officeName, organName, personName } from '#src/people/names.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import { listed } from '#src/words/listed.ts';
import { filled, word } from '#src/words/words.ts';
import { documentOf, type ItemHistory } from './item.ts';

type Approval = ItemContext['approvals'][number];
const contextOf = ({ state }: TransitionRecord) => state.context as ItemContext;

/** By which organs' rules an approval of one's own was allowed: "(eget punkt, tilladt efter reglen for …)"; empty where it is none. */
export const allowedInWords = ({ ownAllowedBy = [] }: Pick<Approval, 'ownAllowedBy'>, directory: Directory): string =>
  ownAllowedBy.length === 0
    ? ''
    : filled(word('print', 'ownAllowedBy'), {
        organs: listed(ownAllowedBy.map((organ) => organName(directory, organ))),
      });

function inWords({ by: { person, office, onBehalfOf }, ownAllowedBy }: Approval, directory: Directory): string {
  const name = personName(directory, person);
  return filled(word('print', 'ownApproval'), {
    person: onBehalfOf === null ? name : `${name} på vegne af ${personName(directory, onBehalfOf)}`,
    office: office === null ? '' : officeName(directory, office),
    allowed: allowedInWords({ ownAllowedBy }, directory),
  });
}

/**
 * The approvals of one's own in the last round in which a version was on its way.
 * @param version its hash; undefined for a draft, which nobody has approved
 */
function ownApprovalsOf({ records }: Pick<ItemHistory, 'records'>, version: string | undefined): Approval[] {
  const last = records.findLast(
    (record) => contextOf(record).version?.hash === version && !hasTag('agenda-item', record.to, 'drafting'),
  );
  if (version === undefined || last === undefined) return [];
  const { approvals, round } = contextOf(last);
  return approvals.filter((approval) => approval.round === round && approval.ownAllowedBy !== undefined);
}

/** `documentOf`, and who has approved what they write themselves. @param version the text's hash; undefined for a draft */
export function paperOf(
  history: ItemHistory,
  content: ItemContent,
  { version, directory }: { version: string | undefined; directory: Directory },
): ItemDocument {
  const document = documentOf(history, content);
  const own = ownApprovalsOf(history, version).map((approval) => inWords(approval, directory));
  return own.length === 0 ? document : { ...document, ownApprovals: own };
}
