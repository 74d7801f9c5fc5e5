// What the figures about skills ask of the database, as JSON for their rules.
import type { Row } from '../graphql/read/declaration.js';
import { listSql } from './situation.needs.js';

/** The claims, as skill.use.ts reads them. @param client a row whose id is the client's */
export function claimedSkills(client: Row): string {
  return listSql(`select c.level, c.use from skill_claims c
    where c.org_id = ${client}.org_id and c.client_id = ${client}.id`);
}

/** What a target role requires beside what is claimed, as skill.gap.ts reads them. */
export function requiredSkills(role: Row): string {
  return listSql(`select r.level as required, r.importance, c.level
    from target_role_skills r
    left join skill_claims c on c.org_id = r.org_id and c.client_id = r.client_id and c.skill_id = r.skill_id
    where r.org_id = ${role}.org_id and r.target_role_id = ${role}.id`);
}

/**
 * Whether the actor may see the client's claims at all: to whom they are hidden, all of them would read as unknown.
 * @param role a row with a client_id
 */
export function seesSkills(role: Row): string {
  return `(${role}.client_id = any ((select app.client_ids('skills'))::uuid[]))`;
}
