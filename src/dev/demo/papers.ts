/** The papers of every meeting, as the secretariat has them: agenda, protocol, and the packets with their manifests. */
import { join } from 'node:path';
import { z } from 'zod';
import type { People } from './page-driver.ts';
import type { Scenario } from './scenario.ts';
import type { Record } from './scenario-requests.ts';
import { meetingsOf } from './scenario-steps.ts';

const Packets = z.object({
  packets: z.array(
    z.object({
      scope: z.string(),
      variant: z.string(),
      edition: z.object({ edition: z.number(), missing: z.array(z.object({ title: z.string() })) }).nullable(),
    }),
  ),
});

/** How the file of each variant that is sent ends. */
const ENDS = { members: '', public: '-offentlig' } as const;

interface Reading {
  people: People;
  record: Record;
  /** What an organ is called in the name of a file. */
  nameOf(organ: string): string;
}

/**
 * Downloads `dagsorden-`, `protokol-` and `pakke-ORGAN-DATE.pdf`, the public's `pakke-ORGAN-DATE-offentlig.pdf`, and both manifests.
 * @throws Error where a packet is not there, or one of its bilag could not be made into pages
 */
export async function writePapers(folder: string, scenario: Scenario, { people, record, nameOf }: Reading) {
  const { secretary } = scenario;
  for (const { meeting, organ, date } of meetingsOf(scenario, record)) {
    const name = `${nameOf(organ)}-${date}`;
    for (const kind of ['dagsorden', 'protokol']) {
      await people.keep(secretary, `/moeder/${meeting}/${kind}.pdf`, join(folder, `${kind}-${name}.pdf`));
    }
    for (const [variant, end] of Object.entries(ENDS)) {
      const address = await packetAddress(people, secretary, meeting, variant);
      const file = join(folder, `pakke-${name}${end}`);
      await people.keep(secretary, `${address}/packet.pdf`, `${file}.pdf`);
      await people.keep(secretary, `${address}/manifest.json`, `${file}.manifest.json`);
    }
  }
}

/** Where the newest edition of a packet is. */
async function packetAddress(people: People, person: string, meeting: string, variant: string): Promise<string> {
  const packets = `/api/v1/meetings/${meeting}/packets`;
  const answer = await (await people.signedIn(person)).download(packets);
  const found = Packets.parse(JSON.parse(answer.toString('utf8'))).packets.find(
    (each) => each.scope === 'all' && each.variant === variant,
  );
  if (!found?.edition) throw new Error(`${meeting} har ingen pakke "${variant}"`);
  const [missing] = found.edition.missing;
  if (missing) throw new Error(`bilaget "${missing.title}" mangler i pakken "${variant}" til ${meeting}`);
  return `${packets}/all/${variant}/${found.edition.edition}`;
}
