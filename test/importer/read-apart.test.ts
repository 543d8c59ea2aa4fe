import { describe, expect, it } from 'vitest';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { readAgendaApart } from '#src/importer/read-apart.ts';
import { PUBLISHED } from './texts.ts';

const bytes = Buffer.from(PUBLISHED['004'] ?? '');
const LIMITS = { memoryMb: 600, cpuSeconds: 20, wallMs: 60_000, outputMb: 50 };

describe('An agenda read by a process of its own', () => {
  it('is read as here', async () => {
    const { text, imported } = await readAgendaApart(bytes, 'person-a');
    expect(imported).toEqual(readAgenda(bytes));
    expect(text).toContain('Indstilling');
  });

  it('is refused by the same rule as here', async () => {
    const none = readAgendaApart(Buffer.from('Kære alle, mødet er flyttet.'), 'person-a');
    await expect(none).rejects.toMatchObject({ code: 'import-no-agenda', status: 400 });
    await expect(readAgendaApart(Buffer.alloc(0), 'person-a')).rejects.toMatchObject({ code: 'import-empty' });
  });

  it.each([
    ['time', { wallMs: 1 }],
    ['memory', { memoryMb: 1 }],
  ] as const)('that takes more %s than it may is refused, and says which limit it met', async (limit, less) => {
    const refused = { code: 'import-too-heavy', status: 422, details: { limit } };
    await expect(readAgendaApart(bytes, 'person-a', { ...LIMITS, ...less })).rejects.toMatchObject(refused);
  });
});
