/** On a page that waits for a mailed code: says so when the mail is not on its way. Without script the page says it when it is shown anew. */
const EVERY_MS = 4_000;
/** As long as the code is good. */
const UNTIL_MS = 10 * 60_000;

const place = document.querySelector<HTMLElement>('[data-code-mail]');
const request = document.querySelector<HTMLInputElement>('input[name="request"]')?.value;

function show(state: string): void {
  for (const each of place?.querySelectorAll<HTMLElement>('[data-state]') ?? []) {
    each.hidden = each.dataset.state !== state;
  }
}

/** @returns the state, or null where the network is away: then nothing is known */
async function ask(): Promise<string | null> {
  try {
    const answer = await fetch('/api/v1/code-mails', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ request }),
    });
    return answer.ok ? ((await answer.json()) as { mail: string }).mail : null;
  } catch {
    return null;
  }
}

async function watch(): Promise<void> {
  const end = Date.now() + UNTIL_MS;
  while (Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    const state = await ask();
    if (state !== null) show(state);
    if (state === 'sent' || state === 'refused') return;
  }
}

if (place !== null && request) void watch();
