/**
 * What the check of one file may take. A program that the check runs inherits its limits and may have no higher ones (setrlimit(2)), so
 * each of those below is within `CHECK_LIMITS`.
 */
import type { ToolLimits } from '#src/tools/run-tool.ts';

/** Of the process that checks a file, with the programs that it runs. */
export const CHECK_LIMITS: ToolLimits = { memoryMb: 600, cpuSeconds: 60, wallMs: 120_000, outputMb: 1_000 };

/** Of qpdf and poppler, each: 170 MB and two seconds are what 30,000 pages take. What takes more than this is a trap or of no use. */
export const PDF_LIMITS: ToolLimits = { memoryMb: 400, cpuSeconds: 60, wallMs: 120_000, outputMb: 1_000 };
