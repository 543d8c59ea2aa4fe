/** The cookies that this service sets: the session's, and the one by which a browser is known again. */
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

export interface TokenCookie {
  name: string;
  /** The value of a Set-Cookie header that hands the token over until then. */
  set(token: string, expiresAt: Date, now: Date): string;
  /** The value of a Set-Cookie header that takes it away. */
  clear(): string;
  /** The token in a Cookie header, or null. */
  read(header: string | undefined): string | null;
}

/** Whose token it is: of a session, or of a browser that asks for codes (known-browsers.ts). */
export const sessionCookie = (publicUrl: string): TokenCookie => tokenCookie(publicUrl, 'sagsgang');
export const browserCookie = (publicUrl: string): TokenCookie => tokenCookie(publicUrl, 'sagsgang-browser');

/**
 * Over TLS the name begins with `__Host-`, which ties the cookie to this host and path. Without TLS the port is in the name:
 * browsers share the cookies of one host between its ports, and two services on one machine must not sign each other's people out.
 * @param publicUrl the address people use
 */
function tokenCookie(publicUrl: string, label: string): TokenCookie {
  const attributes = { path: '/', ...cookieAttributes(publicUrl) };
  const name = attributes.secure ? `__Host-${label}` : `${label}-${new URL(publicUrl).port || '80'}`;
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
