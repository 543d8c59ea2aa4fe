/** The one place that reads the environment. Everything wrong is said at once, before anything listens. */
import { z } from 'zod';
import { Sender } from './addresses/sender.ts';

const Port = z.coerce.number().int().min(0).max(65_535);
const Flag = z.enum(['0', '1', 'false', 'true']).transform((value) => value === '1' || value === 'true');
const Concurrency = z.coerce.number().int().min(1).max(100);
const uri = (...schemes: string[]) =>
  z.string().regex(new RegExp(`^(${schemes.join('|')})://.+`), {
    error: `must begin with ${schemes.map((s) => `${s}://`).join(' or ')}`,
  });

export const ConfigSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  MONGODB_URI: uri('mongodb', 'mongodb\\+srv'),
  REDIS_URL: uri('redis', 'rediss'),
  SMTP_URL: uri('smtp', 'smtps'),
  /** Loopback unless set otherwise. */
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: Port.default(3000),
  /** The address people see: links in mails and the check of origin are built on it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  /** The key of mailed links and sign-in codes, at least 32 bytes in hexadecimal. Changing it kills every mailed link. */
  SERVER_KEY: z.string().regex(/^[0-9a-fA-F]{64,}$/, { error: 'must be at least 64 hexadecimal characters' }),
  /** The sender of all mails. */
  MAIL_FROM: Sender.prefault('Sagsgang <sagsgang@sagsgang.localhost>'),
  MAIL_DOMAIN: z.string().min(1).default('sagsgang.localhost'),
  /** Where the demo's mail catcher shows what was sent. */
  MAIL_CATCHER_URL: z.url().optional(),
  /** Prefix of the queues in Redis, so that several installations can share a server. */
  QUEUE_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/)
    .default('sagsgang'),
  /** How often the workers look for deadlines that are due. */
  DEADLINE_SWEEP_SECONDS: z.coerce.number().int().min(1).max(3_600).default(60),
  /** How often a worker compares the store with the queues, and adds the jobs that are missing. */
  RECONCILE_SECONDS: z.coerce.number().int().min(1).max(60).default(2),
  /** When Redis has not answered for so long, the workers' own timer does what waits. */
  REDIS_AWAY_SECONDS: z.coerce.number().int().min(1).max(3_600).default(60),
  /** A worker that has shown no sign of life for so long loses its job to another. */
  JOB_LOCK_SECONDS: z.coerce.number().int().min(1).max(600).default(30),
  /** What has been due for so long without being done is stuck. */
  STUCK_JOB_MINUTES: z.coerce.number().int().min(1).max(1_440).default(15),
  /** How often a worker looks whether anything is broken that administrators should be mailed about, once a day at most. */
  BROKEN_CHECK_SECONDS: z.coerce.number().int().min(1).max(86_400).default(900),
  /** Jobs that one worker process does at the same time, of each queue. */
  MAIL_CONCURRENCY: Concurrency.default(100),
  SIGNAL_CONCURRENCY: Concurrency.default(8),
  DEADLINE_CONCURRENCY: Concurrency.default(2),
  PACKET_CONCURRENCY: Concurrency.default(2),
  /** Work on files is done by processes of their own: the memory of each for JavaScript, in megabytes. */
  PACKET_MEMORY_MB: z.coerce.number().int().min(128).max(16_384).default(768),
  /** A job of the queue `packet` that takes longer is killed. */
  PACKET_JOB_SECONDS: z.coerce.number().int().min(1).max(7_200).default(600),
  /** What the mail relay takes: all workers together send no more than this. */
  MAIL_PER_MINUTE: z.coerce.number().int().min(1).max(60_000).default(3_000),
  /** A session that has not been used for so long has ended. */
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(10_080).default(720),
  /** A session ends after so long, however much it is used. */
  SESSION_HOURS: z.coerce.number().int().min(1).max(720).default(168),
  /** So long a party to a hearing is known in its browser after a code. */
  PARTY_SESSION_HOURS: z.coerce.number().int().min(1).max(168).default(12),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** How long the audit log keeps a row. A year and a month: what comes once a year can be compared with the last time. */
  AUDIT_LOG_DAYS: z.coerce.number().int().min(1).max(3_660).default(400),
  /** How many proxies stand in front and may be believed about the client's address. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  /** The largest bilag, or file of a hearing's answer, in megabytes. */
  MAX_FILE_MB: z.coerce.number().int().min(1).max(500).default(50),
  /** The virus scanner (ClamAV's clamd) that every uploaded file is shown to, `tcp://host:port` or `unix:///path`; none without. */
  CLAMD_URL: uri('tcp', 'unix').optional(),
  /** The municipality's name as people know it, shown at the top of every page. */
  MUNICIPALITY: z.string().trim().min(1).max(80).optional(),
  /** Demo people on the sign-in page, and the demo's clock. Refused in production. */
  DEMO: Flag.default(false),
  /** What `npm run demo` shows the processes it started, to move the demo's clock and read the record. Never set by hand. */
  DEMO_DRIVER_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: 'must be 64 hexadecimal characters' })
    .optional(),
});

