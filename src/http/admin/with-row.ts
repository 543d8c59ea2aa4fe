/** A directory as plain lists, to make another of in which one row is changed: a later row with the same id takes its place. */
import type { Directory } from '#src/people/directory.ts';

export const withRow = ({ people, offices, organs, delegations, closures }: Directory) => ({
  people: [...people.values()],
  offices: [...offices.values()],
  organs: [...organs.values()],
  delegations,
  closures,
});
