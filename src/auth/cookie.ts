/** The cookies that this service sets, and the session's among them. */
import { parseCookie, type SetCookie, stringifySetCookie } from 'cookie';

/** What every cookie has: no script reads it, no other site's POST carries it, and where there is TLS nothing else does. */
export const cookieAttributes = (publicUrl: string): Pick<SetCookie, 'httpOnly' | 'sameSite' | 'secure'> => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: new URL(publicUrl).protocol === 'https:',
});

/** @param header the request's Cookie header. @returns the value of the named cookie, or null */
export const readCookie = (header: string | undefined, name: string): string | null =>
  parseCookie(header ?? '')[name] ?? null;

export interface SessionCookie {
  name: string;
  /** The value of a Set-Cookie header that hands the token over; it ends with the session. */
  set(token: string, expiresAt: Date, now: Date): string;
  /** The value of a Set-Cookie header that takes it away. */
  clear(): string;
  /** The token in a Cookie header, or null. */
  read(header: string | undefined): string | null;
}

/**
 * Over TLS the name begins with `__Host-`, which ties the cookie to this host and path. Without TLS the port is in the name:
 * browsers share the cookies of one host between its ports, and two services on one machine must not sign each other's people out.
 * @param publicUrl the address people use
 */
export function sessionCookie(publicUrl: string): SessionCookie {
  const attributes = { path: '/', ...cookieAttributes(publicUrl) };
  const name = attributes.secure ? '__Host-sagsgang' : `sagsgang-${new URL(publicUrl).port || '80'}`;
  return {
    name,
    set(token, expiresAt, now) {
      const maxAge = Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / 1000));
      return stringifySetCookie({ name, value: token, maxAge, ...attributes });
    },
    clear: () => stringifySetCookie({ name, value: '', maxAge: 0, ...attributes }),
    read: (header) => readCookie(header, name),
  };
}
