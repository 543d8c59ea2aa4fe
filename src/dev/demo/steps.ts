/** What a step of the demo is, and what it may use: what drives the service's pages and API as other people would. */
import type { FileRef } from '#src/documents/file-ref.ts';
import type { TimelineEntry } from '#src/store/timeline.ts';

export interface PageDriver {
  /** Asks the JSON API as somebody; `key` is the request's idempotency key. */
  send(person: string, method: 'POST' | 'PUT', address: string, body: unknown, key: string): Promise<unknown>;
  /** Opens the link in the mail that asks for an approval of the item, signs in there and presses the button. */
  approveByMail(person: string, item: string): Promise<void>;
  /** Brings a file to an item. @returns how a draft names it */
  bringFile(person: string, item: string, name: string, bytes: Buffer): Promise<FileRef>;
  /** The revision of a draft as its owner sees it. */
  draftRevision(person: string, item: string): Promise<number>;
  /** Signs a protocol, with a reservation, or refuses to: with a code that was mailed a moment before. */
  sign(
    person: string,
    what: { meeting: string; protocol: string | null; reservation: string | null; refusal: string | null },
  ): Promise<void>;
  /** A party opens the form behind the link in its invitation. */
  openAnswer(email: string, hearing: string): Promise<void>;
  sendAnswer(email: string, hearing: string, answer: { name: string; text: string }): Promise<void>;
  declineHearing(email: string, hearing: string): Promise<void>;
  /** Downloads what is at an address and keeps it as a file. */
  keep(person: string, address: string, file: string): Promise<void>;
}

export interface Step {
  /** Wall-clock time in Europe/Copenhagen. */
  at: string;
  /** Who acts: a person's id, or a party's address. */
  person: string;
  /** Whether the record shows that it has been done. */
  isDone(record: readonly TimelineEntry[]): boolean;
  act(driver: PageDriver, record: readonly TimelineEntry[]): Promise<unknown>;
}
