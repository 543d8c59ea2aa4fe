/** How long to wait before what could not be sent is sent again. */
const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;

/** @param failures how often it has failed in a row, from 1. @returns milliseconds: each wait is twice the one before, up to a minute */
export const retryAfter = (failures: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
