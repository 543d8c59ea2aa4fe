import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { begin, type MachineEvent, machines, step, toStored } from '#machines/run.ts';
import { hashRecord } from '#src/store/record.ts';
import { firstBrokenEntry, type TimelineEntry } from '#src/store/timeline.ts';
import { at, changed, pathsIn, same } from './changes.ts';

const ITEM = 'item-verified';
const MEETING = 'meeting-verified';
const hash = (letter: string) => letter.repeat(64);
const by = { person: 'person-b', office: 'office-b', onBehalfOf: null };
const content = {
  hash: hash('a'),
  type: 'decision' as const,
  openness: 'open' as const,
  titled: true,
  filledSections: 1,
  clauses: 1,
};

/** A chain as the store makes it, from events on the real machines. */
function chain(stream: string, machine: 'agenda-item' | 'meeting', events: MachineEvent[]): TimelineEntry[] {
  const definition = machines[machine];
  const entries: TimelineEntry[] = [];
  let snapshot: Parameters<typeof step>[1] | null = null;
  for (const event of events) {
    const result: ReturnType<typeof step> =
      snapshot === null ? begin(definition, event) : step(definition, snapshot, event);
    if (!result.accepted) throw new Error(result.rule);
    snapshot = result.snapshot;
    const before = entries.at(-1);
    const state = toStored(result.snapshot);
    const seq = entries.length + 1;
    const fields = {
      stream,
      seq,
      machine,
      machineVersion: definition.version,
      at: `2023-12-05T13:${String(10 + seq)}:00.000Z`,
      event,
      cause: `person-a:request-${seq}`,
      actor: { kind: 'person' as const, person: 'person-a', office: null, onBehalfOf: null },
      from: before?.to ?? null,
      to: state.value,
      state,
      effects: result.effects.map((effect, n) => ({ key: `${stream}.${seq}-${n + 1}`, ...effect })),
      prevHash: before?.hash ?? null,
    };
    entries.push({ ...fields, hash: hashRecord(fields) });
  }
  return entries;
}

describe('Verifying a timeline', () => {
  let transitions: TimelineEntry[];
  beforeAll(() => {
    const item = chain(ITEM, 'agenda-item', [
      { type: 'create', item: ITEM, itemType: 'decision', owner: 'person-a' },
      {
        type: 'submit',
        content,
        route: [
          { id: 'r1-1', kind: 'approval', office: 'office-b' },
          { id: 'r1-2', kind: 'organ', organ: 'organ-kb', role: 'deciding' },
        ],
      },
      { type: 'approve', step: 'r1-1', round: 1, version: hash('a'), by },
      { type: 'list', meeting: MEETING, organ: 'organ-kb', part: 'agenda' },
    ]);
    const meeting = chain(MEETING, 'meeting', [
      {
        type: 'plan',
        meeting: MEETING,
        organ: 'organ-kb',
        date: '2023-12-12',
        startsAt: '17:00',
        signing: 'participants',
      },
      { type: 'itemListed', item: ITEM, turn: 1, part: 'agenda' },
      { type: 'freeze', part: 'agenda', pins: [{ item: ITEM, version: hash('a') }] },
    ]);
    transitions = [...item, ...meeting];
  });

  it('finds nothing wrong with what the machines and the store made, in any order', () => {
    expect(firstBrokenEntry(transitions)).toBeNull();
    expect(firstBrokenEntry(transitions.toReversed())).toBeNull();
  });

  it('finds any one value changed, however deep it lies and whatever it becomes', () => {
    const paths = transitions.flatMap((entry, index) => pathsIn(entry, [index]).filter((path) => path.length > 1));
    expect(paths.length).toBeGreaterThan(200);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, to) => {
        fc.pre(!same(at(transitions, path), to));
        expect(firstBrokenEntry(changed(transitions, path, to))).not.toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds each value changed by as little as can be', () => {
    const slightly = (value: unknown): unknown => {
      if (typeof value === 'string') return `${value} `;
      if (typeof value === 'number') return value + 1;
      if (typeof value === 'boolean') return !value;
      if (value === null) return '';
      return Array.isArray(value) ? [...value, null] : { ...value, more: null };
    };
    for (const [index, entry] of transitions.entries()) {
      for (const path of pathsIn(entry, [index]).filter((one) => one.length > 1)) {
        const broken = firstBrokenEntry(changed(transitions, path, slightly(at(transitions, path))));
        expect(broken, path.join('.')).not.toBeNull();
      }
    }
  });

  it('finds a field that is missing, and one that does not belong', () => {
    for (const field of Object.keys(transitions[2] ?? {})) {
      const { [field as 'at']: _gone, ...rest } = transitions[2] as TimelineEntry;
      expect(firstBrokenEntry(transitions.with(2, rest as TimelineEntry)), field).not.toBeNull();
    }
    const added = transitions.with(2, { ...(transitions[2] as TimelineEntry), note: 'x' } as TimelineEntry);
    expect(firstBrokenEntry(added)).toMatchObject({ stream: ITEM, seq: 3, problem: expect.stringContaining('note') });
    const hidden = JSON.parse(JSON.stringify(transitions[2]).replace('{', '{"__proto__":1,')) as TimelineEntry;
    expect(firstBrokenEntry(transitions.with(2, hidden))).not.toBeNull();
  });

  it('names the stream, the number and what is wrong with it', () => {
    const broken = firstBrokenEntry(changed(transitions, [1, 'state', 'context', 'owner'], 'person-x'));
    expect(broken).toEqual({ stream: ITEM, seq: 2, problem: 'indholdet svarer ikke til postens hash' });
    expect(firstBrokenEntry(transitions.toSpliced(1, 1))).toEqual({
      stream: ITEM,
      seq: 3,
      problem: 'nummeret skulle være 2',
    });
    expect(firstBrokenEntry([...transitions, transitions[3]])).toMatchObject({ stream: ITEM, seq: 4 });
    expect(firstBrokenEntry([null])).toMatchObject({ stream: 'post 1 i filen', problem: 'er ikke en transition' });
  });

  it('finds a record whose own hash was made anew, by the next one', () => {
    const forged = { ...(transitions[1] as TimelineEntry), cause: 'person-a:forged-request' };
    const broken = firstBrokenEntry(transitions.with(1, { ...forged, hash: hashRecord(forged) }));
    expect(broken).toEqual({ stream: ITEM, seq: 3, problem: 'peger ikke på den foregående posts hash' });
  });
});
