/** The Message-ID of a mail: the same in every attempt, so that a duplicate can be distinguished from a new mail. */

/**
 * @param effectKey the mail effect's key, @param person the recipient's id, @param domain the service's mail domain
 * @returns with angle brackets, as the header has it
 */
export const messageIdOf = (effectKey: string, person: string, domain: string): string =>
  `<${effectKey}.${person}@${domain}>`;
