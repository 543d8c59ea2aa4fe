/** The registry of a process' figures; a web process shows it at /metrics. */
import { Registry } from 'prom-client';

export const registry = new Registry();
