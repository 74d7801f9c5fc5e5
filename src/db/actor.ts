import type { Statement } from './statement.js';

/** The roles that a member can hold in an organization (SPEC 1). */
export const ROLES = ['ADMIN', 'COACH', 'MENTOR', 'CLIENT'] as const;
export type Role = (typeof ROLES)[number];

/** A person inside one organization, as the token says; the database checks it anew with every statement. */
export interface MemberActor {
  kind: 'member';
  orgId: string;
  memberId: string;
  roles: readonly Role[];
  /** The sign-in that the token belongs to; null when a background job acts on behalf of the member. */
  signInId: string | null;
}

/** Background bookkeeping inside one organization: sees the rows that concern nobody's content. */
export interface SystemActor {
  kind: 'system';
  orgId: string;
}

/** Nobody yet: sees no row of any organization; definer functions look up what a sign-in needs. */
export interface Nobody {
  kind: 'nobody';
}

export type Actor = MemberActor | SystemActor | Nobody;

export const NOBODY: Nobody = { kind: 'nobody' };

/**
 * The statement that makes the following ones speak as this actor, for the transaction only. For a member it also
 * checks that the membership, its roles and the sign-in still stand (`app.enter`), so a role that was taken away or a
 * sign-in that was ended counts from the next statement on.
 */
export function enter(actor: Actor): Statement {
  switch (actor.kind) {
    case 'member':
      return {
        text: 'select app.enter($1, $2, $3, $4)',
        values: [actor.orgId, actor.memberId, actor.roles.join(','), actor.signInId],
      };
    case 'system':
      return { text: 'select app.enter_system($1)', values: [actor.orgId] };
    case 'nobody':
      return { text: 'select app.enter_nobody()', values: [] };
  }
}
