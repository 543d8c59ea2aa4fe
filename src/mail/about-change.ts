/** Who is mailed that a meeting is moved or cancelled: whoever was told of it. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { Person } from '#src/people/types.ts';
import type { MeetingSubject } from './about-meeting.ts';
import { itemsOnTheWay } from './items-on-the-way.ts';
import { membersOf, officersOf } from './recipients.ts';

/** The members of the organ, or the officers with items for the meeting, as the effect says. */
export async function toWhoeverKnows(subject: MeetingSubject): Promise<Person[]> {
  const { directory, to, context, now } = subject;
  if ('organ' in to) return membersOf(directory, context.organ, context.date);
  const people = (await itemsFor(subject)).flatMap((item) => officersOf(directory, item, now));
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

/** On its agenda; and on their way to the organ, where their officers were reminded of the meeting. */
async function itemsFor({ deps, context, now }: MeetingSubject): Promise<ItemContext[]> {
  const listed = await Promise.all(context.items.map(({ item }) => deps.reader.item(item)));
  const remindedAt = context.deadlines?.submissionSoon;
  const reminded = remindedAt !== undefined && Date.parse(remindedAt) <= now.getTime();
  const onTheWay = reminded ? await deps.reader.find((sources) => itemsOnTheWay(sources, context.organ)) : [];
  return [...listed, ...onTheWay.map(({ head }) => head)].flatMap((head) => head?.context ?? []);
}
