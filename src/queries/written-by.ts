import { trusted } from 'mongoose';
import type { Actor } from '#src/auth/actor.ts';

/** The rows of items that somebody writes: as officer, as co-author, or in the place of one of these who is away. */
export const writtenBy = ({ person, standsInFor }: Pick<Actor, 'person' | 'standsInFor'>) => {
  const people = trusted({ $in: [person, ...standsInFor] });
  return { $or: [{ owner: people }, { 'context.coAuthors': people }] };
};
