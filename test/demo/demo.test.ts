import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { CHAINED_FIELDS } from '#src/store/record.ts';
import { firstBrokenEntry, type TimelineFile } from '#src/store/timeline.ts';
import { compareWords, pdfInfo, qpdfCheck } from '../tools/pdf-tools.ts';
import { findVeraPdf } from '../tools/verapdf.ts';
import { at, changed, pathsIn, same } from './changes.ts';
import { type Ended, finalStates, messageIdsIn, npmRun, readTimeline, start } from './run-demo.ts';

const PUBLISHED = fileURLToPath(new URL('../fixtures/seeds/004.txt', import.meta.url));

describe('npm run demo', () => {
  let out: string;
  let run: Ended;
  let timeline: TimelineFile;
  const pdf = () => join(out, '004', 'gengivelse.pdf');
  const ofItem = () => timeline.transitions.filter(({ stream }) => stream.startsWith('item-'));

  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'sagsgang-demo-'));
    run = await npmRun('demo', '--out', out);
    expect(run.stderr + run.stdout).toContain('Punktet venter på underskrift');
    timeline = await readTimeline(out);
  }, 180_000);
  afterAll(() => rm(out, { recursive: true, force: true }));

  it('ends well and says one line for each transition', () => {
    expect(run.code).toBe(0);
    const told = run.stdout.split('\n').filter((line) => /^\d\d-\d\d-\d{4} \d\d\.\d\d {2}/.test(line));
    expect(told).toHaveLength(timeline.transitions.length);
  });

  it('prints the item as it was published, word for word', async () => {
    expect(await compareWords(PUBLISHED, pdf())).toContain('characters equal True');
  });

  it('makes a PDF that qpdf finds sound, that is tagged, and that conforms to PDF/UA-1', async () => {
    await qpdfCheck(pdf());
    expect((await pdfInfo(pdf())).get('Tagged')).toBe('yes');
    const verapdf = await findVeraPdf();
    if ('missing' in verapdf) throw new Error(verapdf.missing);
    expect(await verapdf.ua1([pdf()])).toEqual([]);
  });

  it('writes one entry per transition, complete and in the order of time', () => {
    expect(Object.keys(timeline)).toEqual(['transitions', 'deadlines', 'mails']);
    expect(timeline.deadlines).toEqual([]);
    const fields = [...CHAINED_FIELDS, 'hash'].toSorted();
    for (const entry of timeline.transitions) expect(Object.keys(entry).toSorted()).toEqual(fields);
    expect(timeline.transitions.map(({ at }) => at)).toEqual(timeline.transitions.map(({ at }) => at).toSorted());
    for (const stream of Object.keys(finalStates(timeline))) {
      const seqs = timeline.transitions.filter((entry) => entry.stream === stream).map(({ seq }) => seq);
      expect(seqs, stream).toEqual(seqs.map((_, index) => index + 1));
    }
  });

  it('carries the item to where its protocols wait to be signed, and fakes no signature', () => {
    const last = ofItem().at(-1);
    if (last === undefined) throw new Error('nothing happened to the item');
    expect(last.to).toBe('signature');
    const { treatments, signedMeetings, approvals } = last.state.context as ItemContext;
    expect(treatments.map(({ organ }) => organ)).toEqual(['organ-oek', 'organ-kb', 'organ-hu']);
    expect(approvals.map(({ by }) => by.person)).toEqual(['person-bettina-andersen', 'person-henrik-voss']);
    // Nobody has to sign in Hovedudvalget; the two others wait.
    expect(signedMeetings).toEqual([treatments[2]?.meeting]);
    expect(Object.values(finalStates(timeline)).toSorted()).toEqual(['ended', 'ended', 'signature', 'signed']);
  });

  it('approves by the mailed links', () => {
    const causes = ofItem()
      .filter(({ event }) => event.type === 'approve')
      .map(({ cause }) => cause);
    expect(causes).toEqual([expect.stringMatching(/^link-.*-approve$/), expect.stringMatching(/^link-.*-approve$/)]);
  });

  it('holds the meetings on the days that were published, and sends agendas four weekdays before', () => {
    const days = (type: string) =>
      timeline.transitions.filter(({ event }) => event.type === type).map(({ at }) => at.slice(0, 10));
    expect(days('begin')).toEqual(['2023-12-05', '2023-12-12', '2024-02-29']);
    expect(days('dispatch')).toEqual(['2023-11-29', '2023-12-06', '2024-02-23']);
  });

  it('accounts for every mail that was received, and nothing came twice', async () => {
    const received = await messageIdsIn(out);
    const listed = timeline.mails.map(({ messageId }) => messageId);
    expect(received.toSorted()).toEqual(listed.toSorted());
    expect(new Set(received).size).toBe(received.length);
    const templates = timeline.mails.map(({ template }) => template).filter((one) => one !== 'sign-in-code');
    expect(templates).toEqual(['approval-request', 'approval-request', 'decided', 'decided', 'decided']);
  });

  it('leaves a timeline that npm run verify finds whole, until any value in it is changed', async () => {
    const whole = await npmRun('verify', join(out, 'timeline.json'));
    expect(whole).toMatchObject({ code: 0, stdout: '42 transitioner i 4 strømme er hele.\n' });
    const forged = structuredClone(timeline);
    const victim = forged.transitions[20];
    if (victim === undefined) throw new Error('too short');
    victim.state.context = { ...victim.state.context, organ: 'organ-buu' } as typeof victim.state.context;
    await writeFile(join(out, 'changed.json'), JSON.stringify(forged));
    const broken = await npmRun('verify', join(out, 'changed.json'));
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain(`Brudt led: ${victim.stream}, nr. ${victim.seq}:`);
  });

  it('leaves no value that could be another one unnoticed', () => {
    const { transitions } = timeline;
    const paths = transitions.flatMap((entry, index) => pathsIn(entry, [index]).filter((path) => path.length > 1));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, to) => {
        fc.pre(!same(at(transitions, path), to));
        expect(firstBrokenEntry(changed(transitions, path, to))).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('says what is wrong when there is nothing to verify', async () => {
    await writeFile(join(out, 'empty.json'), '{"transitions":[]}');
    for (const [asked, said] of [
      [join(out, 'nothing.json'), 'kan ikke læses'],
      [pdf(), 'er ikke JSON'],
      [join(out, 'empty.json'), 'ingen transitioner'],
    ] as const) {
      const answer = await npmRun('verify', asked);
      expect(answer.code, asked).toBe(1);
      expect(answer.stderr).toContain(said);
      expect(answer.stderr.trim().split('\n')).toHaveLength(1);
    }
  });

  it('answers the recorded result when it is run again: nothing happens twice', async () => {
    const again = await npmRun('demo', '--out', out);
    expect(again.code).toBe(0);
    expect((await readTimeline(out)).transitions).toEqual(timeline.transitions);
  });
});

