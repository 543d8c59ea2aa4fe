import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HearingContext } from '#machines/hearing/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { CHAINED_FIELDS } from '#src/store/record.ts';
import { firstBrokenEntry, type TimelineEntry, type TimelineFile } from '#src/store/timeline.ts';
import { compareWords, pdfInfo, qpdfCheck, rawText } from '../tools/pdf-tools.ts';
import { findVeraPdf } from '../tools/verapdf.ts';
import { at, changed, pathsIn, same } from './changes.ts';
import { claimsUa, packetHashes, packetTests } from './packet-tests.ts';
import { missingFrom, PINNED, pinnedFile, pinnedTimeline } from './pinned.ts';
import { type Ended, finalStates, messageIdsIn, npmRun, readTimeline, start } from './run-demo.ts';

const SEEDS = ['000', '001', '002', '004'] as const;
const published = (seed: string) => fileURLToPath(new URL(`../fixtures/seeds/${seed}.txt`, import.meta.url));
const headsOf = ({ transitions }: TimelineFile, prefix: string): TimelineEntry[] => [
  ...new Map(
    transitions.filter(({ stream }) => stream.startsWith(prefix)).map((entry) => [entry.stream, entry]),
  ).values(),
];

/** Of the packets of the first run, by name. */
let hashesOfFirstRun: Record<string, string> = {};

