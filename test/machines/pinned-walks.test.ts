import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EffectRequest } from '#machines/effects.ts';
import { allWalks, PINNED, packetWalks, pinned, reviewWalks } from './random-walks.ts';

/** Which step of which walk is the first that went otherwise than it was pinned; null where none did. */
function firstDifference(before: string, now: string): string | null {
  const lines = now.split('\n');
  for (const [at, line] of before.split('\n').entries()) {
    if (line === lines[at]) continue;
    const words = (lines[at] ?? '').split(' ');
    const place = line.split(' ').findIndex((word, n) => word !== words[n]);
    const [machine, walk] = line.split(' ');
    return `${machine} ${walk}, step ${place - 2}: pinned as ${line.split(' ')[place]}, now ${words[place]}`;
  }
  return lines.length === before.split('\n').length ? null : 'there are more walks than were pinned';
}

describe('What the machines did before', () => {
  const walks = allWalks();
  const all = [...walks, ...reviewWalks(), ...packetWalks()];

  it('they do today: the same state, context, effects in the same order and reasons of refusal on every random walk', () => {
    expect(firstDifference(readFileSync(PINNED, 'utf8'), pinned(walks))).toBeNull();
  });

  it('asks only for effects that fit their schemas', () => {
    for (const { name, steps } of all) {
      for (const [n, { effects }] of steps.entries()) {
        for (const effect of effects) expect(EffectRequest.parse(effect), `${name}, step ${n}`).toEqual(effect);
      }
    }
  });

  it('was walked through every template of mail and every kind of effect', () => {
    const effects = all.flatMap(({ steps }) => steps.flatMap((step) => step.effects));
    const named = effects.map(({ kind, params }) => (kind === 'mail' ? `mail ${params.template}` : kind));
    expect([...new Set(named)].toSorted()).toMatchInlineSnapshot(`
      [
        "deadline",
        "drop-deadlines",
        "mail agenda-dispatched",
        "mail approval-escalation",
        "mail approval-reminder",
        "mail approval-request",
        "mail decided",
        "mail dispatch-overdue",
        "mail dispatch-soon",
        "mail hearing-cancelled",
        "mail hearing-closed",
        "mail hearing-extended",
        "mail hearing-invitation",
        "mail hearing-late",
        "mail hearing-late-notice",
        "mail hearing-receipt",
        "mail hearing-reminder",
        "mail meeting-cancelled",
        "mail meeting-moved",
        "mail packet-ready",
        "mail protocol-recalled",
        "mail protocol-signed",
        "mail returned",
        "mail review-request",
        "mail signature-overdue",
        "mail signature-refused",
        "mail signature-refused-notice",
        "mail signature-reminder",
        "mail signature-request",
        "mail text-amended",
        "signal",
      ]
    `);
  });
});