describe('npm run demo, killed and run again', () => {
  it('goes on where it was: the same outcome, and nothing twice', async () => {
    const out = await mkdtemp(join(tmpdir(), 'sagsgang-demo-'));
    try {
      const line = 1 + Math.floor(Math.random() * 42);
      const first = start('src/app/demo.ts', ['--out', out]);
      await first.lines(line);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
      first.child.kill('SIGKILL');
      await first.ended;
      const { code, stderr } = await start('src/app/demo.ts', ['--out', out]).ended;
      expect(code, `killed after line ${line}: ${stderr}`).toBe(0);
      const timeline = await readTimeline(out);
      expect(Object.values(finalStates(timeline)).toSorted()).toEqual(['ended', 'ended', 'signature', 'signed']);
      expect(timeline.transitions).toHaveLength(42);
      const listed = timeline.mails.map(({ messageId }) => messageId);
      expect(new Set(listed).size).toBe(listed.length);
      // A mail that was handed over in the instant of the kill may be sent once more, but only as the same mail.
      expect(new Set(await messageIdsIn(out))).toEqual(new Set(listed));
      const answer = await start('src/app/verify.ts', [join(out, 'timeline.json')]).ended;
      expect(answer.code).toBe(0);
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  }, 240_000);

  it('says how it is used when it is not told where to write', async () => {
    const answer = await npmRun('demo');
    expect(answer).toMatchObject({ code: 1, stderr: 'Brug: npm run demo -- --out MAPPE [--fresh]\n' });
  });

  it('refuses to run in production, before it starts anything', async () => {
    const out = join(tmpdir(), 'sagsgang-demo-never');
    const answer = await start('src/app/demo.ts', ['--out', out], { NODE_ENV: 'production' }).ended;
    expect(answer.code).toBe(1);
    expect(answer.stderr).toContain('DEMO: must be off in production');
    await expect(access(out)).rejects.toThrow('ENOENT');
  });
});
