/** What a policy answers: yes and in which capacity, or no and by which rule. */
import type { ActedBy } from '#machines/agenda-item/events.ts';
import { forbidden } from '#src/errors.ts';

export type Verdict = { ok: true; by: ActedBy } | { ok: false; rule: PolicyRule };

/** Each has a Danish sentence in templates/da.json that says who may. */
export const POLICY_RULES = [
  'only-officers',
  'only-the-owner',
  'only-owner-or-secretariat',
  'only-the-steps-office',
  'only-who-says-who-writes',
  'only-who-approved',
  'has-approved-already',
  'not-ones-own',
  'only-who-is-asked',
  'not-answered-before',
  'only-the-secretariat',
  'only-for-a-vacant-office',
  'only-admins',
  'only-signers',
  'not-for-your-eyes',
  'link-other-person',
  'link-office-left',
  'link-not-delegated',
] as const;
export type PolicyRule = (typeof POLICY_RULES)[number];

export const deny = (rule: PolicyRule): Verdict => ({ ok: false, rule });
/** Yes, in one's own name, or in an office and perhaps for somebody else. */
export const allow = (person: string, office: string | null = null, onBehalfOf: string | null = null): Verdict => ({
  ok: true,
  by: { person, office, onBehalfOf },
});

/** @returns the capacity acted in. @throws Refusal (403) with the rule */
export function authorize(verdict: Verdict): ActedBy {
  if (verdict.ok) return verdict.by;
  throw forbidden(verdict.rule);
}

/** Whether a rule says who may, and not when. */
export const isPolicyRule = (rule: string): boolean => (POLICY_RULES as readonly string[]).includes(rule);
