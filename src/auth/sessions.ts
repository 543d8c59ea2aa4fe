/** Who is signed in where. A session is a row that can be ended at any time; the browser holds an opaque token. */
import type { Connection } from 'mongoose';
import { trusted } from 'mongoose';
import type { Clock } from '#src/clock.ts';
import type { Config } from '#src/config.ts';
import { forgetBrowsers } from './known-browsers.ts';
import type { SessionRow } from './models.ts';
import { purgeAfter, sessionModel } from './models.ts';
import { isToken, newToken, tokenHash } from './secrets.ts';
import { isUnchangedSince, revisionOf } from './unchanged-since.ts';

export interface SessionSettings {
  /** A session that has not been used for so long has ended. */
  idleMinutes: number;
  /** A session ends after so long, however much it is used. */
  absoluteHours: number;
}

export const DEFAULT_SESSION_SETTINGS: SessionSettings = { idleMinutes: 12 * 60, absoluteHours: 7 * 24 };

/** The sessions where the service runs as it is set up. */
export const sessionsOf = ({
  connection,
  clock,
  config: { SESSION_IDLE_MINUTES, SESSION_HOURS },
}: {
  connection: Connection;
  clock: Clock;
  config: Pick<Config, 'SESSION_IDLE_MINUTES' | 'SESSION_HOURS'>;
}): Sessions =>
  createSessions({
    connection,
    clock,
    settings: { idleMinutes: SESSION_IDLE_MINUTES, absoluteHours: SESSION_HOURS },
  });

/** A session as others may see it: its id is the hash, from which nobody gets the token back. */
export interface Session {
  id: string;
  person: string;
  /** The revision of the person's row that it holds for; null where it is not known. */
  personRev: number | null;
  userAgent: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  freshCodeAt: Date;
}

export interface OpenedSession {
  /** For the cookie, and for nothing else: it is not stored and not logged. */
  token: string;
  session: Session;
}

export interface Sessions {
  open(person: string, userAgent: string): Promise<OpenedSession>;
  /** The session of a token, or null: unknown, ended, idle for too long, or too old. */
  load(token: string): Promise<Session | null>;
  /**
   * Whether a session still holds: not once its person has been deactivated, or given another address or other roles, since it was
   * opened. One that does not is ended.
   * @param rev the revision of the person's row that the caller knows
   */
  holds(session: Session, rev: number): Promise<boolean>;
  /** Notes that the person of a session has just entered a mailed code in it. @returns when: now */
  confirm(id: string): Promise<Date>;
  /** The sessions of a person that have not ended and still hold, latest used first. */
  list(person: string): Promise<Session[]>;
  /** Ends one session; only the person's own. Does nothing when it has ended already. */
  revoke(person: string, id: string): Promise<void>;
  /** Ends all sessions of a person, `except` one, and remembers none of their browsers. Returns how many. */
  revokeAll(person: string, except?: string): Promise<number>;
}

/** Being seen is noted at most once a minute: a page view should not cost a write. */
const SEEN_STEP = 60_000;

function fromRow({ _id, purgeAt: _purge, personRev = null, ...fields }: SessionRow): Session {
  return { id: _id, personRev, ...fields };
}

async function holds(connection: Connection, { id, person, personRev }: Session, rev: number): Promise<boolean> {
  if (personRev !== null && rev <= personRev) return true;
  const rows = sessionModel(connection);
  if (personRev === null || (await isUnchangedSince(connection, person, personRev))) {
    await rows.updateOne({ _id: id }, { $set: { personRev: rev } });
    return true;
  }
  await rows.deleteOne({ _id: id });
  return false;
}

/** The sessions kept in the store. Times are instants of the service's clock. */
export function createSessions(deps: { connection: Connection; clock: Clock; settings?: SessionSettings }): Sessions {
  const settings = deps.settings ?? DEFAULT_SESSION_SETTINGS;
  const idleMs = settings.idleMinutes * 60_000;
  const absoluteMs = settings.absoluteHours * 3_600_000;
  const rows = sessionModel(deps.connection);
  const alive = (now: Date) => ({
    expiresAt: trusted({ $gt: now }),
    lastSeenAt: trusted({ $gt: new Date(now.getTime() - idleMs) }),
  });

  return {
    async open(person, userAgent) {
      const now = await deps.clock.now();
      const token = newToken();
      const row: SessionRow = {
        _id: tokenHash(token),
        person,
        personRev: await revisionOf(deps.connection, person),
        userAgent: userAgent.slice(0, 300),
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + absoluteMs),
        freshCodeAt: now,
        purgeAt: purgeAfter(absoluteMs),
      };
      await rows.create([row]);
      return { token, session: fromRow(row) };
    },

    async load(token) {
      if (!isToken(token)) return null;
      const now = await deps.clock.now();
      const row = await rows
        .findOne({ _id: tokenHash(token), ...alive(now) })
        .lean()
        .exec();
      if (!row) return null;
      const seenBefore = row.lastSeenAt;
      if (now.getTime() - seenBefore.getTime() < SEEN_STEP) return fromRow(row);
      await rows.updateOne({ _id: row._id, lastSeenAt: seenBefore }, { $set: { lastSeenAt: now } });
      return fromRow({ ...row, lastSeenAt: now });
    },

    holds: (session, rev) => holds(deps.connection, session, rev),

    async confirm(id) {
      const freshCodeAt = await deps.clock.now();
      await rows.updateOne({ _id: id }, { $set: { freshCodeAt } });
      return freshCodeAt;
    },

    async list(person) {
      const found = await rows
        .find({ person, ...alive(await deps.clock.now()) })
        .sort({ lastSeenAt: -1 })
        .lean()
        .exec();
      const rev = await revisionOf(deps.connection, person);
      const sessions = found.map(fromRow);
      const held = await Promise.all(sessions.map((session) => rev !== null && holds(deps.connection, session, rev)));
      return sessions.filter((_, place) => held[place]);
    },

    async revoke(person, id) {
      await rows.deleteOne({ _id: id, person });
    },

    async revokeAll(person, except) {
      const others = except === undefined ? { person } : { person, _id: trusted({ $ne: except }) };
      await forgetBrowsers(deps, person);
      return (await rows.deleteMany(others)).deletedCount;
    },
  };
}
