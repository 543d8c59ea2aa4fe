/** What opening and redeeming a mailed link need of the service. */
import type { App } from '#src/app/app.ts';
import { createLinkStore } from '#src/links/link-store.ts';
import { mayUseLinkBy } from '#src/links/may-use-link.ts';
import type { RedeemDeps } from '#src/links/redeem-link.ts';
import type { ItemHead } from '#src/links/standing.ts';

export function linkDeps(app: App): RedeemDeps {
  return {
    clock: app.clock,
    links: createLinkStore(app.connection),
    serverKey: app.config.SERVER_KEY,
    readItem: async (stream) => (await app.readHead(stream))?.state as ItemHead | undefined,
    mayUseLink: mayUseLinkBy(app.directory),
    isRecorded: async (stream, cause) =>
      (await app.collections.transitions.findOne({ stream, cause }, { projection: { _id: 1 } })) !== null,
  };
}
