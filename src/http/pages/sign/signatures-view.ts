/** Who signs a protocol and how far it has come, for the panel beside the meeting and the protocol. */

import { type MeetingContext, whoSigns } from '#machines/meeting/context.ts';
import type { MachineState } from '#machines/run.ts';
import { hasTag } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { App } from '#src/context.ts';
import { AttendanceDocument } from '#src/documents/decision.ts';
import type { Seat } from '#src/documents/protocol.ts';
import { seatOf } from '#src/documents/protocol-document.ts';
import type { Directory } from '#src/people/directory.ts';
import { personName } from '#src/people/names.ts';
import { membersOn } from '#src/people/offices.ts';
import { isSecretariat } from '#src/policies/roles.ts';
import { type Evidence, evidenceOf, type SignerEvidence } from '#src/queries/evidence.ts';
import { word } from '#src/words/words.ts';
import { assetBase } from '../../assets.ts';
import { newRequestId } from '../../form.ts';

/** The style sheet of every page that shows the panel. */
export const signStyle = `${assetBase}/own/sign.css`;

const LOOKS = { signed: 'state-done', reserved: 'state-done', refused: 'state-stopped', none: '' } as const;

/** "Birthe Lindhardt (A)", as the protocol prints members. */
export const withParty = (name: string, seat: Seat | null): string => (seat?.party ? `${name} (${seat.party})` : name);
/** "Velfærdsdirektør · formand", as it was on the day of the meeting. */
export const seatLine = (seat: Seat | null): string =>
  seat === null ? '' : [seat.title, seat.chair ? 'formand' : null].filter((part) => part).join(' · ');

/** Sixteen digits in groups of four: enough to compare by eye. */
export const fingerprint = (hash: string | null): string => hash?.slice(0, 16).match(/.{4}/g)?.join(' ') ?? '';

/** What somebody else noted is not said as if the signer had said it. */
export const answerWord = (answer: SignerEvidence['answer'], notedBy: string | null): string =>
  word('signatures', notedBy === null ? (answer ?? 'none') : 'noted');

type Parts = Pick<App, 'collections' | 'contents' | 'directory'>;

/** @returns null before the meeting has ended, when there is nothing to sign */
export async function signaturesPanel(deps: Parts, actor: Actor, { value, context }: MachineState<MeetingContext>) {
  if (!hasTag('meeting', value, 'over')) return null;
  const evidence = await evidenceOf(deps, context.meeting);
  const [directory, next] = await Promise.all([deps.directory.current(), nextReminder(deps, evidence)]);
  const runs = isSecretariat(actor);
  const mine = evidence.signers.find(({ person }) => person === actor.person);
  const isOut = hasTag('meeting', evidence.state, 'awaits-signatures');
  const isInTheMaking = hasTag('meeting', evidence.state, 'protocol-in-the-making');
  const willSign = isInTheMaking ? whoSigns(context) : [];
  const answered = evidence.signers.filter(({ answer }) => answer !== null).length;
  return {
    meeting: context.meeting,
    requestId: newRequestId(),
    runs,
    nobody: evidence.rule === 'nobody',
    rule: word('signingRules', evidence.rule),
    isCouncil: directory.organs.get(context.organ)?.kind === 'council',
    protocol: evidence.protocol,
    fingerprint: fingerprint(evidence.protocol),
    requestedAt: evidence.requestedAt === null ? null : momentOf(evidence.requestedAt),
    progress: `${answered} af ${evidence.signers.length} har svaret.`,
    allAnswered: hasTag('meeting', evidence.state, 'at-rest'),
    signers: evidence.signers.map((signer) => ({ ...signerLine(signer), mayNote: runs && isOut && !signer.answer })),
    willSign: willSign.map((person) => withParty(personName(directory, person), seatOf(directory, context, person))),
    others: isInTheMaking && evidence.rule !== 'nobody' ? await others(deps, directory, context) : '',
    wasRecalled: isInTheMaking && evidence.request > 0,
    mayRequest: runs && isInTheMaking && willSign.length > 0,
    cannotRequest: runs && isInTheMaking && willSign.length === 0,
    mayRecall: runs && isOut,
    mayAnswer: isOut && mine?.answer === null,
    reminder: runs ? next : null,
    hasEvidence: evidence.protocol !== null,
  };
}

function signerLine({ person, name, seat, answer, at, words, notedBy }: SignerEvidence) {
  return {
    person,
    name: withParty(name, seat),
    seat: seatLine(seat),
    at: at === null ? null : momentOf(at),
    words,
    wordsLabel: answer === 'refused' ? 'Begrundelse' : 'Forbehold',
    notedBy,
    answer: answerWord(answer, notedBy),
    look: LOOKS[answer ?? 'none'],
  };
}

/** Who took part and is not asked: guests, and members who have no account here. */
async function others({ contents }: Parts, directory: Directory, context: MeetingContext): Promise<string> {
  const body = context.attendance === null ? null : await contents.read(context.attendance);
  const attended = AttendanceDocument.safeParse(body);
  if (!attended.success) return '';
  const asked = new Set(whoSigns(context));
  const names = membersOn(directory, context.organ, context.date)
    .filter(({ person }) => person !== null && asked.has(person))
    .flatMap(({ printedName, party }) => [printedName, `${printedName} (${party ?? ''})`]);
  const known = new Set([...names, ...[...asked].map((person) => personName(directory, person))]);
  return attended.data.present.filter((name) => !known.has(name)).join(', ');
}

/** When those who have not answered are reminded next, by themselves. */
async function nextReminder({ collections }: Parts, { meeting, state, request, reminders }: Evidence) {
  if (!hasTag('meeting', state, 'awaits-signatures')) return null;
  const row = await collections.deadlines.findOne({ _id: `${meeting}-signature-${request}-${reminders + 1}` }).lean();
  return row?.state === 'pending' ? momentOf(row.dueAt) : null;
}
