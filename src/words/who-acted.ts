/** Who acted, as every history, chain and warning says it. */
import { type RecordedActor, somebodyIn } from '#src/store/record.ts';
import type { Names } from './names.ts';

/**
 * Somebody, also where one stream signalled to another what they did to it, with their office and in whose place; the service where
 * time did. @param actor undefined where the record does not say
 */
export function whoActed(actor: RecordedActor | undefined, names: Names): string {
  const acted = actor ? somebodyIn(actor) : null;
  if (acted === null) return 'Sagsgang';
  if (acted.kind === 'party') return 'Høringspart';
  const office = acted.office === null ? '' : ` som ${names.office(acted.office)}`;
  const inPlaceOf = acted.onBehalfOf === null ? '' : ` på vegne af ${names.person(acted.onBehalfOf)}`;
  return `${names.person(acted.person)}${office}${inPlaceOf}`;
}
