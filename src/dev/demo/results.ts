/** What the demo leaves behind, and whether it is what it should be. */

import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hasTag } from '#machines/states.ts';
import { firstBrokenEntry, type TimelineFile, type TimelineMail } from '#src/store/timeline.ts';
import { writeFileAtomic } from '../services/write-file-atomic.ts';
import type { Catcher, CaughtMail } from './catcher.ts';
import type { Recorded } from './driver-client.ts';

/** The record as a file. A sign-in code of which nobody knows whether it went out did so when it was received. */
export function timelineFile(
  { transitions, deadlines, mails, unsure }: Recorded,
  received: readonly CaughtMail[],
): TimelineFile {
  const arrived = new Set(received.map(({ messageId }) => messageId));
  const sent = mails.filter(({ messageId }) => !unsure.includes(messageId) || arrived.has(messageId));
  return { transitions, deadlines, mails: sent };
}

export interface Results {
  timeline: TimelineFile;
  received: readonly CaughtMail[];
}

/** Writes `mails/*.eml` and `timeline.json`; what an earlier run wrote there is replaced. */
export async function writeResults(out: string, results: Results, catcher: Catcher): Promise<void> {
  const mails = join(out, 'mails');
  await mkdir(mails, { recursive: true });
  for (const file of await readdir(mails)) if (file.endsWith('.eml')) await rm(join(mails, file));
  const oldestFirst = [...results.received].reverse();
  for (const [index, mail] of oldestFirst.entries()) {
    await writeFileAtomic(join(mails, fileNameOf(mail, index, results.timeline.mails)), await catcher.source(mail.id));
  }
  await writeFileAtomic(join(out, 'timeline.json'), `${JSON.stringify(results.timeline, null, 2)}\n`);
}

/** "07-approval-request-bettina.andersen.eml": names sort as the mails came. */
function fileNameOf({ messageId, envelope }: CaughtMail, index: number, mails: readonly TimelineMail[]): string {
  const template = mails.find((mail) => mail.messageId === messageId)?.template ?? 'mail';
  const mailbox = (envelope.to[0] ?? '').replace(/@.*$/, '').replace(/[^a-z0-9.-]/gi, '-');
  return `${String(index + 1).padStart(2, '0')}-${template}-${mailbox}.eml`;
}

/**
 * @param run the items, and whether the run was interrupted on its way: then a mail may have been handed over and the process
 *   ended before it received that, and the same mail, with the same Message-ID, is sent once more
 * @returns what is wrong with the outcome, and what is worth a remark; in Danish, both empty when all is well
 */
export function faultsOf(
  { timeline, received }: Results,
  run: { items: readonly string[]; resumed: boolean },
): { faults: string[]; remarks: string[] } {
  const faults: string[] = [];
  const remarks: string[] = [];
  const broken = firstBrokenEntry(timeline.transitions);
  if (broken !== null) faults.push(`Kæden er brudt: ${broken.stream}, nr. ${broken.seq}: ${broken.problem}.`);
  for (const item of run.items) {
    const last = timeline.transitions.filter(({ stream }) => stream === item).at(-1);
    if (last === undefined || !hasTag('agenda-item', last.to, 'carried-through'))
      faults.push(`${item} skulle være afsluttet, men står i "${last?.to}".`);
  }
  const waiting = timeline.deadlines.filter(({ state }) => state === 'pending');
  for (const { id } of waiting) faults.push(`Fristen ${id} er hverken nået eller bortfaldet.`);
  const times = countOf(received.map(({ messageId }) => messageId));
  const listed = countOf(timeline.mails.map(({ messageId }) => messageId));
  for (const [messageId, count] of listed) {
    if (count > 1) faults.push(`${messageId} står ${count} gange i regnskabet.`);
    if (!times.has(messageId)) faults.push(`${messageId} står i regnskabet, men er ikke modtaget.`);
  }
  for (const [messageId, count] of times) {
    if (count > 1 && run.resumed) {
      remarks.push(`${messageId} er modtaget ${count} gange, fordi kørslen blev afbrudt, mens den blev sendt.`);
    } else if (count > 1) faults.push(`${messageId} er modtaget ${count} gange.`);
    if (!listed.has(messageId)) faults.push(`${messageId} er modtaget, men står ikke i regnskabet.`);
  }
  return { faults, remarks };
}

function countOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
