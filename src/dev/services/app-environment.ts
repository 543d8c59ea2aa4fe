import { environment } from './environment.ts';
import type { Services } from './start-services.ts';

/** A setting from the environment; empty counts as not given. */
export const given = (name: string): string | undefined => (environment[name] === '' ? undefined : environment[name]);

/**
 * The environment of the web process and the workers: what is given, and what `npm start` fills in for the rest.
 * @param key the key of mailed links
 * @param port where the web process listens
 * @param services the addresses found or started
 */
export const appEnvironment = (key: string, port: number, services: Partial<Services>): NodeJS.ProcessEnv => {
  const host = given('HOST') ?? '127.0.0.1';
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const found = {
    MONGODB_URI: services.mongodbUri,
    REDIS_URL: services.redisUrl,
    SMTP_URL: services.smtpUrl,
    MAIL_CATCHER_URL: services.mailCatcherUrl ?? undefined,
    HOST: host,
    PUBLIC_URL: `http://${shown}:${port}`,
    SERVER_KEY: key,
    DEMO: '1',
  };
  const open = Object.entries(found).filter(([name, value]) => value !== undefined && given(name) === undefined);
  return { ...environment, ...Object.fromEntries(open), PORT: String(port) };
};
