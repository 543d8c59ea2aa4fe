/** Two states of one record compared, line by line, as its form names them; and what was changed in it by whom. */
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { Directory } from '#src/people/directory.ts';
import type { Revision } from '#src/queries/people-changes.ts';
import { namesIn } from '#src/words/names.ts';
import type { Line, RecordKind } from './record-kind.ts';

export interface Difference {
  label: string;
  mine: string;
  theirs: string;
}

/** As many of a record's last changes as its page shows. */
export const MOST_CHANGES = 50;

/** @param person null for what the operator's own commands have done */
export const changedBy = (person: string | null, directory: Directory): string =>
  person === null ? 'driften' : namesIn(directory).person(person);

/** The lines that are not the same, by label; a line that only one side has stands against nothing. */
export function differences(mine: readonly Line[], theirs: readonly Line[]): Difference[] {
  const valueIn = (lines: readonly Line[], label: string) => lines.find((line) => line.label === label)?.value || '–';
  const labels = [...new Set([...mine, ...theirs].map(({ label }) => label))];
  return labels
    .map((label) => ({ label, mine: valueIn(mine, label), theirs: valueIn(theirs, label) }))
    .filter((line) => line.mine !== line.theirs);
}

/** Of a list only what has come or gone: an organ has many members. */
function withoutCommon(one: string, other: string): string {
  const others = new Set(other.split('; '));
  const parts = one.split('; ');
  return parts.length + others.size === 2 ? one : parts.filter((part) => !others.has(part)).join('; ') || '–';
}

/**
 * What was changed from each revision to the next, the newest first.
 * @param revisions the newest first; what came before the last of them is not known, unless it is the first of all
 */
export function changesView<T extends { id: string; rev: number }>(
  kind: RecordKind<T>,
  revisions: readonly Revision<T>[],
  directory: Directory,
  now: Date,
) {
  const linesOf = ({ row }: Revision<T>) => kind.lines(kind.toFields(row, now), directory);
  return revisions.flatMap((revision, index) => {
    const before = revisions[index + 1];
    if (before === undefined && revision.row.rev > 1) return [];
    return {
      at: momentOf(revision.at),
      by: changedBy(revision.by, directory),
      isFirst: before === undefined,
      lines:
        before === undefined
          ? []
          : differences(linesOf(before), linesOf(revision)).map(({ label, mine, theirs }) => ({
              label,
              before: withoutCommon(mine, theirs),
              after: withoutCommon(theirs, mine),
            })),
    };
  });
}
