/** What the file of a packet is called where somebody keeps it. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { Directory } from '#src/people/directory.ts';
import type { Edition } from '#src/store/models/edition.ts';

const ENDS: Readonly<Record<string, string>> = { public: '-offentlig', draft: '-udkast' };

/** "pakke-ØU-2023-12-05-udgave-2", without its ending. */
export function packetName(directory: Directory, context: MeetingContext, edition: Edition): string {
  const organ = directory.organs.get(context.organ)?.abbreviation ?? context.organ;
  const part = edition.scope === 'all' ? '' : `-${edition.scope}`;
  return `pakke-${organ}-${context.date}${part}${ENDS[edition.variant] ?? ''}-udgave-${edition.edition}`;
}
