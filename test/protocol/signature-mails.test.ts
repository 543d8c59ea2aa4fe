/** The mails about a protocol, over real SMTP: asked, reminded by the sweep, given up on, refused, recalled, signed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningWorker, startWorker } from '#src/app/worker.ts';
import { fixedClock } from '#src/clock.ts';
import { recallProtocol } from '#src/commands/meeting/recall-protocol.ts';
import { refuseSignature } from '#src/commands/meeting/refuse.ts';
import { requestSignatures } from '#src/commands/meeting/request-signatures.ts';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { openTown, type Town } from '../commands/town.ts';
import { type Catcher, startCatcher } from '../mail/smtp-servers.ts';
import { endedMeetings, membersOf } from './ended-meetings.ts';

let server: Catcher;
let town: Town;
let at: ReturnType<typeof endedMeetings>;
let worker: RunningWorker;
let meeting = '';
const [first = '', second = ''] = membersOf('organ-oek');
const DAY = 24 * 3_600_000;

beforeAll(async () => {
  server = await startCatcher();
  town = await openTown({ smtpUrl: server.url });
  at = endedMeetings(town);
  // Its way until here is told without mails; from here on a worker sends them.
  meeting = (await at.ended({ members: [first, second], openness: 'closed' })).meeting;
  worker = await startWorker(town.app);
});
afterAll(async () => {
  await worker.stop();
  await town.close();
  await server.stop();
});

const mailbox = (person: string) => `${person.replace('person-', '').replace('-', '.')}@`;
const mailsTo = (person: string, subject: string) =>
  server.mails.filter(
    ({ parsed, recipients }) => recipients[0]?.startsWith(mailbox(person)) && parsed.subject?.startsWith(subject),
  );
const comes = (person: string, subject: string, count = 1) =>
  expect
    .poll(() => mailsTo(person, subject).length, { timeout: 30_000, message: `${subject} to ${person}` })
    .toBe(count);
/** All that is due within so many days from now is told. */
async function daysLater(days: number): Promise<void> {
  await town.app.relay.flush();
  await sweepDeadlines({ ...town.app, clock: fixedClock(new Date(Date.now() + days * DAY)) });
}
const SECRETARY = 'person-jonas-mikkelsen';
const REMINDER = 'Protokollen mangler din underskrift';

describe('whoever has to sign', () => {
  it('is asked by a mail that leads to the page where one signs, and says nothing of what was decided', async () => {
    await at.run(requestSignatures.run, 'secretary', { meeting });
    for (const person of [first, second]) await comes(person, 'Protokol til underskrift');
    const [mail] = mailsTo(first, 'Protokol til underskrift');
    expect(mail?.parsed.text).toContain(`/moeder/${meeting}/underskriv`);
    expect(mail?.raw).not.toContain('varmev');
  });

  it('is reminded after three working days, unless they have answered', async () => {
    await at.sign(first, meeting, await at.protocolIn(meeting));
    await daysLater(1);
    await daysLater(8);
    await comes(second, REMINDER);
    expect(mailsTo(first, REMINDER)).toEqual([]);
  });

  it('is left alone after three reminders, and the secretariat is told who is missing', async () => {
    await daysLater(8);
    await daysLater(8);
    await comes(second, REMINDER, 3);
    await comes(SECRETARY, 'Underskrifter mangler');
    await daysLater(30);
    expect(mailsTo(SECRETARY, 'Underskrifter mangler')[0]?.parsed.text).toContain('Anders Kjærgaard');
    expect((await at.context(meeting)).signatures.reminders).toBe(3);
  });

  it('hears of a recall, with its reason, and of the next edition', async () => {
    await at.run(recallProtocol.run, 'secretary', { meeting, reason: 'Navnet på et medlem var forkert.' });
    for (const person of [first, second]) await comes(person, 'Protokol kaldt tilbage');
    expect(mailsTo(first, 'Protokol kaldt tilbage')[0]?.parsed.text).toContain('Navnet på et medlem var forkert.');
    await at.run(requestSignatures.run, 'secretary', { meeting });
    for (const person of [first, second]) await comes(person, 'Protokol til underskrift', 2);
  });
});

describe('a refusal', () => {
  it('is told with its reason to the secretariat and to whoever has signed, and counts as an answer', async () => {
    const protocol = await at.protocolIn(meeting);
    await at.sign(first, meeting, protocol, 'Med bemærkning.');
    const refusal = { meeting, protocol, reason: 'Jeg var der ikke.' };
    await refuseSignature.run(town.app, await at.signer(second), refusal);
    await comes(SECRETARY, 'Underskrift nægtet');
    expect(mailsTo(SECRETARY, 'Underskrift nægtet')[0]?.parsed.text).toContain('Jeg var der ikke.');
    await comes(first, 'Underskrift nægtet');
    expect(mailsTo(first, 'Underskrift nægtet')[0]?.parsed.text).toContain('Jeg var der ikke.');
    await comes(SECRETARY, 'Protokol underskrevet');
    expect(mailsTo(second, 'Underskrift nægtet')).toEqual([]);
    const text = mailsTo(SECRETARY, 'Protokol underskrevet')[0]?.parsed.text ?? '';
    expect(text).toContain('Med forbehold: 1');
    expect(text).toContain('Nægtet: 1');
    await daysLater(30);
    expect(mailsTo(second, REMINDER)).toHaveLength(3);
  });
});
