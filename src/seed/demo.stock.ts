import type { Client } from 'pg';
import type { Dimension } from '../checkins/check-in.dimensions.js';
import type { SkillImportance } from '../situations/skill.gap.js';

export interface RequiredInStock {
  skillId: string;
  level: number;
  importance: SkillImportance;
}

/** What the database gives every organization as it comes to be: an instrument, skills and roles, under ids of its own. */
export interface Stock {
  instrument: {
    id: string;
    code: string;
    items: { position: number; dimension: Dimension; reversed: boolean }[];
  };
  /** Ids by their names. */
  skills: ReadonlyMap<string, string>;
  /** By their titles. */
  roles: ReadonlyMap<string, { id: string; skills: RequiredInStock[] }>;
}

export async function readStock(client: Client, orgId: string): Promise<Stock> {
  const { rows } = await client.query<{
    instrument: Stock['instrument'];
    skills: [string, string][];
    roles: [string, { id: string; skills: RequiredInStock[] }][];
  }>(
    `select
       (select json_build_object('id', i.id, 'code', i.code, 'items', array(
          select json_build_object('position', t.position, 'dimension', t.dimension, 'reversed', t.reversed)
          from instrument_items t where t.org_id = i.org_id and t.instrument_id = i.id order by t.position))
        from instruments i where i.org_id = $1 and i.current) as instrument,
       array(select json_build_array(s.name, s.id) from skills s where s.org_id = $1) as skills,
       array(select json_build_array(r.title, json_build_object('id', r.id, 'skills', array(
          select json_build_object('skillId', q.skill_id, 'level', q.level, 'importance', q.importance)
          from catalogue_role_skills q where q.org_id = r.org_id and q.role_id = r.id order by q.id)))
        from catalogue_roles r where r.org_id = $1) as roles`,
    [orgId],
  );
  const { instrument, skills, roles } = rows[0]!;
  return { instrument, skills: new Map(skills), roles: new Map(roles) };
}
