/** The main menu: what a person's roles give a place to go to. */

import type { Actor } from '#src/auth/actor.ts';
import { hasDeadlines, isAdmin, readsItems, runsHearings } from '#src/policies/roles.ts';

export interface NavigationLink {
  href: string;
  text: string;
  current: boolean;
}

/** @param path the path of the page being shown, which marks the current link */
export function navigationFor(actor: Actor, path: string): NavigationLink[] {
  const links = [
    { href: '/', text: 'Mine opgaver', shown: true },
    { href: '/mine-moeder', text: 'Mine møder', shown: actor.organs.length > 0 },
    { href: '/punkter', text: 'Punkter', shown: readsItems(actor) },
    { href: '/moeder', text: 'Møder', shown: readsItems(actor) },
    { href: '/hoeringer', text: 'Høringer', shown: runsHearings(actor) },
    { href: '/frister', text: 'Frister', shown: hasDeadlines(actor) },
    { href: '/drift', text: 'Drift', shown: isAdmin(actor) },
  ];
  return links
    .filter(({ shown }) => shown)
    .map(({ href, text }) => ({ href, text, current: href === '/' ? path === '/' : path.startsWith(href) }));
}
