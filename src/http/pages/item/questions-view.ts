/** Questions to the officer and their answers, as they stand beside an item. Pure. */
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { Directory } from '#src/people/directory.ts';
import type { ItemHistory } from '#src/queries/item.ts';
import { questionsOf } from '#src/queries/item-questions.ts';

/** @param mayReply whether the reader may answer what is not answered yet */
export const questionsView = (history: ItemHistory, directory: Directory, mayReply: boolean) =>
  questionsOf(history, directory).map(({ answer, ...question }) => ({
    ...question,
    item: history.id,
    moment: momentOf(question.at),
    answer: answer && { ...answer, moment: momentOf(answer.at) },
    mayReply: mayReply && answer === null,
  }));
