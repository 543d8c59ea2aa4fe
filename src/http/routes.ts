/** All routes for people and programs, in order; each is a function from the web's parts to a router. */
import type { Router } from 'express';
import type { Web } from './web.ts';

export const pageRoutes: ((web: Web) => Router)[] = [];
