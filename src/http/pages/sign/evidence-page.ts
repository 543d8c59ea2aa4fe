/** The evidence under a protocol: who answered when and how sure that is, and the chain of the meeting's transitions. */

import { momentOf } from '#src/calendar/danish-dates.ts';
import type { Directory } from '#src/people/directory.ts';
import type { Evidence } from '#src/queries/evidence.ts';
import { namesIn } from '#src/words/names.ts';
import { whoActed } from '#src/words/who-acted.ts';
import { word } from '#src/words/words.ts';
import { answerWord, seatLine, withParty } from './signatures-view.ts';

export function evidenceProps(evidence: Evidence, directory: Directory) {
  const { document, protocol, requestedAt, head, broken, signers, chain } = evidence;
  const names = namesIn(directory);
  return {
    protocol,
    requestedAt: requestedAt === null ? null : momentOf(requestedAt),
    rule: word('signingRules', evidence.rule),
    signedHead: document?.chain ?? null,
    head,
    broken,
    signers: signers.map(({ name, seat, answer, at, words, notedBy, level, codeEnteredAt, transition }) => ({
      name: withParty(name, seat),
      seat: seatLine(seat),
      answer: answerWord(answer, notedBy),
      at: at === null ? null : momentOf(at),
      words,
      wordsLabel: answer === 'refused' ? 'Begrundelse' : 'Forbehold',
      how:
        notedBy !== null
          ? `Noteret af ${notedBy}`
          : codeEnteredAt !== null
            ? `Niveau ${level}: kode fra mail indtastet ${momentOf(codeEnteredAt)}`
            : level === null
              ? ''
              : `Niveau ${level}: logget ind`,
      transition,
    })),
    chain: chain.map((link) => ({
      seq: link.seq,
      at: momentOf(link.at),
      event: word('events', link.event),
      who: whoActed(link.actor, names),
      hash: link.hash,
    })),
  };
}
