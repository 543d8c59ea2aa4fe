/** An item and a meeting talk by signals, which take a moment: the person who pressed the button should see the outcome. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { App } from '#src/context.ts';

const PATIENCE_MS = 1_500;
const EVERY_MS = 40;

/**
 * Waits until the meeting's context is as expected, at most a second and a half: where no worker is running, the page
 * says that the item is on its way.
 */
export async function waitForSignal(
  app: Pick<App, 'readHead' | 'relay'>,
  meeting: string,
  expected: (context: MeetingContext) => boolean,
): Promise<void> {
  // The signal is entered in the ledger by the relay: now instead of with its next round.
  await app.relay.flush();
  const givenUp = performance.now() + PATIENCE_MS;
  while (performance.now() < givenUp) {
    const head = await app.readHead(meeting);
    if (head !== null && expected(head.state.context as MeetingContext)) return;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
