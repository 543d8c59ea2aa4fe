/** Hearings in the demo's town hall, as far along as a test wants them. */
import { randomUUID } from 'node:crypto';
import type { HearingContext } from '#machines/hearing/context.ts';
import { addDays, dayOfInstant } from '#src/calendar/zoned.ts';
import { type AnswerRequest, answerHearing } from '#src/commands/hearing/answer.ts';
import { inviteParties, partyIdOf } from '#src/commands/hearing/invite.ts';
import { planHearing } from '#src/commands/hearing/plan.ts';
import { scheduleHearing } from '#src/commands/hearing/schedule.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import { type Town, textOf } from '../town.ts';

export const EMAIL = 'formand@aeldreraad.example';

export function hearingsIn(town: Town) {
  const { app, as } = town;
  /** A local day, so many days from today. */
  const day = (n: number): string => addDays(dayOfInstant(new Date().toISOString()), n);
  const route = (hearingType: string) => [
    { kind: 'hearing', hearingType },
    { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
  ];
  const waiting = (hearingType = 'general', content: ItemContent = textOf()) =>
    town.submitted(route(hearingType), content);
  async function planned(hearingType = 'general'): Promise<string> {
    const item = await waiting(hearingType);
    return (await planHearing(app, await as('officer'), { item, hearingType })).stream;
  }
  const invite = async (hearing: string, email = EMAIL) =>
    inviteParties.run(app, await as('officer'), { hearing, parties: [{ name: 'Ældrerådet', email }] });
  /** A hearing of one party, whose window lies so many days from today. */
  async function scheduled(from = 0, to = 21, graceMinutes = 60): Promise<string> {
    const hearing = await planned();
    await invite(hearing);
    await scheduleHearing.run(app, await as('officer'), {
      hearing,
      opensOn: day(from),
      closesOn: day(to),
      graceMinutes,
    });
    return hearing;
  }
  const state = async (hearing: string) => (await app.readHead(hearing))?.to;
  const context = async (hearing: string) => (await app.readHead(hearing))?.state.context as HearingContext;
  const party = (hearing: string) => partyIdOf(hearing, EMAIL);
  /** An answer of the one party; `given` says when and whence. */
  async function answer(hearing: string, text: string, given: Partial<AnswerRequest> = {}) {
    const asked = { party: party(hearing), cause: randomUUID(), formOpenedAt: null, ...given };
    const fields = {
      name: 'Grete Formand',
      organisation: 'Ældrerådet',
      email: EMAIL,
      text,
      noRemarks: false,
      files: [],
    };
    return answerHearing.run(app, { receivedAt: new Date().toISOString(), ...asked }, { hearing, ...fields });
  }
  return { day, waiting, planned, invite, scheduled, state, context, party, answer };
}
