/** All routes for people and programs, in order; each is a function from the web's parts to a router. */
import type { Router } from 'express';
import { adminRoutes } from './admin/routes.ts';
import { administrationApi } from './api/administration.ts';
import { mailedLinkApi } from './api/mailed-links.ts';
import { openApiRoutes } from './api/openapi.ts';
import { partyLinkApi } from './api/party-links.ts';
import { publicHearingApi } from './api/public-hearings.ts';
import { readingRoutes } from './api/reading.ts';
import { apiRoutes } from './api/routes.ts';
import { deadlineRoutes } from './deadlines/routes.ts';
import { demoClockRoutes } from './demo/clock-routes.ts';
import { editorRoutes } from './editor/editor-routes.ts';
import { fileRoutes } from './files/routes.ts';
import { hearingRoutes } from './hearing/manage-routes.ts';
import { partyRoutes } from './hearing/party-routes.ts';
import { publicHearingRoutes } from './hearing/public-routes.ts';
import { importRoutes } from './import/routes.ts';
import { itemRoutes } from './item/item-routes.ts';
import { itemListRoutes } from './items/routes.ts';
import { linkRoutes } from './link/link-routes.ts';
import { meetingActionRoutes } from './meeting/actions.ts';
import { meetingPdfRoutes } from './meeting/pdf-routes.ts';
import { meetingRoutes } from './meeting/routes.ts';
import { myMeetingRoutes } from './my-meetings/routes.ts';
import { signRoutes } from './sign/routes.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { taskRoutes } from './tasks/routes.ts';
import type { Web } from './web.ts';

export const pageRoutes: ((web: Web) => Router)[] = [
  signInRoutes,
  taskRoutes,
  itemListRoutes,
  fileRoutes,
  itemRoutes,
  editorRoutes,
  linkRoutes,
  partyRoutes,
  publicHearingRoutes,
  hearingRoutes,
  deadlineRoutes,
  importRoutes,
  signRoutes,
  myMeetingRoutes,
  meetingPdfRoutes,
  meetingRoutes,
  meetingActionRoutes,
  adminRoutes,
  demoClockRoutes,
  openApiRoutes,
  publicHearingApi,
  partyLinkApi,
  mailedLinkApi,
  apiRoutes,
  readingRoutes,
  administrationApi,
];
