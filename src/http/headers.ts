/** The headers of every reply: nothing inline runs, nobody frames us, nobody keeps a copy of a personal page. */
import type { RequestHandler, Response } from 'express';

const RULES = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
} as const;

/** The Content-Security-Policy of our pages. @param other rules of a page that is not ours, where they must differ */
export const contentPolicy = (other: Partial<Record<keyof typeof RULES, string>> = {}): string =>
  Object.entries({ ...RULES, ...other })
    .map(([rule, allowed]) => `${rule} ${allowed}`)
    .join('; ');

/**
 * Has the browser forget what it kept of the service: pages, files, texts that were being written. Its cookies stay, each of which is
 * taken away by itself (Clear Site Data, W3C, § 3.1).
 */
export const clearKept = (response: Response): void => void response.set('Clear-Site-Data', '"cache", "storage"');

/** @param publicUrl the address people use; over https the header makes the browser stay with https, below this host as well */
export function securityHeaders(publicUrl: string): RequestHandler {
  const secure = publicUrl.startsWith('https:');
  return (_request, response, next) => {
    response.set({
      'Content-Security-Policy': contentPolicy(),
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      // The address of a mailed link is a secret: it goes to nobody else.
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
      'Cache-Control': 'no-store',
    });
    if (secure) response.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    next();
  };
}
