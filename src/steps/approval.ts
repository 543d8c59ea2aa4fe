/** An approval (godkendelse): whoever acts for an office reads the item and approves, corrects or returns it. */
import { approvalsIn } from '#machines/agenda-item/events.ts';
import type { StepOf } from '#machines/agenda-item/steps.ts';
import { officeName } from '#src/people/names.ts';
import { byText, type StepKindOf } from './step-kind.ts';

export const approval: StepKindOf<StepOf<'approval'>> = {
  kind: 'approval',
  order: 10,
  hasRole: false,
  choices: ({ offices }) => byText([...offices.values()].map(({ id, name }) => ({ id, text: name }))),
  choiceOf: ({ office }) => ({ id: office, role: '' }),
  fromChoice: (office) => (office === '' ? null : { kind: 'approval', office }),
  unknownIn: ({ office }, { offices }) => (offices.has(office) ? null : 'unknown-office'),
  nameOf: ({ office }, directory) => officeName(directory, office),
  officeOf: ({ office }) => office,
  holder: ({ office }, directory) => ({ kind: 'office', name: officeName(directory, office) }),
  isDealtWithBy: (event, _, step) =>
    event.type === 'approve'
      ? approvalsIn(event).some((approved) => approved.step === step)
      : event.type === 'skip' && event.step === step,
  givenUp: 'approval-given-up',
  titleWord: () => null,
  detailWord(status, people) {
    if (status === 'done') return 'approved';
    if (status === 'skipped') return 'skipped';
    return people.length > 0 ? 'approves' : 'vacant';
  },
};
