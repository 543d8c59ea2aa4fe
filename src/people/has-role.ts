/** The one look into somebody's list of roles. What a role allows is said in src/policies, which asks here. */
import type { Role } from './types.ts';

export const hasRole = ({ roles }: { readonly roles: readonly Role[] }, role: Role): boolean => roles.includes(role);
