/** A world whose mails go to a real server that keeps them, as the tests of single mails want it. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { DeliverDeps } from '#src/mail/deliver.ts';
import { createMailer } from '#src/mail/mailer.ts';
import { type Catcher, startCatcher } from './smtp-servers.ts';
import { buildWorld, type World } from './world.ts';

export interface Catching {
  world: World;
  server: Catcher;
  deps: DeliverDeps;
}

/**
 * Begins before the tests of a file and ends after them; the server has no mail when a test begins.
 * @param begun called once with what there is then
 */
export function catchMails(begun: (catching: Catching) => void): void {
  const stops: (() => Promise<void>)[] = [];
  let server: Catcher;
  beforeAll(async () => {
    const world = await buildWorld();
    server = await startCatcher();
    const mailer = createMailer({
      smtpUrl: server.url,
      from: 'sagsgang@norddjurs.example',
      log: { info: () => {}, warn: () => {} },
    });
    stops.push(world.close, server.stop, () => mailer.close(100));
    begun({ world, server, deps: { ...world.parts, mailer, mailDomain: 'norddjurs.example' } });
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });
  beforeEach(() => {
    server.mails.length = 0;
  });
}
