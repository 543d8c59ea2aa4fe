/**
 * What the set-up needs to know of the machine (PATH, cache folder) and hands on to the programs it starts. The service's own
 * settings are read in src/config.ts and nowhere else; this is the only other place that sees the environment.
 */
export const environment: NodeJS.ProcessEnv = process.env;
