/** How far an edition has come, in words. Pure. */
import type { PacketEntry } from '#src/packets/packet-list.ts';
import { filled, hasWord, word } from '#src/words/words.ts';

type Underway = Omit<NonNullable<PacketEntry['underway']>, 'id'>;

/** "Udgave 2 er på vej: samler siderne, 40 af 84 sider, ca. 3 sekunder endnu." */
export function underwayText({ edition, state, step, progress, failure }: Underway): string {
  const what = `Udgave ${edition} ${word('packetStates', state)}`;
  if (state === 'failed') {
    const rule = failure?.rule ?? 'unexpected';
    const sentence = word('packetFailures', hasWord('packetFailures', rule) ? rule : 'unexpected');
    return `${what}. ${filled(sentence, failure?.details ?? {})}`;
  }
  if (progress === null) return `${what}.`;
  const { bilag, pages, expectedMs } = progress;
  const doing =
    bilag.done < bilag.of
      ? `${bilag.done} af ${count(bilag.of, 'bilag', 'bilag')} gjort klar`
      : step === null
        ? 'venter på at komme til'
        : word('packetSteps', step);
  const left = expectedMs === null ? '' : `, ${timeLeft(expectedMs)}`;
  return `${what}: ${doing}, ${pages.done} af ${pages.of} sider${left}.`;
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

function timeLeft(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  return seconds < 60
    ? `ca. ${count(seconds, 'sekund', 'sekunder')} endnu`
    : `ca. ${count(Math.round(seconds / 60), 'minut', 'minutter')} endnu`;
}
