import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { ConfigSchema, readConfig } from '#src/config.ts';
import { QUEUE_NAMES } from '#src/queue/queues.ts';

const ROOT = new URL('../', import.meta.url);
const composeFile = z.object({
  configs: z.record(z.string(), z.object({ content: z.string() })),
  'x-app': z.object({ build: z.object({ dockerfile_inline: z.string() }) }),
  services: z.record(
    z.string(),
    z.looseObject({
      environment: z.record(z.string(), z.string()).optional(),
      command: z.array(z.string()).optional(),
      deploy: z.object({ replicas: z.int() }).optional(),
      ports: z.array(z.string()).optional(),
      networks: z.array(z.string()).optional(),
      logging: z.object({ options: z.record(z.string(), z.string()) }).optional(),
      restart: z.string().optional(),
    }),
  ),
});

const read = async (): Promise<z.infer<typeof composeFile>> =>
  composeFile.parse(parse(await readFile(new URL('docker-compose.yml', ROOT), 'utf8'), { merge: true }));

/** What an operator must give; the file's own comment says the same. */
const OPERATOR = {
  DOMAIN: 'sager.kommune.test',
  SERVER_KEY: 'ab'.repeat(32),
  SMTP_URL: 'smtp://relay.kommune.test:25',
  MAIL_FROM: 'Sagsgang <sager@kommune.test>',
};

/** The services that run our own processes for as long as the installation is up, and those that do the queues' work. */
const WORKERS = ['mail', 'signals', 'deadlines', 'packet'];
const OWN = ['web', ...WORKERS, 'indexes'];

/** Compose's interpolation, as far as the file uses it: `${NAME}`, `${NAME:-default}`, `${NAME:?why}`; defaults may nest. */
const interpolate = (text: string, given: Record<string, string>): string => {
  const innermost = /\$\{(\w+)(?::([-?])([^${}]*))?\}/;
  let result = text;
  for (let found = innermost.exec(result); found !== null; found = innermost.exec(result)) {
    const [whole, name = '', kind, rest = ''] = found;
    const value = given[name] ?? (kind === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`${name}: ${kind === '?' ? rest : 'not set'}`);
    result = result.replace(whole, () => value);
  }
  return result;
};

const environmentOf = async (service: string, given: Record<string, string>): Promise<Record<string, string>> => {
  const { services } = await read();
  const entries = Object.entries(services[service]?.environment ?? {});
  return Object.fromEntries(entries.map(([name, text]) => [name, interpolate(text, given)]));
};

describe('docker-compose.yml', () => {
  it('keeps of what each container writes only as much as the installation says', async () => {
    const { services } = await read();
    const lasting = Object.entries(services).filter(([, { restart }]) => restart === 'unless-stopped');
    expect(lasting.length).toBeGreaterThan(8);
    for (const [name, { logging }] of lasting) {
      const options = Object.entries(logging?.options ?? {}).map(([key, text]) => [key, interpolate(text, OPERATOR)]);
      expect(Object.fromEntries(options), name).toEqual({ 'max-size': '20m', 'max-file': '10' });
    }
  });

  it.each(OWN)('gives %s an environment that the configuration accepts', async (service) => {
    const config = readConfig(await environmentOf(service, OPERATOR));
    expect(config).toMatchObject({
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://sager.kommune.test',
      MAIL_DOMAIN: 'sager.kommune.test',
      DEMO: false,
    });
  });

  it('sets nothing that the configuration does not know', async () => {
    const { services } = await read();
    const known = Object.keys(ConfigSchema.shape);
    for (const service of OWN) {
      expect(Object.keys(services[service]?.environment ?? {}).filter((name) => !known.includes(name))).toEqual([]);
    }
  });

  it.each(Object.keys(OPERATOR))('refuses to start without %s', async (name) => {
    const without = Object.fromEntries(Object.entries(OPERATOR).filter(([key]) => key !== name));
    await expect(environmentOf('web', without)).rejects.toThrow(name);
  });

  it('runs two web processes and two workers of each queue, from entry points that exist', async () => {
    const { services } = await read();
    for (const name of ['web', ...WORKERS]) {
      expect(services[name]?.deploy?.replicas).toBe(2);
      const entry = services[name]?.command?.at(-1) ?? '';
      expect(existsSync(fileURLToPath(new URL(entry, ROOT))), entry).toBe(true);
    }
  });

  it('makes the lists of modules in the image, from the sources that it has copied', async () => {
    const lines = (await read())['x-app'].build.dockerfile_inline.trim().split('\n');
    const generating = lines.findIndex((line) => line.startsWith('RUN node src/dev/registries/'));
    expect(existsSync(fileURLToPath(new URL(lines[generating]?.split(' ')[2] ?? '', ROOT)))).toBe(true);
    expect(lines.findLastIndex((line) => line.startsWith('COPY'))).toBeLessThan(generating);
    expect(lines.indexOf('USER node')).toBeGreaterThan(generating);
  });

  it('has a worker for every queue, and lets only those that send mail reach the outside', async () => {
    const { services } = await read();
    const entries = WORKERS.map((name) => services[name]?.command?.at(-1));
    const files = readdirSync(fileURLToPath(new URL('workers/', ROOT))).filter((file) => file !== 'all.ts');
    expect(entries.toSorted()).toEqual(files.map((file) => `workers/${file}`).toSorted());
    expect(files).toHaveLength(QUEUE_NAMES.length);
    expect(WORKERS.map((name) => services[name]?.networks)).toEqual([
      ['inside', 'outside'],
      ['inside'],
      ['inside'],
      ['inside'],
    ]);
  });

  it('shows every upload to a virus scanner that says what it could not look through, however large a file may be', async () => {
    const { services, configs } = await read();
    const { hostname, port } = new URL((await environmentOf('web', OPERATOR)).CLAMD_URL ?? '');
    expect(Object.keys(services)).toContain(hostname);
    const settings = new Map(
      (configs.clamd?.content ?? '').split('\n').map((line) => line.split(' ') as [string, string]),
    );
    expect(settings.get('TCPSocket')).toBe(port);
    expect([settings.get('AlertExceedsMax'), settings.get('AlertEncrypted')]).toEqual(['yes', 'yes']);
    for (const limit of ['StreamMaxLength', 'MaxFileSize'])
      expect(() => ConfigSchema.shape.MAX_FILE_MB.parse(Number.parseInt(settings.get(limit) ?? '', 10))).toThrow();
  });

  it('lets Redis drop nothing and write everything down, and shows only the proxy to the world', async () => {
    const { services } = await read();
    expect(services.redis?.command?.join(' ')).toContain('--appendonly yes');
    expect(services.redis?.command?.join(' ')).toContain('--maxmemory-policy noeviction');
    const open = Object.entries(services).filter(([, service]) => service.ports !== undefined);
    expect(open.map(([name]) => name)).toEqual(['proxy']);
  });
});
