/** Whether a request that changes something comes from our own pages. */

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** The origins that are ours: the public one and, on one's own machine, the other names of that machine. */
export function ownOrigins(publicUrl: string): ReadonlySet<string> {
  const url = new URL(publicUrl);
  if (!LOOPBACK.includes(url.hostname)) return new Set([url.origin]);
  const port = url.port ? `:${url.port}` : '';
  return new Set(LOOPBACK.map((host) => `${url.protocol}//${host}${port}`));
}

/**
 * Judges the two headers that a page cannot forge. Browsers send `Origin` with every POST; one that keeps quiet about it
 * (`null`, under a strict referrer policy) is believed when `Sec-Fetch-Site` says that the page is of the same origin.
 * A request with neither comes from a program, which has to name our origin.
 */
export function isOwnOrigin(
  own: ReadonlySet<string>,
  headers: { origin?: string | undefined; secFetchSite?: string | undefined },
): boolean {
  const { origin, secFetchSite } = headers;
  if (origin !== undefined && origin !== 'null') return own.has(origin);
  return secFetchSite === 'same-origin';
}
