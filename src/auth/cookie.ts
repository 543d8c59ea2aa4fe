/** The cookies that this service sets: the session's, and the one by which a browser is known again. */
import { parseCookie, stringifySetCookie } from 'cookie';

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

/** Of a party to a hearing, in whose browser a code was entered (party-access.ts). */
export const partyCookie = (publicUrl: string, party: string): TokenCookie =>
  tokenCookie(publicUrl, `hoering-${party}`);

/**
 * No script reads it, no other site's POST carries it, and where there is TLS nothing else does. Over TLS the name begins with `__Host-`, which ties the cookie to this host and path. Without TLS the port is in the name:
 * browsers share the cookies of one host between its ports, and two services on one machine must not sign each other's people out.
 * @param publicUrl the address people use
 */
function tokenCookie(publicUrl: string, label: string): TokenCookie {
  const secure = new URL(publicUrl).protocol === 'https:';
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  const name = secure ? `__Host-${label}` : `${label}-${new URL(publicUrl).port || '80'}`;
  return {
    name,
    set(token, expiresAt, now) {
      const maxAge = Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / 1000));
      return stringifySetCookie({ name, value: token, maxAge, ...attributes });
    },
    clear: () => stringifySetCookie({ name, value: '', maxAge: 0, ...attributes }),
    read: (header) => parseCookie(header ?? '')[name] ?? null,
  };
}
