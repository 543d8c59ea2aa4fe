import mongoose, { Schema } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { newToken } from '#src/auth/secrets.ts';
import { Refusal } from '#src/errors.ts';
import { createLog } from '#src/log.ts';

const lines: string[] = [];
const log = createLog({ LOG_LEVEL: 'debug' }, { write: (line: string) => void lines.push(line) });
function logged(error: unknown): { text: string; err: Record<string, unknown> } {
  lines.length = 0;
  log.error({ err: error }, 'failed');
  const text = lines.join('');
  return { text, err: JSON.parse(text).err };
}

describe('an error in the log', () => {
  const secret = newToken();

  it('is named, with where it came from and why', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6379'), { code: 'ECONNREFUSED' });
    const { err } = logged(new Error('Redis cannot be reached', { cause }));
    expect(err).toMatchObject({ type: 'Error', message: 'Redis cannot be reached' });
    expect(err.cause).toMatchObject({ reason: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:6379' });
    expect(err.stack).toContain('log.test.ts');
  });

  it('says nothing of the values that a validator was given', async () => {
    const Model = mongoose.model('Logged', new Schema({ count: { type: Number, required: true }, note: String }));
    const invalid = await new Model({ count: secret, note: secret }).validate().catch((error: unknown) => error);
    expect(JSON.stringify(invalid)).toContain(secret);
    expect(logged(invalid).text).not.toContain(secret);
    mongoose.deleteModel('Logged');
  });

  it('says nothing of what it carries along, or its cause does', () => {
    const carrying = Object.assign(new Error('E11000 duplicate key'), { keyValue: { _id: secret }, body: secret });
    expect(logged(carrying).text).not.toContain(secret);
    expect(logged(new Refusal('unexpected', 500, {}, carrying)).text).not.toContain(secret);
    expect(logged(new Error('outer', { cause: new Error(`inner ${secret}`) })).text).not.toContain(secret);
  });

  it.each([
    [`no session ${secret}`, secret],
    [`GET /l/item-1.2.${secret} failed`, secret],
    ['GET /L/short-one?x failed', 'short-one'],
    ['PUT /api/v1/hearing-links/abc.def/answers', 'abc.def'],
    ['550 no such user navn@kommune.dk', 'navn@'],
    ['cannot reach mongodb://sagsgang:hemmeligt@db.kommune.dk', 'hemmeligt'],
  ])('hides what its message quotes: %s', (message, hidden) => {
    const { text } = logged(new Error(message));
    expect(text).toContain('[skjult]');
    expect(text).not.toContain(hidden);
  });

  it('keeps the hash of a file and the name of a module, by which a fault is found', () => {
    const hash = 'a1'.repeat(32);
    expect(logged(new Error(`no bytes of ${hash} in node_modules/@bull-board/api`)).err.message).toBe(
      `no bytes of ${hash} in node_modules/@bull-board/api`,
    );
  });
});
