/** Which modules are listed for the registries. A new module of one of these folders is in its registry without another line. */

export interface ModuleList {
  /** From the project's root. One that does not exist has an empty list. */
  folder: string;
  /** The list's own name in that folder. */
  file: string;
  /** Finds what a source declares for the list, its name as the first group. Global, and of whole lines of formatted code. */
  declared: RegExp;
}

/** Descriptors that a function makes: `export const strikeItem = meetingAction({`. */
const madeBy = (folder: string, maker: string, file = 'modules.gen.ts'): ModuleList => ({
  folder,
  file,
  declared: new RegExp(`^export const (\\w+) = ${maker}[(<]`, 'gm'),
});

export const MODULE_LISTS: readonly ModuleList[] = [
  madeBy('machines/agenda-item/parts', 'itemPart'),
  madeBy('src/commands/item', 'itemAction'),
  madeBy('src/commands/meeting', 'meetingAction'),
  madeBy('src/commands/hearing', 'hearingAction'),
  madeBy('src/commands/hearing', 'partyAction', 'party-modules.gen.ts'),
  madeBy('src/queries/item-sections', 'itemSection'),
  {
    folder: 'src/deadlines',
    file: 'modules.gen.ts',
    // All lines between the first and the last are indented.
    declared: /^export const (\w+) = \{\n(?:(?: .*)?\n)*\} as const satisfies DeadlineKind</gm,
  },
  {
    folder: 'src/mail/mails',
    file: 'modules.gen.ts',
    // Made by itemMail(…), outsideCodeMail(…) and the like, or one of them as it is: `= codeMail;`.
    declared: /^export const (\w+) = \w+Mail[(;]/gm,
  },
  { folder: 'src/steps', file: 'modules.gen.ts', declared: /^export const (\w+): StepKindOf</gm },
];
