/** The page on which a protocol is signed: the whole of it, then one's own answer, with the step for a fresh code in between. */

import { hasTag } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import { CODE_MINUTES } from '#src/auth/mailed-code.ts';
import { FRESH_MINUTES } from '#src/commands/meeting/sign.ts';
import type { App } from '#src/context.ts';
import type { ReadProtocol } from '#src/queries/protocol.ts';
import { refusalInWords } from '#src/words/words.ts';
import { newRequestId } from '../../form.ts';
import { protocolProps } from './protocol-page.ts';
import { fingerprint, signaturesPanel } from './signatures-view.ts';

/** How far the reader has come with the code, what was typed meanwhile, and what was refused. */
export interface SignStep {
  isFresh: boolean;
  /** What the browser brings back with the code; null before one was asked for. */
  codeRequest: string | null;
  codeError: string | null;
  /** The reservation as it was typed before a new code was needed. */
  typed: string;
  refusal: string | null;
}

const DONE = {
  signed: 'Du har underskrevet',
  reserved: 'Du har underskrevet med forbehold',
  refused: 'Det er noteret, at du ikke underskriver',
} as const;

export async function signPage(app: App, actor: Actor, protocol: ReadProtocol, step: SignStep) {
  const { context, value } = protocol.state;
  const [directory, panel] = await Promise.all([app.directory.current(), signaturesPanel(app, actor, protocol.state)]);
  const mine = context.signatures.signers.find(({ person }) => person === actor.person);
  return {
    ...protocolProps(protocol),
    title: 'Underskriv protokol',
    here: `/moeder/${context.meeting}/underskriv`,
    requestId: newRequestId(),
    protocol: protocol.hash,
    fingerprint: fingerprint(protocol.hash),
    email: directory.people.get(actor.person)?.email ?? '',
    freshMinutes: FRESH_MINUTES,
    codeMinutes: CODE_MINUTES,
    mailCatcher: app.config.DEMO ? (app.config.MAIL_CATCHER_URL ?? null) : null,
    forbidden:
      protocol.hash === null
        ? 'Protokollen er ikke til underskrift lige nu. Du får en mail, når den er.'
        : mine === undefined
          ? 'Du er ikke blandt dem, der skal underskrive denne protokol.'
          : null,
    mayAnswer: mine?.answer === null && hasTag('meeting', value, 'awaits-signatures'),
    done: mine?.answer ? DONE[mine.answer] : null,
    progress: panel?.progress ?? '',
    allAnswered: hasTag('meeting', value, 'at-rest'),
    signers: panel?.signers ?? [],
    typed: step.typed,
    refusal: step.refusal === null ? null : refusalInWords(step.refusal),
    step: { sign: step.isFresh, request: step.codeRequest, error: step.codeError },
  };
}
