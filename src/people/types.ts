/** Who there is: people, the offices they hold, the organs they sit in, and what they have delegated (design § 6). */
import { z } from 'zod';
import { OrganRole } from '#machines/agenda-item/steps.ts';
import { OrganDeadline } from '#machines/meeting/deadlines.ts';
import { SigningRule } from '#machines/meeting/events.ts';
import { Id } from '#machines/primitives.ts';
import { Email } from '#src/addresses/address-field.ts';
import { ClosingDays } from '#src/calendar/counting-policy.ts';
import { DispatchRule } from '#src/calendar/dispatch-rule.ts';

export const ROLES = ['officer', 'approver', 'member', 'secretariat', 'admin'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** A calendar day in Europe/Copenhagen, `YYYY-MM-DD`. */
const LocalDay = z.iso.date();
const period = { from: LocalDay, to: LocalDay.nullable() };
const inOrder = (span: { from: string; to: string | null }) => span.to === null || span.from <= span.to;
const backwards = { error: 'period-backwards' };

const Name = z.string().trim().min(1).max(160);
/** Set on what the demo made up because the published agendas do not say it. */
const invented = z.boolean().optional();

const rowFields = { id: Id, rev: z.number().int().min(1), invented };

export const Person = z.strictObject({
  ...rowFields,
  name: Name,
  email: Email,
  title: Name.optional(),
  /** Where people outside may call, as it is written; mails to them name it. */
  phone: z
    .string()
    .trim()
    .max(30)
    .regex(/^(?=(\D*\d){4})[+(]?[\d ()+./-]+(lok(\.|al)? ?\d+)?$/)
    .optional(),
  roles: z.array(Role).max(ROLES.length),
  /** People are never deleted, because the record names them; an inactive one can neither sign in nor act. */
  active: z.boolean(),
});
export type Person = z.infer<typeof Person>;

/** A holder has the office; an acting holder (konstitueret) fills it meanwhile; a deputy (stedfortræder) steps in. */
export const HOLDER_KINDS = ['holder', 'acting', 'deputy'] as const;
export const Holding = z
  .strictObject({ person: Id, ...period, kind: z.enum(HOLDER_KINDS), invented })
  .refine(inOrder, backwards);
export type Holding = z.infer<typeof Holding>;

export const Office = z.strictObject({
  ...rowFields,
  name: Name,
  superior: Id.nullable(),
  holders: z.array(Holding).max(200),
});
export type Office = z.infer<typeof Office>;

export const Membership = z
  .strictObject({
    /** Null where a member is only a name in print and does not sign in. */
    person: Id.nullable(),
    printedName: Name,
    party: z.string().trim().min(1).max(10).optional(),
    title: Name.optional(),
    chair: z.boolean(),
    ...period,
    invented,
  })
  .refine(inOrder, backwards);
export type Membership = z.infer<typeof Membership>;

export const Organ = z.strictObject({
  ...rowFields,
  abbreviation: z.string().trim().min(1).max(12),
  name: Name,
  kind: z.enum(['council', 'committee', 'administrative', 'med', 'advisory']),
  /** How the organ usually treats an item; a route may say otherwise. */
  role: OrganRole,
  /** Who signs the protocol: every member who took part (law for the council, KSL § 13), the chair alone, or nobody. */
  signing: SigningRule,
  /** When an agenda must have been sent; `dispatchRuleOf` answers for organs that say nothing. */
  dispatch: DispatchRule.optional(),
  /** The other deadlines of its meetings, in hverdage before the day of the meeting; those left out it has not. */
  deadlines: z.partialRecord(OrganDeadline, z.strictObject({ days: z.number().int().min(1).max(60) })).optional(),
  /** Whether whoever fetches the members' packet of a meeting gets a copy with their name and the time on every page. */
  stampCopies: z.boolean().optional(),
  /** Whether somebody may approve an item for it that they write themselves. */
  ownApproval: z.boolean().optional(),
  /** In the order in which they are printed. */
  members: z.array(Membership).max(400),
});
export type Organ = z.infer<typeof Organ>;

export const Delegation = z
  .strictObject({
    ...rowFields,
    from: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('person'), id: Id }),
      z.strictObject({ kind: z.literal('office'), id: Id }),
    ]),
    to: Id,
    /** What it covers; null means everything that `from` may do, or every office that `from` acts for. */
    scope: z.strictObject({
      actions: z.array(z.string().min(1).max(40)).min(1).max(40).nullable(),
      offices: z.array(Id).min(1).max(100).nullable(),
    }),
    validFrom: LocalDay,
    validTo: LocalDay.nullable(),
    reason: z.string().trim().min(1).max(500),
  })
  .refine((delegation) => inOrder({ from: delegation.validFrom, to: delegation.validTo }), backwards);
export type Delegation = z.infer<typeof Delegation>;

/** When the town hall is closed though the law knows no holiday. Taken back, not deleted: deadlines may rest on it. */
export const Closure = z
  .strictObject({ ...rowFields, ...ClosingDays.shape, active: z.boolean() })
  .refine(inOrder, backwards);
export type Closure = z.infer<typeof Closure>;