describe('npm run demo', () => {
  let out: string;
  let run: Ended;
  let timeline: TimelineFile;
  const happened = (type: string) => timeline.transitions.filter(({ event }) => event.type === type);

  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'sagsgang-demo-'));
    run = await npmRun('demo', '--out', out);
    expect(run.stderr + run.stdout).toContain('Alle punkter er afsluttet');
    timeline = await readTimeline(out);
    hashesOfFirstRun = await packetHashes(out, SEEDS);
  }, 600_000);
  afterAll(() => rm(out, { recursive: true, force: true }));

  it('ends well and says one line for each transition', () => {
    expect(run.code).toBe(0);
    const printed = run.stdout.split('\n').filter((line) => /^\d\d-\d\d-\d{4} \d\d\.\d\d {2}/.test(line));
    expect(printed).toHaveLength(timeline.transitions.length);
  });

  it.each(PINNED)('makes every transition, deadline and mail of %s, each at its time and with its effects', (name) => {
    expect(missingFrom(timeline, name)).toEqual([]);
  });

  it.each(SEEDS)('prints %s as it was published, word for word', async (seed) => {
    expect(await compareWords(published(seed), join(out, seed, 'gengivelse.pdf'))).toContain('characters equal True');
  });

  it('prints the agenda and the protocol of every meeting; every PDF is sound, tagged and conforms to PDF/UA-1', async () => {
    const files = await Promise.all(
      SEEDS.map(async (seed) => (await readdir(join(out, seed))).map((name) => join(out, seed, name))),
    );
    const all = files.flat().filter((path) => path.endsWith('.pdf'));
    const claims = await Promise.all(all.map(claimsUa));
    const pdfs = all.filter((_, index) => claims[index]);
    // A packet with bilag claims nothing of them; one of items without any does.
    expect(all.filter((path) => !pdfs.includes(path)).every((path) => /\/pakke-(DIR|ØK|KB|HU)-/.test(path))).toBe(true);
    expect(pdfs.filter((path) => /\/pakke-/.test(path)).length).toBeGreaterThan(5);
    expect(pdfs.filter((path) => /dagsorden-.*\.pdf$/.test(path))).toHaveLength(11);
    expect(pdfs.filter((path) => /protokol-.*\.pdf$/.test(path))).toHaveLength(11);
    for (const pdf of pdfs) {
      await qpdfCheck(pdf);
      expect((await pdfInfo(pdf)).get('Tagged'), pdf).toBe('yes');
    }
    const verapdf = await findVeraPdf();
    if ('missing' in verapdf) throw new Error(verapdf.missing);
    expect(await verapdf.ua1(pdfs)).toEqual([]);
  }, 120_000);

  it('writes one entry per transition, complete and in the order of time', () => {
    expect(Object.keys(timeline)).toEqual(['transitions', 'deadlines', 'mails']);
    const fields = [...CHAINED_FIELDS, 'hash'].toSorted();
    for (const entry of timeline.transitions) expect(Object.keys(entry).toSorted()).toEqual(fields);
    expect(timeline.transitions.map((entry) => entry.at)).toEqual(
      timeline.transitions.map((entry) => entry.at).toSorted(),
    );
    for (const stream of Object.keys(finalStates(timeline))) {
      const seqs = timeline.transitions.filter((entry) => entry.stream === stream).map(({ seq }) => seq);
      expect(seqs, stream).toEqual(seqs.map((_, index) => index + 1));
    }
  });

  it('ends every item, every meeting and every hearing', () => {
    expect(new Set(headsOf(timeline, 'item-').map(({ to }) => to))).toEqual(new Set(['completed']));
    expect(new Set(headsOf(timeline, 'meeting-').map(({ to }) => to))).toEqual(new Set(['signed']));
    expect(new Set(headsOf(timeline, 'hearing-').map(({ to }) => to))).toEqual(new Set(['concluded']));
    expect(headsOf(timeline, 'item-')).toHaveLength(10);
  });

  it('approves by the mailed links, and skips the vacant office with a reason after telling of it', () => {
    for (const { cause } of happened('approve')) expect(cause).toMatch(/^link-.*-approve$/);
    expect(happened('skip')).toHaveLength(1);
    expect(timeline.mails.filter(({ template }) => template === 'approval-vacant').length).toBeGreaterThan(0);
  });

  it('carries the sub-items of 002 as items of their own, through hearing and committees to the council', () => {
    const grown = happened('create').filter(({ event }) => event.type === 'create' && event.origin !== undefined);
    expect(grown).toHaveLength(3);
    const contexts = headsOf(timeline, 'hearing-').map(({ state }) => state.context as HearingContext);
    expect(contexts.map(({ window }) => window?.closesAt).toSorted()).toEqual([
      '2023-05-28T22:00:00.000Z',
      '2023-06-18T22:00:00.000Z',
      '2023-06-18T22:00:00.000Z',
    ]);
    const elders = contexts.find(({ parties }) => parties.length === 5);
    expect(elders).toMatchObject({ answers: 3, lateAnswers: 1 });
    expect(elders?.parties.map(({ state }) => state).toSorted()).toEqual([
      'answered',
      'answered',
      'answered',
      'asked',
      'declined',
    ]);
    expect(timeline.mails.filter(({ template }) => template === 'hearing-late')).toHaveLength(1);
    expect(timeline.mails.filter(({ template }) => template === 'hearing-late-notice').length).toBeGreaterThan(0);
    // The mailbox that does not exist got nothing, and nothing pretends that it did.
    expect(timeline.mails.some(({ to }) => to.startsWith('findes-ikke@'))).toBe(false);
  });

  it('signs by everybody who took part, with a reservation and a refusal as answers', () => {
    const council = headsOf(timeline, 'meeting-')
      .map(({ state }) => state.context as MeetingContext)
      .find(({ organ, date }) => organ === 'organ-kb' && date === '2023-08-22');
    const answers = council?.signatures.signers.map(({ answer }) => answer) ?? [];
    expect(answers).toHaveLength(27);
    expect(answers.filter((answer) => answer === 'reserved')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'refused')).toHaveLength(1);
  });

  it('prints under a protocol who signed it as what and when, and the head of the chain', async () => {
    const text = await rawText(join(out, '002', 'protokol-VPU-2023-06-26.pdf'));
    expect(text).toContain('Dorte Ramskov (A), formand: Underskrevet 27. juni 2023 kl. 12.00');
    const meeting = headsOf(timeline, 'meeting-').find(({ state }) => {
      const { organ, date } = state.context as MeetingContext;
      return organ === 'organ-vpu' && date === '2023-06-26';
    });
    const [, seq, hash] = /Mødets kæde, led (\d+):\s([0-9a-f]{64})/.exec(text) ?? [];
    const link = timeline.transitions.find((one) => one.stream === meeting?.stream && one.seq === Number(seq));
    expect(link?.hash).toBe(hash);
  });

  it('tells of its deadlines: all are met or dropped, each with how it was found', () => {
    expect(timeline.deadlines.length).toBeGreaterThan(40);
    for (const { id, state, basis, sentence } of timeline.deadlines) {
      expect(['done', 'void'], id).toContain(state);
      expect(basis.calendarVersion, id).toBe('dk-1');
      expect(sentence, id).toMatch(/^\p{Lu}.*\d{4}.*\.$/u);
    }
    expect(timeline.deadlines.filter(({ kind, state }) => kind === 'dispatchDue' && state === 'done')).toHaveLength(1);
    expect(timeline.deadlines.filter(({ late }) => late === true)).toEqual([]);
  });

  it('accounts for every mail that was received, and nothing came twice', async () => {
    const received = await messageIdsIn(out);
    const listed = timeline.mails.map(({ messageId }) => messageId);
    expect(received.toSorted()).toEqual(listed.toSorted());
    expect(new Set(received).size).toBe(received.length);
  });

  it('leaves a timeline that npm run verify finds whole, until any value in it is changed', async () => {
    const whole = await npmRun('verify', join(out, 'timeline.json'));
    expect(whole.code).toBe(0);
    expect(whole.stdout).toBe(
      `${timeline.transitions.length} transitioner i ${Object.keys(finalStates(timeline)).length} strømme er hele.\n`,
    );
    const forged = structuredClone(timeline);
    const victim = forged.transitions[20];
    if (victim === undefined) throw new Error('too short');
    victim.state.context = { ...victim.state.context, forged: true } as unknown as typeof victim.state.context;
    await writeFile(join(out, 'forged.json'), JSON.stringify(forged));
    const broken = await npmRun('verify', join(out, 'forged.json'));
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain(`${victim.stream}, nr. ${victim.seq}`);
  });

  it('leaves no value that could be another one unnoticed', () => {
    const { transitions } = timeline;
    const paths = transitions.flatMap((entry, index) => pathsIn(entry, [index]).filter((path) => path.length > 1));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, to) => {
        fc.pre(!same(at(transitions, path), to));
        expect(firstBrokenEntry(changed(transitions, path, to))).not.toBeNull();
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('says what is wrong when there is nothing to verify', async () => {
    await writeFile(join(out, 'empty.json'), '{"transitions":[]}');
    for (const [asked, said] of [
      [join(out, 'nothing.json'), 'kan ikke læses'],
      [join(out, '004', 'gengivelse.pdf'), 'er ikke JSON'],
      [join(out, 'empty.json'), 'ingen transitioner'],
    ] as const) {
      const answer = await npmRun('verify', asked);
      expect(answer.code, asked).toBe(1);
      expect(answer.stderr).toContain(said);
      expect(answer.stderr.trim().split('\n')).toHaveLength(1);
    }
  });

  packetTests(() => out, SEEDS);

  it('answers the recorded result when it is run again: nothing happens twice', async () => {
    const again = await npmRun('demo', '--out', out);
    expect(again.code).toBe(0);
    expect((await readTimeline(out)).transitions).toEqual(timeline.transitions);
  }, 120_000);
});

