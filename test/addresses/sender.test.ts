/** The sender that an operator gives an installation is read once, at start, by the parser of every other address. */
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '#src/config.ts';

const senderOf = (MAIL_FROM: string): string =>
  readConfig({
    MONGODB_URI: 'mongodb://127.0.0.1/sagsgang',
    REDIS_URL: 'redis://127.0.0.1',
    SMTP_URL: 'smtp://127.0.0.1',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    SERVER_KEY: 'ab'.repeat(32),
    MAIL_FROM,
  }).MAIL_FROM;

const refusedFor = (from: string): string[] => {
  try {
    senderOf(from);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('MAIL_FROM', () => {
  it.each([
    ['Sagsgang <sager@kommune.dk>', '"Sagsgang" <sager@kommune.dk>'],
    ['sager@kommune.dk', 'sager@kommune.dk'],
    ['mailto:Sager@Kommune.dk', 'sager@kommune.dk'],
    ['"Byråd, Norddjurs" <sager@kommune.dk>', '"Byråd, Norddjurs" <sager@kommune.dk>'],
    ["O'Neill <sean.o'neill@kommune.dk>", `"O'Neill" <sean.o'neill@kommune.dk>`],
    ['Ærø <sager@ærø.dk>', '"Ærø" <sager@xn--r-3fa9c.dk>'],
    ['', '"Sagsgang" <sagsgang@sagsgang.localhost>'],
    ['"Sagsgang" <sagsgang@sagsgang.localhost>', '"Sagsgang" <sagsgang@sagsgang.localhost>'],
  ])('%s is the sender', (written, sender) => {
    expect(senderOf(written)).toBe(sender);
  });

  it.each(['Sagsgang', 'sager@', 'sager@kommune', 'a@kommune.dk, b@kommune.dk', 'Bjørn <bjørn@kommune.dk>', '<>'])(
    '%s is refused at start by its name, before anything listens',
    (written) => {
      expect(refusedFor(written)).toEqual(['MAIL_FROM: must be one mail address, as in Sagsgang <sager@kommune.dk>']);
    },
  );
});
