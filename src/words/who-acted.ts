/** Who acted, as every history, chain and warning says it. */
import type { ActedBy } from '#machines/agenda-item/events.ts';
import { type RecordedActor, somebodyIn } from '#src/store/record.ts';
import type { Names } from './names.ts';

/**
 * Somebody, also where one stream signalled to another what they did to it, with their office and in whose place; the service where
 * time did. @param actor undefined where the record does not say @param alsoAs as whom else, where several steps were approved at once
 */
export function whoActed(actor: RecordedActor | undefined, names: Names, alsoAs: readonly ActedBy[] = []): string {
  const acted = actor ? somebodyIn(actor) : null;
  if (acted === null) return 'Sagsgang';
  if (acted.kind === 'party') return 'Høringspart';
  const capacities = [acted, ...alsoAs].map((by) => capacityInWords(by, names));
  return `${names.person(acted.person)}${capacities.join(' og')}`;
}

/** " som Direktør på vegne af Henrik Voss", to stand after a name or a verb; empty for who acts for nobody else. */
export function capacityInWords({ office, onBehalfOf }: Pick<ActedBy, 'office' | 'onBehalfOf'>, names: Names): string {
  const inPlaceOf = onBehalfOf === null ? '' : ` på vegne af ${names.person(onBehalfOf)}`;
  return `${office === null ? '' : ` som ${names.office(office)}`}${inPlaceOf}`;
}
