/** All pages and operations of the API, in the order in which express tries them. */

import { absenceOperations } from './api/absences.ts';
import { handOverOperations } from './api/hand-overs.ts';
import { hearingOperations } from './api/hearings.ts';
import { importOperations } from './api/imports.ts';
import { itemOperations } from './api/items.ts';
import { listOperations } from './api/lists.ts';
import { mailedLinkOperations } from './api/mailed-links.ts';
import { meetingOperations } from './api/meetings.ts';
import { openApiOperation } from './api/openapi.ts';
import { packetOperations } from './api/packets.ts';
import { partyLinkOperations } from './api/party-links.ts';
import { publicHearingOperations } from './api/public-hearings.ts';
import { recordOperations } from './api/records.ts';
import { serviceOperations } from './api/service.ts';
import { sessionOperations } from './api/sessions.ts';
import { assetOperations } from './assets.ts';
import { healthOperations } from './health.ts';
import type { Operation } from './operation.ts';
import { auditLogOperations } from './pages/admin/audit-log-routes.ts';
import { chainOperations } from './pages/admin/chain-routes.ts';
import { adminPages } from './pages/admin/routes.ts';
import { deadlineOperations } from './pages/deadlines/routes.ts';
import { demoClockPages } from './pages/demo/clock-routes.ts';
import { driverOperations } from './pages/demo/driver-routes.ts';
import { draftPages } from './pages/editor/draft-routes.ts';
import { versionPages } from './pages/editor/version-routes.ts';
import { fileOperations } from './pages/files/routes.ts';
import { handOverPages } from './pages/hand-over/routes.ts';
import { answerFile } from './pages/hearing/answer-file.ts';
import { hearingPages } from './pages/hearing/manage-routes.ts';
import { partyPages } from './pages/hearing/party-routes.ts';
import { publicHearingPages } from './pages/hearing/public-routes.ts';
import { importPages } from './pages/import/routes.ts';
import { browserAsset } from './pages/item/item-assets.ts';
import { itemPdf } from './pages/item/item-pdf.ts';
import { itemPages } from './pages/item/item-routes.ts';
import { itemListPages } from './pages/items/routes.ts';
import { linkPages } from './pages/link/link-routes.ts';
import { mePages } from './pages/me/routes.ts';
import { meetingPapers } from './pages/meeting/pdf-routes.ts';
import { meetingPages } from './pages/meeting/routes.ts';
import { myMeetingsPage } from './pages/my-meetings/routes.ts';
import { packetPages } from './pages/packets/routes.ts';
import { signPages } from './pages/sign/routes.ts';
import { signInPages } from './pages/sign-in/routes.ts';
import { taskPage } from './pages/tasks/routes.ts';
import { packetViewers } from './pages/viewer/packet-routes.ts';

/** What the machinery around the service asks for; nobody's session is looked up, and no origin asked for. */
export const MACHINERY: readonly Operation[] = [...healthOperations, ...assetOperations, ...driverOperations];

const described: readonly Operation[] = [
  ...signInPages,
  ...mePages,
  ...handOverPages,
  taskPage,
  myMeetingsPage,
  ...itemListPages,
  ...importPages,
  ...demoClockPages,
  browserAsset,
  ...itemPages,
  ...signPages,
  ...meetingPages,
  ...packetPages,
  ...hearingPages,
  ...partyPages,
  ...publicHearingPages,
  ...sessionOperations,
  ...absenceOperations,
  ...handOverOperations,
  ...listOperations,
  ...deadlineOperations,
  ...itemOperations,
  ...importOperations,
  ...fileOperations,
  itemPdf,
  ...meetingPapers,
  ...packetViewers,
  ...meetingOperations,
  ...packetOperations,
  answerFile,
  ...hearingOperations,
  ...partyLinkOperations,
  ...publicHearingOperations,
  ...mailedLinkOperations,
  ...linkPages,
  ...draftPages,
  ...versionPages,
  ...chainOperations,
  ...auditLogOperations,
  ...adminPages,
  ...recordOperations,
  ...serviceOperations,
];

export const OPERATIONS: readonly Operation[] = [...described, openApiOperation(described)];
