// Who is in an organization of the verifier, and as whom it calls.
import type { Role } from '../src/db/actor.js';

/** The same people in both organizations. */
export const CAST = {
  admin: ['ADMIN'],
  coach: ['COACH'],
  otherCoach: ['COACH'],
  client: ['CLIENT'],
  otherClient: ['CLIENT'],
  /** Was coached by `coach`; that engagement is over. */
  formerClient: ['CLIENT'],
  /** Proposed to `coach`, who has not signed. */
  newClient: ['CLIENT'],
  mentor: ['MENTOR'],
  /** Two roles: gains nothing by the one for the other. */
  adminCoach: ['ADMIN', 'COACH'],
  /** Coaches `newClient`, and is coached by `otherCoach`. */
  coachClient: ['COACH', 'CLIENT'],
  /** Coached `client` until the role was taken away; the engagement still stands. */
  formerCoach: ['MENTOR'],
  /** May not sign in any more. */
  disabled: ['CLIENT'],
  /** The same person is a member of both organizations. */
  traveller: ['CLIENT'],
} as const satisfies Record<string, readonly Role[]>;

export type Person = keyof typeof CAST;
export const PEOPLE = Object.keys(CAST) as Person[];

/** A member of the world, by whose eyes the model judges. */
export interface Who {
  orgId: string;
  memberId: string;
  userId: string;
  signInId: string;
  roles: readonly Role[];
}

/** One kind of caller. */
export interface Caller {
  name: string;
  /** Null: without any token. */
  token: string | null;
  /** Whom the system has to take the caller for; null where that is nobody, whatever the token says. */
  who: Who | null;
}
