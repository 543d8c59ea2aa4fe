/** The parts of the item's machine beside its core: none may take a name that the core or another part has. */
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { CORE_MAILS } from '#machines/agenda-item/core/effects.ts';
import { publicEvents, systemEvents } from '#machines/agenda-item/core/events.ts';
import { coreRules } from '#machines/agenda-item/core/rules.ts';
import { agendaItemMachine } from '#machines/agenda-item/machine.ts';
import { parts, stepsOfParts } from '#machines/agenda-item/parts.ts';
import { RouteStep } from '#machines/agenda-item/steps.ts';

const typeOf = (event: z.ZodObject): unknown => (event.shape.type as z.ZodLiteral).value;
const twice = (names: readonly unknown[]) => names.filter((name, at) => names.indexOf(name) !== at);

describe('The parts of the item', () => {
  it('have events, rules, mails and kinds of step of their own', () => {
    const events = [...publicEvents(RouteStep), ...systemEvents].map((event) => typeOf(event as never));
    const ofParts = parts.flatMap(({ publicEvents, deadlines }) =>
      [...publicEvents, ...deadlines.map(({ event }) => event)].map((event) => typeOf(event as never)),
    );
    expect(twice([...events, ...ofParts])).toEqual([]);
    expect(twice([...Object.keys(coreRules), ...parts.flatMap(({ rules }) => Object.keys(rules))])).toEqual([]);
    expect(twice([...CORE_MAILS, ...parts.flatMap(({ mails }) => mails)])).toEqual([]);
    expect(twice(RouteStep.options.map(({ shape }) => shape.kind.value))).toEqual([]);
    expect(ofParts.length).toBeGreaterThan(3);
  });

  it('that are kinds of step have a state of that name, with the tags that they list and the kind as its phase', () => {
    expect(stepsOfParts.length).toBeGreaterThan(0);
    for (const { step, tags } of parts) {
      if (step === null) continue;
      const node = agendaItemMachine.root.states.travelling?.states[step.kind];
      expect(node?.tags).toEqual(expect.arrayContaining([...tags]));
      expect(node?.meta).toMatchObject({ phase: step.kind });
    }
  });
});
