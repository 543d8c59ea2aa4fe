/** A hearing (høring): the item waits until its officer has planned the hearing and it is concluded. */
import type { StepOf } from '#machines/agenda-item/steps.ts';
import { HEARING_TYPES, hearingType } from '#src/calendar/hearing-types.ts';
import type { StepKindOf } from './step-kind.ts';

export const hearing: StepKindOf<StepOf<'hearing'>> = {
  kind: 'hearing',
  order: 30,
  hasRole: false,
  choices: () => HEARING_TYPES.map(({ id, name }) => ({ id, text: name })),
  choiceOf: (step) => ({ id: step.hearingType, role: '' }),
  fromChoice: (id) => (id === '' ? null : { kind: 'hearing', hearingType: id }),
  unknownIn: () => null,
  nameOf: (step) => hearingType(step.hearingType)?.name ?? '',
  officeOf: () => null,
  holder: () => ({ kind: 'hearing', name: '' }),
  isDealtWithBy: (event, _, step) => event.type === 'hearingConcluded' && event.step === step,
  givenUp: 'hearing-given-up',
  titleWord: () => 'hearing',
  detailWord: () => null,
};
