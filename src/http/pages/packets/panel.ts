/** The panel "Materiale" of a meeting's page: what of its packets there is, and what is on its way. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { Actor } from '#src/auth/actor.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { App } from '#src/context.ts';
import { packetChangesInWords } from '#src/packets/changes-in-words.ts';
import { readersOfMeeting } from '#src/packets/edition-readers.ts';
import type { PacketEntry } from '#src/packets/packet-list.ts';
import { isSecretariat, seesReaders } from '#src/policies/roles.ts';
import { partTitle } from '#src/queries/printed-meeting.ts';
import { failureSentence } from '#src/words/rendition-words.ts';
import { word } from '#src/words/words.ts';
import { newRequestId } from '../../form.ts';
import { factsOf } from '../viewer/whole-agenda.ts';
import { readersView } from './readers-view.ts';
import { underwayText } from './underway-text.ts';

/** @param entries the meeting's packets as this reader may see them */
export async function packetPanel(
  deps: Pick<App, 'collections' | 'directory'>,
  actor: Actor,
  context: MeetingContext,
  entries: readonly PacketEntry[],
) {
  const runs = isSecretariat(actor);
  const sees = seesReaders(actor);
  const [directory, readers] = await Promise.all([
    deps.directory.current(),
    sees && entries.some(({ edition }) => edition !== null) ? readersOfMeeting(deps, context.meeting) : null,
  ]);
  return {
    meeting: context.meeting,
    runs,
    requestId: newRequestId(),
    // While something is being built the panel asks for itself anew.
    busy: entries.some(({ underway }) => underway?.state === 'wanted'),
    // People are told what is kept of them.
    isNoted: !sees,
    packets: entries.map((entry) => ({
      ...packetProps(context, entry, runs),
      readers: readers && readersView(directory, context, entry, readers),
    })),
  };
}
export type PacketPanel = Awaited<ReturnType<typeof packetPanel>>;

const base = (meeting: string, scope: string, variant: string, edition: number): string =>
  `/moeder/${meeting}/pakker/${scope}/${variant}/${edition}`;

function packetProps(context: MeetingContext, { scope, variant, edition, underway }: PacketEntry, runs: boolean) {
  const href = edition && base(context.meeting, scope, variant, edition.edition);
  return {
    scope,
    variant,
    id: `${scope}-${variant}`,
    title: `${titleOf(context, scope)}, ${word('packetVariantNames', variant)}`,
    edition: edition && {
      href: `${href}/pakke.pdf`,
      htmlHref: `${href}/pakke.html`,
      // The files cannot carry a name.
      zipHref: edition.stamped && !runs ? null : `${href}/pakke.zip`,
      originalHref: edition.stamped && runs ? `${href}/original.pdf` : null,
      stamped: edition.stamped,
      manifestHref: `${href}/manifest.json`,
      facts: factsOf(edition),
      built: momentOf(edition.builtAt),
      changes: packetChangesInWords(edition.changes),
      notSent: runs && variant !== 'draft' && !edition.sent,
      missing: runs ? [...edition.faults.map(faultLine), ...edition.missing.map(missingLine)] : [],
    },
    underway: underway && {
      edition: underway.edition,
      text: underwayText(underway),
      progress: underway.progress && {
        done: underway.progress.pages.done,
        of: Math.max(1, underway.progress.pages.of),
      },
      mayCancel: underway.state === 'wanted',
    },
    mayBuild: runs && underway?.state !== 'wanted',
  };
}

const titleOf = ({ parts }: MeetingContext, scope: string): string => {
  const part = parts.find(({ id }) => scope === `part-${id}`);
  return part ? partTitle(part.id, parts) : word('packetScopes', 'all');
};

/** "Punkt 2 “Veje” er trykt uden …": what an edition does not print as it was written, where and why. */
export const faultLine = ({
  number,
  title,
  place,
  cause,
  kept,
}: NonNullable<PacketEntry['edition']>['faults'][number]): string => {
  const item = `${number === null ? 'Punktet' : `Punkt ${number}`} “${title}”`;
  const where = place === null ? '' : ` (${place})`;
  return kept === 'words'
    ? `${item} er trykt uden lister, tabeller og fremhævning, fordi opsætningen fejlede${where}: ${cause}. Alle ord er med.`
    : `${item} er trykt uden sin tekst, fordi opsætningen fejlede${where}: ${cause}. Indstilling og beslutninger er med.`;
};

const missingLine = ({ label, title, failure }: NonNullable<PacketEntry['edition']>['missing'][number]): string =>
  `Bilag ${label} ${title}: ${failureSentence(failure, title)}`;
