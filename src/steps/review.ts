/** A review (gennemgang): people by name, or an organ's members, read the item and comment; after so many hverdage silence is consent. */
import type { StepOf } from '#machines/agenda-item/steps.ts';
import { organName, personName } from '#src/people/names.ts';
import { byText, type StepKindOf } from './step-kind.ts';

type Review = StepOf<'review'>;

/** What the editor offers; a step that was planned over the API may have another number. */
const DAYS = 5;
/** The option of a step: "<days>.people.<id>…" or "<days>.organ.<id>"; ids have no dots. */
const OPTION = /^(\d{1,2})\.(people|organ)\.([A-Za-z0-9.-]+)$/;
const optionOf = ({ reviewers, days }: Review): string =>
  'organ' in reviewers ? `${days}.organ.${reviewers.organ}` : `${days}.people.${reviewers.people.join('.')}`;
const ofPeople = (...people: string[]): Review => ({ kind: 'review', reviewers: { people }, days: DAYS });
const ofOrgan = (organ: string): Review => ({ kind: 'review', reviewers: { organ }, days: DAYS });

export const review: StepKindOf<Review> = {
  kind: 'review',
  order: 20,
  hasRole: false,
  choices(directory, chosen) {
    const people = [...directory.people.values()].filter(({ active }) => active);
    const offered = [
      ...byText(people.map(({ id, name }) => ({ id: optionOf(ofPeople(id)), text: name }))),
      ...byText([...directory.organs.values()].map(({ id, name }) => ({ id: optionOf(ofOrgan(id)), text: name }))),
    ];
    if (chosen === undefined) return offered;
    const own = optionOf(chosen);
    if (offered.some(({ id }) => id === own)) return offered;
    return [{ id: own, text: `${review.nameOf(chosen, directory)} (${chosen.days} hverdage)` }, ...offered];
  },
  choiceOf: (step) => ({ id: optionOf(step), role: '' }),
  fromChoice(option) {
    const [, days, by, ids = ''] = OPTION.exec(option) ?? [];
    if (by === undefined) return null;
    return { ...(by === 'organ' ? ofOrgan(ids) : ofPeople(...ids.split('.'))), days: Number(days) };
  },
  unknownIn({ reviewers }, { people, organs }) {
    if ('organ' in reviewers) return organs.has(reviewers.organ) ? null : 'unknown-organ';
    return reviewers.people.every((person) => people.has(person)) ? null : 'unknown-person';
  },
  nameOf: ({ reviewers }, directory) =>
    'organ' in reviewers
      ? organName(directory, reviewers.organ)
      : reviewers.people.map((person) => personName(directory, person)).join(', '),
  asksPeople: {
    answer: 'comment',
    anchor: 'gennemgang',
    asked: ({ reviewers }) => reviewers,
    requests: ({ reviews = [] }) => reviews,
  },
  officeOf: () => null,
  holder: (step, directory) => ({ kind: 'people', name: review.nameOf(step, directory) }),
  isDealtWithBy: (event, _, step) => (event.type === 'comment' || event.type === 'consentDue') && event.step === step,
  givenUp: 'review-given-up',
  titleWord: () => null,
  detailWord: (status) => (status === 'done' ? 'read-through' : 'reads'),
};
