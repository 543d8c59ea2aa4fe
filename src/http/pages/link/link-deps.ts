/** What opening and redeeming a mailed link need of the service. */

import type { App } from '#src/context.ts';
import { createLinkStore } from '#src/links/link-store.ts';
import { mayUseLinkBy } from '#src/links/may-use-link.ts';
import type { RedeemDeps } from '#src/links/redeem-link.ts';
import { itemRecords } from '#src/store/read-stream.ts';
import { ofStream } from '#src/store/record.ts';

export function linkDeps(app: App): RedeemDeps {
  return {
    clock: app.clock,
    links: createLinkStore(app.connection),
    serverKey: app.config.SERVER_KEY,
    readItem: (stream) => itemRecords(app.collections, stream),
    mayUseLink: mayUseLinkBy(app.directory),
    isRecorded: async (stream, cause) =>
      (await app.collections.transitions.findOne({ ...ofStream(stream), cause }, { _id: 1 }).lean()) !== null,
  };
}
