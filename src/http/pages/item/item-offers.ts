/** What the item's page offers its reader: what may be done now, and, with the reason, what the role could do at another time. */
import type { PublicItemEvent } from '#machines/agenda-item/events.ts';
import type { Actor } from '#src/auth/actor.ts';
import { actionsOnItem } from '#src/policies/allowed-actions.ts';
import type { ItemTarget } from '#src/policies/item-policies.ts';
import { POLICY_RULES } from '#src/policies/verdict.ts';
import { consequenceOf, sentenceOf, word } from '#src/words/words.ts';

type Verb = PublicItemEvent['type'];

/** The address of each action under `/punkter/<id>/`, and the form it needs. */
const WAYS: Record<
  Verb,
  { path: string; form: 'button' | 'editor' | 'reason' | 'decide' | 'organ' | 'meeting' | 'stops' | 'route' }
> = {
  submit: { path: 'rediger', form: 'editor' },
  approve: { path: 'godkend', form: 'decide' },
  correct: { path: 'ret', form: 'decide' },
  return: { path: 'returner', form: 'decide' },
  recall: { path: 'kald-tilbage', form: 'button' },
  regret: { path: 'fortryd', form: 'button' },
  amend: { path: 'aendr', form: 'editor' },
  skip: { path: 'spring-over', form: 'reason' },
  assignOrgan: { path: 'vaelg-organ', form: 'organ' },
  list: { path: 'saet-paa', form: 'meeting' },
  unlist: { path: 'tag-af', form: 'button' },
  extendRoute: { path: 'forlaeng', form: 'stops' },
  changeRoute: { path: 'aendr-rute', form: 'route' },
  withdraw: { path: 'traek-tilbage', form: 'reason' },
  reopen: { path: 'genaabn', form: 'button' },
};

export interface Offer {
  action: Verb;
  label: string;
  path: string;
  form: (typeof WAYS)[Verb]['form'];
  allowed: boolean;
  why: string;
  lift: string;
  /** What comes of it; empty where the form says so itself. */
  consequence: string;
}

/** Whether the person's role could ever do it with this item: then it is shown, if need be disabled with the reason. */
function couldEver(actor: Actor, { state }: ItemTarget, verb: Verb, rule: string): boolean {
  if (!(POLICY_RULES as readonly string[]).includes(rule)) return true;
  const { context } = state;
  const mine = new Set(actor.offices.map(({ office }) => office));
  const onRoute = context.route.some((step) => step.kind === 'approval' && mine.has(step.office));
  if (verb === 'approve' || verb === 'correct' || verb === 'return') return onRoute;
  if (verb === 'regret') return onRoute && context.approvals.some(({ by }) => by.person === actor.person);
  return verb === 'skip' && actor.roles.includes('secretariat') && state.value === 'travelling.approval';
}

/** In a state of rest some actions would only be noise: nobody looks for "recall" on a finished item. */
const isNoise = (verb: Verb, state: string) =>
  // One disabled button says it for all three.
  verb === 'correct' ||
  verb === 'return' ||
  (verb === 'reopen' && state !== 'withdrawn') ||
  (verb === 'recall' && state !== 'travelling.approval') ||
  (verb === 'skip' && state !== 'travelling.approval') ||
  (verb === 'assignOrgan' && state !== 'travelling.organ.waiting') ||
  (verb === 'unlist' && !['travelling.organ.listed', 'travelling.organ.dispatched'].includes(state)) ||
  (verb === 'list' && state.startsWith('travelling.organ.') && state !== 'travelling.organ.waiting') ||
  // A draft is changed in its editor, and its route there too.
  ((verb === 'amend' || verb === 'extendRoute') && state === 'draft') ||
  (verb === 'submit' && state !== 'draft');

export function offersOn(actor: Actor, target: ItemTarget): Offer[] {
  return actionsOnItem(actor, target)
    .filter(
      ({ action, rule }) =>
        rule === null || (couldEver(actor, target, action, rule) && !isNoise(action, target.state.value)),
    )
    .map(({ action, allowed, rule }) => {
      const { text, lift } = rule === null ? { text: '', lift: '' } : sentenceOf(rule);
      return {
        action,
        label: word('actions', action),
        ...WAYS[action],
        allowed,
        why: text,
        lift,
        consequence: consequenceOf(action),
      };
    })
    .sort((a, b) => Number(b.allowed) - Number(a.allowed));
}
