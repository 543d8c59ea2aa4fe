import { describe, expect, it } from 'vitest';
import { partyToken, partyUrl, readPartyToken, seal, unseal } from '#src/links/party-link.ts';

const KEY = 'ab'.repeat(32);
const OF = { hearing: 'hearing-1a2b', party: 'party-3c4d' };

describe("a party's link", () => {
  it('is the same in every mail, and names its hearing and its party', () => {
    expect(partyToken(KEY, OF)).toBe(partyToken(KEY, OF));
    expect(readPartyToken(KEY, partyToken(KEY, OF))).toEqual(OF);
    expect(partyUrl('https://sagsgang.example', KEY, OF)).toMatch(/^https:\/\/sagsgang\.example\/h\/hearing-1a2b\./);
  });

  it('cannot be turned into another party\u2019s, another hearing\u2019s, or made without the key', () => {
    const token = partyToken(KEY, OF);
    const forged = [
      token.replace('3c4d', '3c4e'),
      token.replace('1a2b', '1a2c'),
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      partyToken('cd'.repeat(32), OF),
      token.slice(0, 40),
      '',
      'hearing-1.party-1.',
      `${token}x`,
    ];
    expect(forged.map((raw) => readPartyToken(KEY, raw))).toEqual(forged.map(() => undefined));
  });
});

describe('a sealed text', () => {
  it('opens for its own purpose, unchanged, and for no other', () => {
    const sealed = seal(KEY, 'form', 'party-1 2023-11-20T08:00:00.000Z');
    expect(unseal(KEY, 'form', sealed)).toBe('party-1 2023-11-20T08:00:00.000Z');
    expect(unseal(KEY, 'session', sealed)).toBeUndefined();
    const [, mac = ''] = sealed.split('.');
    const earlier = Buffer.from('party-1 2023-11-19T08:00:00.000Z').toString('base64url');
    expect(unseal(KEY, 'form', `${earlier}.${mac}`)).toBeUndefined();
    for (const junk of ['', '.', 'x', 'x.y.z', '\u0000']) expect(unseal(KEY, 'form', junk)).toBeUndefined();
  });
});
