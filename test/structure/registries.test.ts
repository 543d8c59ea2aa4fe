/** The lists that registries are made of: all that the folders have, and made without anybody writing a line in another file. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PartyAction, PartyActionType } from '#src/commands/hearing/hearing-action.ts';
import { hearingActions, partyActions } from '#src/commands/hearing/registry.ts';
import type { ItemAction, ItemActionType } from '#src/commands/item/item-action.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import { meetingActions } from '#src/commands/meeting/registry.ts';
import { deadlineKinds } from '#src/deadlines/registry.ts';
import { MODULE_LISTS } from '#src/dev/registries/module-lists.ts';
import { moduleListText } from '#src/dev/registries/write-module-lists.ts';
import { MAILS } from '#src/mail/mails.ts';
import { registryBy } from '#src/registry-by.ts';
import { STEP_KINDS } from '#src/steps/registry.ts';
import { ROOT } from './sources.ts';

type Exports = Record<string, unknown>;

const importFrom = async (...path: string[]): Promise<Exports> => import(pathToFileURL(join(ROOT, ...path)).href);
const has = (value: unknown, ...fields: string[]): boolean =>
  typeof value === 'object' && value !== null && fields.every((field) => field in value);

/** How a value that belongs in a list of the folder is known, whatever its source looks like; every object does where nothing is said. */
const BELONGS: Record<string, (value: unknown) => boolean> = {
  'src/commands/item': (value) => has(value, 'event', 'policy', 'run', 'page'),
  'src/commands/meeting': (value) => has(value, 'event', 'policy', 'run', 'pages'),
  'src/commands/hearing': (value) => has(value, 'event', 'run', 'input'),
  'machines/agenda-item/parts': (value) => has(value, 'publicEvents', 'rules', 'hasActedAt'),
  'src/deadlines': (value) => has(value, 'event', 'rule', 'dueFor'),
  'src/mail/mails': (value) => has(value, 'props', 'priority'),
  'src/steps': (value) => has(value, 'kind', 'order', 'choices'),
  'src/queries/item-sections': (value) => has(value, 'name', 'anchor', 'schema', 'read'),
};

const folders = [...new Set(MODULE_LISTS.map(({ folder }) => folder))];

describe('The lists of modules', () => {
  it.each(MODULE_LISTS)('$folder/$file says what the generator would write', ({ folder, file, declared }) => {
    expect(readFileSync(join(ROOT, folder, file), 'utf8')).toBe(moduleListText(ROOT, { folder, file, declared }));
  });

  it.each(folders)('have every module of %s, however it is written', async (folder) => {
    const belongs = BELONGS[folder] ?? ((value) => has(value));
    const sources = readdirSync(join(ROOT, folder)).filter((name) => /(?<!\.gen)\.ts$/.test(name));
    const modules = await Promise.all(sources.map((name) => importFrom(folder, name)));
    const exported = modules.flatMap((each) => Object.entries(each));
    const listed = await Promise.all(
      MODULE_LISTS.filter((list) => list.folder === folder).map(({ file }) => importFrom(folder, file)),
    );
    expect(listed.flatMap((each) => Object.keys(each)).toSorted()).toEqual(
      exported.flatMap(([name, value]) => (belongs(value) ? [name] : [])).toSorted(),
    );
  });

  it('are not tracked by git', () => {
    expect(readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n')).toContain('*.gen.ts');
  });
});

describe('A registry', () => {
  it('has a module under what it says of itself', () => {
    expect(itemActions.approve.event).toBe('approve');
    expect(deadlineKinds.signatureDue.rule).toBe('signature-reminder');
    expect(MAILS['sign-in-code'].priority).toBe('code');
    for (const registry of [itemActions, meetingActions, hearingActions, partyActions, deadlineKinds])
      for (const [event, module] of Object.entries(registry)) expect(module.event).toBe(event);
  });

  it('does not compile where an event has no descriptor', () => {
    const { answer } = partyActions;
    // @ts-expect-error: Property 'decline' is missing
    registryBy('event', { answer }) satisfies { [Type in PartyActionType]: PartyAction<Type, never> };
    // @ts-expect-error: Property 'approve' is missing, among others
    registryBy('event', { submit: itemActions.submit }) satisfies { [Type in ItemActionType]: ItemAction<Type> };
  });

  it('refuses two modules that say the same of themselves', () => {
    expect(() => registryBy('kind', { one: { kind: 'same' }, other: { kind: 'same' } })).toThrow('the same kind');
  });

  it('keeps the order that its modules declare: of actions, as they follow each other, and of steps in the editor', () => {
    expect(STEP_KINDS.map(({ kind }) => kind)).toEqual(['approval', 'review', 'hearing', 'organ']);
    expect(Object.keys(meetingActions).join(' ')).toMatch(/^reschedule .* freeze thaw dispatch begin .* end .* sign /);
    for (const registry of [itemActions, meetingActions, hearingActions]) {
      const orders = Object.values(registry).map(({ order }) => order);
      expect(new Set(orders).size).toBe(orders.length);
      expect(orders).toEqual(orders.toSorted((one, other) => one - other));
    }
  });
});

describe('A new module', () => {
  let copy: string;
  const run = (code: string): string =>
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: copy, encoding: 'utf8' }).trim();
  const generate = () => execFileSync(process.execPath, ['src/dev/registries/main.ts'], { cwd: copy });

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'sagsgang-registries-'));
    for (const folder of ['machines', 'src', 'templates', 'package.json'])
      cpSync(join(ROOT, folder), join(copy, folder), {
        recursive: true,
        // As in a fresh clone: nothing that is generated.
        filter: (path) => !path.endsWith('.gen.ts'),
      });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('is in its registry without a line in any other file, and gone again with its file', () => {
    const step = join(copy, 'src/steps/pause.ts');
    const mail = join(copy, 'src/mail/mails/pause-is-over.ts');
    writeFileSync(
      step,
      "import type { StepKindOf } from './step-kind.ts';\nexport const pause: StepKindOf<never> = { kind: 'pause', order: 25 } as never;\n",
    );
    writeFileSync(mail, "import { codeMail } from '../about-code.ts';\nexport const pauseIsOver = codeMail;\n");
    const kinds =
      "import('#src/steps/registry.ts').then((m) => console.log(m.STEP_KINDS.map((k) => k.kind).join(' ')))";
    const mails = "import('#src/mail/mails.ts').then((m) => console.log('pause-is-over' in m.MAILS))";
    generate();
    expect(run(kinds)).toBe('approval review pause hearing organ');
    expect(run(mails)).toBe('true');
    rmSync(step);
    rmSync(mail);
    generate();
    expect(run(kinds)).toBe('approval review hearing organ');
    expect(run(mails)).toBe('false');
  });

  it('leaves a list alone that says the right thing already', () => {
    const list = join(copy, 'src/deadlines/modules.gen.ts');
    generate();
    const { ino, mtimeMs } = statSync(list);
    generate();
    expect(statSync(list)).toMatchObject({ ino, mtimeMs });
    writeFileSync(list, 'export {};\n');
    generate();
    expect(readFileSync(list, 'utf8')).toBe(readFileSync(join(ROOT, 'src/deadlines/modules.gen.ts'), 'utf8'));
  });
});
