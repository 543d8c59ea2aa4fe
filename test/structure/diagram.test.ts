import { describe, expect, it } from 'vitest';
import { setup } from 'xstate';
import { machines } from '#machines/run.ts';
import { toMermaid } from '#src/dev/diagram/mermaid.ts';

describe('A diagram of a machine', () => {
  it('puts the events between two states on one arrow and names the condition where one event leads to two states', () => {
    const machine = setup({ types: { events: {} as { type: 'go' | 'jump' | 'stay' } } }).createMachine({
      initial: 'here',
      states: { here: { on: { go: 'farAway', jump: 'farAway', stay: {} } }, farAway: {} },
    });
    expect(toMermaid(machine)).toBe(
      [
        'stateDiagram-v2',
        '  state "here" as here',
        '  here : stay',
        '  state "far away" as farAway',
        '  [*] --> here',
        '  here --> farAway : go, jump',
      ].join('\n'),
    );
  });

  it('shows every state and every event of our machines', () => {
    for (const { machine } of Object.values(machines)) {
      const diagram = toMermaid(machine);
      for (const type of machine.events) expect(diagram).toContain(type);
      expect(diagram.match(/\{$/gm)?.length ?? 0).toBe(diagram.match(/^\s*\}$/gm)?.length ?? 0);
    }
    expect(toMermaid(machines['agenda-item'].machine)).toContain('meetingEnded (sent-back)');
  });
});