/** What the processes are given that open strangers' files: no secret but the address of the store. */
const HandedOn = ConfigSchema.pick({
  NODE_ENV: true,
  MONGODB_URI: true,
  JOB_LOCK_SECONDS: true,
  PACKET_JOB_SECONDS: true,
  LOG_LEVEL: true,
  MUNICIPALITY: true,
  DEMO: true,
});
const SandboxConfigSchema = HandedOn.extend({
  /** The process that started it: it may be gone before this one looks. */
  SANDBOX_PARENT: z.coerce.number().int().min(1),
});
export type SandboxConfig = z.infer<typeof SandboxConfigSchema>;

/** @throws z.ZodError where the environment is not as `sandboxEnvironment` makes it */
export const readSandboxConfig = (): SandboxConfig => SandboxConfigSchema.parse(process.env);

/** Where programs are found and which letters they know, for those that this process starts. */
export const systemEnvironment = (): Record<string, string> => {
  const { PATH = '/usr/bin:/bin', HOME = '/', LANG = 'C.UTF-8' } = process.env;
  return { PATH, HOME, LANG };
};

/** Where Node keeps what it has compiled: of the start of a process that is given it, half to two thirds are saved. */
export const compileCache = (): Record<string, string> => {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
};

/** The environment of such a process, which ends with this one. @param folder its folder for temporary files */
export const sandboxEnvironment = (config: Config, folder: string): Record<string, string> => ({
  ...systemEnvironment(),
  // 380 ms instead of 630.
  ...compileCache(),
  // glibc gives each thread a heap of its own, with what was freed in it; the typesetter alone has several (20 to 50 MB less). And once
  // something large was freed, it keeps room for what is as large; it is to give it back at once (25 MB less).
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '1048576',
  TMPDIR: folder,
  SANDBOX_PARENT: String(process.pid),
  ...Object.fromEntries(
    Object.keys(HandedOn.shape).flatMap((name) => {
      const value = config[name as keyof typeof HandedOn.shape];
      return value === undefined ? [] : [[name, String(value)]];
    }),
  ),
});

const CheckedConfig = ConfigSchema.superRefine((config, context) => {
  if (config.DEMO_DRIVER_KEY !== undefined && !config.DEMO) {
    context.addIssue({ code: 'custom', path: ['DEMO_DRIVER_KEY'], message: 'is for the demo alone' });
  }
  if (config.NODE_ENV !== 'production') return;
  if (config.DEMO) context.addIssue({ code: 'custom', path: ['DEMO'], message: 'must be off in production' });
  if (!config.PUBLIC_URL.startsWith('https://')) {
    context.addIssue({ code: 'custom', path: ['PUBLIC_URL'], message: 'must be https in production' });
  }
});
export type Config = z.infer<typeof ConfigSchema>;

/** The municipality that pages and mails speak for; the demo's has a name of its own. */
export const municipalityOf = ({ MUNICIPALITY, DEMO }: Pick<Config, 'MUNICIPALITY' | 'DEMO'>): string | undefined =>
  MUNICIPALITY ?? (DEMO ? 'Norddjurs Kommune (demo)' : undefined);

/** Everything that is wrong with the settings, a line for each. */
export class ConfigError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`The configuration is wrong:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Checks the environment. Empty variables count as missing.
 * @throws ConfigError with every problem at once
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = CheckedConfig.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
}

/** How long the audit log keeps a row, for a command that needs no other setting. @throws z.ZodError where it is no such number */
export const auditLogDays = ({ AUDIT_LOG_DAYS }: NodeJS.ProcessEnv = process.env): number =>
  ConfigSchema.shape.AUDIT_LOG_DAYS.parse(AUDIT_LOG_DAYS || undefined);

/** Reads the configuration or ends the process with exit code 1, all problems on stderr. */
export function readConfigOrExit(environment: NodeJS.ProcessEnv = process.env): Config {
  try {
    return readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Whatever asks for the folder of temporary files is given this one from now on, here and in the programs that this process starts. */
export function useTemporaryFolder(path: string): void {
  process.env.TMPDIR = path;
}
