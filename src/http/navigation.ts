/** The main menu: what a person's roles give a place to go to. */
import type { Actor } from '#src/auth/actor.ts';

export interface NavigationLink {
  href: string;
  text: string;
  current: boolean;
}

const has = (actor: Actor, ...roles: Actor['roles'][number][]) => roles.some((role) => actor.roles.includes(role));

/** @param path the path of the page being shown, which marks the current link */
export function navigationFor(actor: Actor, path: string): NavigationLink[] {
  const links = [
    { href: '/', text: 'Mine opgaver', shown: true },
    { href: '/mine-moeder', text: 'Mine møder', shown: actor.organs.length > 0 },
    { href: '/punkter', text: 'Punkter', shown: has(actor, 'officer', 'approver', 'member', 'secretariat') },
    { href: '/moeder', text: 'Møder', shown: has(actor, 'officer', 'approver', 'member', 'secretariat') },
    { href: '/hoeringer', text: 'Høringer', shown: has(actor, 'officer', 'secretariat') },
    { href: '/frister', text: 'Frister', shown: has(actor, 'officer', 'secretariat', 'admin') },
    { href: '/drift', text: 'Drift', shown: has(actor, 'admin') },
  ];
  return links
    .filter(({ shown }) => shown)
    .map(({ href, text }) => ({ href, text, current: href === '/' ? path === '/' : path.startsWith(href) }));
}