describe('A timeline written by an earlier version', () => {
  it.each([
    ['demo-2026-11-28', 395],
    ['demo-2026-11-29', 419],
  ] as const)('is found whole for ever, and broken as soon as a value in it is changed: %s', async (name, count) => {
    const whole = await start('src/app/verify.ts', [pinnedFile(name)]).ended;
    expect(whole).toMatchObject({ code: 0, stdout: `${count} transitioner i 24 strømme er hele.\n` });
    const { transitions } = pinnedTimeline(name);
    expect(firstBrokenEntry(changed(transitions, [7, 'actor', 'kind'], 'system'))).not.toBeNull();
  });
});

describe('npm run demo, killed and run again', () => {
  it('goes on where it was: the same outcome, and nothing twice', async () => {
    const out = await mkdtemp(join(tmpdir(), 'sagsgang-demo-'));
    try {
      const line = 1 + Math.floor(Math.random() * 180);
      const first = start('src/app/demo.ts', ['--out', out]);
      await first.lines(line);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
      first.child.kill('SIGKILL');
      await first.ended;
      const { code, stderr } = await start('src/app/demo.ts', ['--out', out]).ended;
      expect(code, `killed after line ${line}: ${stderr}`).toBe(0);
      const timeline = await readTimeline(out);
      expect(new Set(headsOf(timeline, 'item-').map(({ to }) => to))).toEqual(new Set(['completed']));
      const listed = timeline.mails.map(({ messageId }) => messageId);
      expect(new Set(listed).size).toBe(listed.length);
      // A mail that was handed over in the instant of the kill may be sent once more, but only as the same mail.
      expect(new Set(await messageIdsIn(out))).toEqual(new Set(listed));
      // Other folder, other processes, interrupted: the same bytes.
      expect(await packetHashes(out, SEEDS)).toEqual(hashesOfFirstRun);
      const answer = await start('src/app/verify.ts', [join(out, 'timeline.json')]).ended;
      expect(answer.code).toBe(0);
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  }, 600_000);

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
