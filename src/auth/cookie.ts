/** The session's cookie. */

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
 * HttpOnly and SameSite=Lax always; over TLS also Secure and the `__Host-` name, which ties it to this host and path.
 * Without TLS the port is in the name: browsers share the cookies of one host between its ports, and two services on one
 * machine must not sign each other's people out.
 * @param publicUrl the address people use
 */
export function sessionCookie(publicUrl: string): SessionCookie {
  const url = new URL(publicUrl);
  const secure = url.protocol === 'https:';
  const name = secure ? '__Host-sagsgang' : `sagsgang-${url.port || '80'}`;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    name,
    set(token, expiresAt, now) {
      const seconds = Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / 1000));
      return `${name}=${token}; Max-Age=${seconds}; ${attributes}`;
    },
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
    read(header) {
      for (const pair of header?.split(';') ?? []) {
        const at = pair.indexOf('=');
        if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
      }
      return null;
    },
  };
}
