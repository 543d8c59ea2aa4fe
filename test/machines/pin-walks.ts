/** Writes test/fixtures/machine-walks.txt anew: only where a machine is meant to act otherwise than before, under a raised version. */
import { writeFileSync } from 'node:fs';
import { allWalks, PINNED, pinned } from './random-walks.ts';

writeFileSync(PINNED, pinned(allWalks()));
