/** A treatment (behandling): the item waits for a meeting of an organ, or for somebody to say which organ. */
import type { OrganRole, StepOf } from '#machines/agenda-item/steps.ts';
import { organName } from '#src/people/names.ts';
import { byText, type StepKindOf } from './step-kind.ts';

/** Named here once more because the machine's schema would bring zod into the browser. */
const ROLES = ['recommending', 'deciding', 'orienting', 'reviewing'] as const satisfies readonly OrganRole[];

export const organ: StepKindOf<StepOf<'organ'>> = {
  kind: 'organ',
  order: 40,
  hasRole: true,
  choices: ({ organs }) => [
    ...byText([...organs.values()].map(({ id, name, abbreviation }) => ({ id, text: `${name} (${abbreviation})` }))),
    { id: '', text: { word: 'organ-undecided' } },
  ],
  choiceOf: (step) => ({ id: step.organ ?? '', role: step.role }),
  fromChoice: (id, role) => ({
    kind: 'organ',
    organ: id === '' ? null : id,
    role: ROLES.find((known) => known === role) ?? 'recommending',
  }),
  unknownIn: (step, { organs }) => (step.organ === null || organs.has(step.organ) ? null : 'unknown-organ'),
  nameOf: (step, directory) => (step.organ === null ? '' : organName(directory, step.organ)),
  officeOf: () => null,
  holder(step, directory, onAgenda) {
    if (step.organ === null) return { kind: 'organ-open', name: '' };
    return { kind: onAgenda ? 'meeting' : 'organ', name: organName(directory, step.organ) };
  },
  isDealtWithBy: (event, { treatments }, step) => event.type === 'meetingEnded' && treatments.at(-1)?.step === step,
  givenUp: 'treatment-given-up',
  titleWord: (step) => (step.organ === null ? 'organ-open' : null),
  detailWord: (status) => (status === 'done' ? 'treated' : null),
};
