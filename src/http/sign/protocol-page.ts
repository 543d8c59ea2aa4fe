/** The protocol as it is read and signed, and the evidence under it, as plain values for the pages. */
import type { App } from '#src/app/app.ts';
import type { Actor } from '#src/auth/actor.ts';
import { AttendanceDocument } from '#src/content/decision.ts';
import type { Evidence } from '#src/protocol/evidence.ts';
import { meetingView } from '#src/views/meeting-page.ts';
import { momentOf, weekdayOf } from '../dates.ts';
import { richView } from '../item/rich-view.ts';
import { namesIn } from '../names.ts';
import { stateLook } from '../state-look.ts';
import { word } from '../words.ts';

const DECISION_LEVEL = 3;

/** @throws Refusal `not-found` (404), `not-for-your-eyes` (403) */
export async function protocolPage(app: App, actor: Actor, meeting: string) {
  const view = await meetingView(app, actor, meeting);
  const { context, value } = view.state;
  const names = namesIn(await app.directory.current());
  const attendance = AttendanceDocument.safeParse(
    context.attendance === null ? null : await app.contents.read(context.attendance),
  );
  const organ = names.organ(context.organ);
  return {
    title: `Protokol: ${organ} ${weekdayOf(context.date)}`,
    organ,
    date: weekdayOf(context.date),
    meeting,
    place: context.place,
    state: stateLook(value),
    present: attendance.success ? attendance.data.present : [],
    absences: attendance.success ? attendance.data.absences.filter(({ people }) => people.length > 0) : [],
    items: view.agenda.map((entry) => ({
      number: entry.number,
      title: entry.name?.title ?? 'Lukket punkt',
      caseNumber: entry.name?.caseNumber ?? null,
      href: entry.name === null ? null : `/punkter/${entry.item}`,
      struck: entry.struck,
      takenUp: entry.takenUp !== undefined,
      blocks: entry.decided ? richView(entry.decided.text, DECISION_LEVEL) : [],
      absences: entry.decided?.absences.filter(({ people }) => people.length > 0) ?? [],
      hidden: entry.name === null,
    })),
  };
}

export const evidenceView = (evidence: Evidence) => ({
  protocol: evidence.protocol,
  fingerprint: evidence.protocol?.slice(0, 16) ?? '',
  requestedAt: evidence.requestedAt === null ? null : momentOf(evidence.requestedAt),
  chainHead: { seq: evidence.head.seq, hash: evidence.head.hash },
  signedHead: evidence.document?.chain ?? null,
  signers: evidence.signers.map((signer) => ({
    ...signer,
    at: signer.at === null ? null : momentOf(signer.at),
    answerText: word('signatures', signer.answer ?? 'none'),
    codeEnteredAt: signer.codeEnteredAt === null ? null : momentOf(signer.codeEnteredAt),
    transition: signer.transition?.slice(0, 16) ?? null,
  })),
  answered: evidence.signers.filter(({ answer }) => answer !== null).length,
});
