/** All routes for people and programs, in order; each is a function from the web's parts to a router. */
import type { Router } from 'express';
import { administrationApi } from './api/administration.ts';
import { mailedLinkApi } from './api/mailed-links.ts';
import { openApiRoutes } from './api/openapi.ts';
import { partyLinkApi } from './api/party-links.ts';
import { publicHearingApi } from './api/public-hearings.ts';
import { readingRoutes } from './api/reading.ts';
import { apiRoutes } from './api/routes.ts';
import { adminRoutes } from './pages/admin/routes.ts';
import { deadlineRoutes } from './pages/deadlines/routes.ts';
import { demoClockRoutes } from './pages/demo/clock-routes.ts';
import { editorRoutes } from './pages/editor/editor-routes.ts';
import { fileRoutes } from './pages/files/routes.ts';
import { hearingRoutes } from './pages/hearing/manage-routes.ts';
import { partyRoutes } from './pages/hearing/party-routes.ts';
import { publicHearingRoutes } from './pages/hearing/public-routes.ts';
import { importRoutes } from './pages/import/routes.ts';
import { itemRoutes } from './pages/item/item-routes.ts';
import { itemListRoutes } from './pages/items/routes.ts';
import { linkRoutes } from './pages/link/link-routes.ts';
import { meetingActionRoutes } from './pages/meeting/actions.ts';
import { meetingPdfRoutes } from './pages/meeting/pdf-routes.ts';
import { meetingRoutes } from './pages/meeting/routes.ts';
import { myMeetingRoutes } from './pages/my-meetings/routes.ts';
import { signRoutes } from './pages/sign/routes.ts';
import { signInRoutes } from './pages/sign-in/routes.ts';
import { taskRoutes } from './pages/tasks/routes.ts';
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
