import { afterAll, describe, expect, it } from 'vitest';
import type { RichNode } from '#src/documents/rich-text.ts';
import { createPdfCompiler } from '#src/pdf/compiler.ts';
import { closeItemRenderer, renderItem } from '#src/pdf/render-item.ts';
import { bullets, p } from '../tools/rich.ts';
import { agenda004, emptyDocument, withBody } from './documents.ts';

const options = { standard: 'ua-1', createdAt: new Date('2024-03-01T10:00:00Z') } as const;
const job = { template: 'item.typ', standard: 'ua-1', createdAt: 0 } as const;

afterAll(closeItemRenderer);

describe('what cannot be printed', () => {
  it('is refused with the name of the field when a node is unknown', async () => {
    const script = { type: 'script', content: [] } as RichNode;
    await expect(renderItem(withBody(p('Før'), script), options)).rejects.toMatchObject({
      code: 'bad-input',
      status: 400,
      details: { fields: [{ path: expect.stringContaining('sections.0.body.content.1') }] },
    });
  });

  it('is refused when a date is no day of the calendar', async () => {
    const text = { type: 'doc' as const, content: [] };
    const decisions = [{ organName: 'Økonomiudvalget', date: '2023-02-30', text, absences: [] }];
    const document = { ...emptyDocument, rounds: [{ recommendation: null, decisions }] };
    await expect(renderItem(document, options)).rejects.toMatchObject({
      details: { fields: [{ path: 'rounds.0.decisions.0.date' }] },
    });
  });

  it('is refused, not overflowed, when lists are nested without end', async () => {
    let list = bullets(p('inderst'));
    for (let depth = 0; depth < 20_000; depth += 1) list = bullets([list]);
    await expect(renderItem(withBody(list), options)).rejects.toMatchObject({
      code: 'pdf-too-large',
      details: { what: 'depth' },
    });
  });

  it('is refused when there is more text than a packet could hold', async () => {
    const document = withBody(...Array.from({ length: 40 }, () => p('ord '.repeat(24_000))));
    await expect(renderItem(document, options)).rejects.toMatchObject({ details: { what: 'characters' } });
  });
});

describe('as deep as is let in', () => {
  it('is printed', async () => {
    let list = bullets(p('inderst'));
    for (let depth = 1; depth < 12; depth += 1) list = bullets([p(`niveau ${depth}`), list]);
    await expect(renderItem(withBody(list), options)).resolves.toBeInstanceOf(Uint8Array);
  });
});

describe('the compiler', () => {
  it('sets the next document after one that failed', async () => {
    const compiler = createPdfCompiler();
    await expect(compiler.compile({ ...job, data: '{"not": "an item"}' })).rejects.toMatchObject({
      code: 'pdf-failed',
    });
    await expect(renderItem(agenda004(1), { ...options, compiler })).resolves.toBeInstanceOf(Uint8Array);
    await compiler.close();
  });

  it('answers that it is busy when its queue is full', async () => {
    const compiler = createPdfCompiler({ queue: 2 });
    const documents = await Promise.allSettled(
      Array.from({ length: 5 }, () => renderItem(agenda004(1), { ...options, compiler })),
    );
    await compiler.close();
    expect(documents.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(documents[4]).toMatchObject({ reason: { code: 'pdf-busy', status: 503 } });
  });

  it('gives up on a document past its time and goes on with the next in a new thread', async () => {
    const compiler = createPdfCompiler({ timeLimit: 1 });
    await expect(renderItem(agenda004(3), { ...options, compiler })).rejects.toMatchObject({ code: 'pdf-too-slow' });
    await compiler.close();
    await expect(renderItem(agenda004(3), options)).resolves.toBeInstanceOf(Uint8Array);
  });

  it('refuses what waits when it is closed, and everything after', async () => {
    const compiler = createPdfCompiler();
    const waiting = [1, 2, 3].map(() => renderItem(agenda004(1), { ...options, compiler }));
    const answers = Promise.allSettled(waiting);
    await compiler.close();
    for (const answer of await answers)
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'pdf-busy' } });
    await expect(renderItem(agenda004(1), { ...options, compiler })).rejects.toMatchObject({ code: 'pdf-busy' });
  });
});
