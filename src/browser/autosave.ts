/**
 * Saves while somebody types. It knows nothing of the page: it is called at changes, asks for the draft, sends it, and says how it
 * stands. One request at a time; what is typed meanwhile is sent next.
 */
import type { DraftBody } from '#src/documents/draft-body.ts';
import type { LocalCopies } from './local-copy.ts';
import { retryAfter } from './retry-after.ts';
import type { SaveState } from './save-status.ts';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

export interface AutosaveDeps {
  rev: number;
  draft(): DraftBody;
  /** @throws when there is no answer at all */
  send(rev: number, draft: DraftBody): Promise<Answer>;
  copies: LocalCopies<number, DraftBody>;
  show(state: SaveState): void;
  now?: () => Date;
}

export interface Autosave {
  changed(): void;
  /** Sends now and waits; true when the server has everything. */
  flush(): Promise<boolean>;
  /** The network is back: no need to wait for the next try. */
  retry(): void;
  /** After a conflict: what is on this page goes over what the other one saved. */
  keepMine(): Promise<boolean>;
  unsaved(): boolean;
  rev(): number;
}

const AFTER_TYPING = 2_000;
const AT_MOST_AFTER = 10_000;

export function createAutosave(deps: AutosaveDeps): Autosave {
  const { copies, show } = deps;
  const now = deps.now ?? (() => new Date());
  let { rev } = deps;
  /** Counts changes; what is saved is the count at the time of sending. */
  let typed = 0;
  let stored = 0;
  let firstUnsent: number | null = null;
  let sending: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let conflict: number | null = null;

  const keepCopy = () => copies.write({ rev, at: now().toISOString(), draft: deps.draft() });
  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void start(), ms);
  };
  const fail = (state: SaveState) => {
    failures++;
    show(state);
    later(retryAfter(failures));
  };

  function take({ status, body }: Answer, sentAt: number): void {
    if (status === 200 || status === 201) {
      rev = Number(body.rev);
      stored = sentAt;
      failures = 0;
      if (typed > stored) later(AFTER_TYPING);
      else copies.clear();
      show(typed > stored ? { kind: 'typing' } : { kind: 'saved', at: now() });
    } else if (status === 412) {
      conflict = Number(body.rev ?? 0);
      show({ kind: 'conflict' });
    } else if (status === 401) fail({ kind: 'waiting', why: 'signed-out' });
    else if (status >= 500 || status === 429) fail({ kind: 'waiting', why: 'server' });
    else show({ kind: 'refused', detail: String(body.detail ?? body.title ?? status) });
  }

  async function run(): Promise<void> {
    const sentAt = typed;
    const draft = deps.draft();
    firstUnsent = null;
    keepCopy();
    show({ kind: 'saving' });
    let answer: Answer;
    try {
      answer = await deps.send(rev, draft);
    } catch {
      fail({ kind: 'waiting', why: 'offline' });
      return;
    }
    take(answer, sentAt);
  }

  function start(): Promise<void> {
    clearTimeout(timer);
    if (sending) return sending;
    if (conflict !== null || typed === stored) return Promise.resolve();
    sending = run().finally(() => {
      sending = null;
    });
    return sending;
  }

  return {
    changed() {
      typed++;
      firstUnsent ??= Date.now();
      keepCopy();
      if (conflict !== null) return;
      if (failures === 0) {
        show({ kind: 'typing' });
        later(Math.max(0, Math.min(AFTER_TYPING, firstUnsent + AT_MOST_AFTER - Date.now())));
      }
    },
    async flush() {
      await sending;
      await start();
      return typed === stored;
    },
    retry() {
      if (failures > 0) void start();
    },
    async keepMine() {
      if (conflict === null) return typed === stored;
      rev = conflict;
      conflict = null;
      await start();
      return typed === stored;
    },
    unsaved: () => typed > stored,
    rev: () => rev,
  };
}
