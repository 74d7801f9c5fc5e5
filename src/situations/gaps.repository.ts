import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { FoundGap, SituationFacts } from './gap.finding.js';
import { kindOf, type GapStatus } from './gap.kinds.js';
import { listSql, standingTasks, standingValues } from './situation.needs.js';

/** A gap of the actor's, locked until the transaction ends. */
export interface LockedGap {
  status: GapStatus;
  isClosed: boolean;
}

/** The gaps that were found, as rows. */
const found = `json_to_recordset($1::json) as f (kind text, source text, "skillId" uuid, "targetRoleId" uuid,
  "aspectId" uuid, "checkInId" uuid, "valueId" uuid, "constraintId" uuid, "constraintPrivate" boolean,
  magnitude numeric(15,6), importance smallint)`;

/** Only the client writes gaps: every statement says so itself, beside row-level security. */
@Injectable()
export class GapsRepository {
  constructor(private readonly db: Db) {}

  /** The rows of the actor's that gaps are found in. */
  async facts(): Promise<SituationFacts> {
    const own = (row: string) => `${row}.org_id = me.org_id and ${row}.client_id = me.id`;
    const [row] = await this.db.query<{ facts: SituationFacts }>(
      `select json_build_object(
         'requirements', ${listSql(`select r.skill_id as "skillId", r.target_role_id as "targetRoleId",
             r.level as required, r.importance, c.level
           from target_roles t
           join target_role_skills r on r.org_id = t.org_id and r.client_id = t.client_id and r.target_role_id = t.id
           left join skill_claims c on c.org_id = r.org_id and c.client_id = r.client_id and c.skill_id = r.skill_id
           where ${own('t')} and t.preferred`)},
         'claims', ${listSql(`select c.skill_id as "skillId", c.level, c.use, c.enjoyment
           from skill_claims c where ${own('c')}`)},
         'recognition', (select row_to_json(item) from (select a.id as "aspectId", a.rating from role_aspects a
           where ${own('a')} and a.kind = 'RECOGNITION' and a.archived_at is null) item),
         'checkIn', (select row_to_json(item) from (
           select last.id as "checkInId", last.undervalued
           from (select * from check_in_scores s where ${own('s')} and not s.flagged
                 order by s.submitted_at desc, s.id desc limit 1) last
           join check_in_labels l on l.org_id = last.org_id and l.check_in_id = last.id
             and l.label = 'RECOGNITION_GAP') item),
         'values', ${standingValues('me')},
         'tasks', ${standingTasks('me')},
         'constraints', ${listSql(`select c.id, c.private, c.hard from client_constraints c
           where ${own('c')} and c.archived_at is null`)}) as facts
       from clients me where me.org_id = app.org_id() and me.id = app.member_id()`,
    );
    return row!.facts;
  }

  /** Makes the actor's gaps those that were found. What the client said of them stays; what differs in nothing too. */
  async replace(gaps: readonly FoundGap[], at: Date): Promise<void> {
    const rows = JSON.stringify(gaps.map((gap) => ({ ...gap, kind: kindOf[gap.source] })));
    await this.db.query(
      `insert into gaps as g (client_id, kind, source, skill_id, target_role_id, aspect_id, check_in_id, value_id,
         constraint_id, constraint_private, magnitude, importance, found_at)
       select app.member_id(), f.kind, f.source, f."skillId", f."targetRoleId", f."aspectId", f."checkInId", f."valueId",
         f."constraintId", f."constraintPrivate", f.magnitude, f.importance, $2 from ${found}
       on conflict on constraint gaps_source_key do update
       set aspect_id = excluded.aspect_id, check_in_id = excluded.check_in_id, magnitude = excluded.magnitude,
         importance = case when g.importance_own then g.importance else excluded.importance end,
         closed_at = null, version = g.version + 1
       where g.closed_at is not null
         or (g.aspect_id, g.check_in_id, g.magnitude) is distinct from
            (excluded.aspect_id, excluded.check_in_id, excluded.magnitude)
         or (not g.importance_own and g.importance <> excluded.importance)`,
      [rows, at],
    );
    await this.db.query(
      `update gaps g set closed_at = $2, version = version + 1
       where g.org_id = app.org_id() and g.client_id = app.member_id() and g.closed_at is null
         and not exists (select from ${found} where f.source = g.source
           and (f."skillId", f."targetRoleId", f."valueId", f."constraintId") is not distinct from
               (g.skill_id, g.target_role_id, g.value_id, g.constraint_id))`,
      [rows, at],
    );
  }

  /** @returns undefined where the actor has no such gap */
  async lock(id: string): Promise<LockedGap | undefined> {
    const [row] = await this.db.query<LockedGap>(
      `select status, closed_at is not null as "isClosed" from gaps
       where org_id = app.org_id() and client_id = app.member_id() and id = $1 for no key update`,
      [id],
    );
    return row;
  }

  /** Brings a locked gap to a status. @param reason sealed; for ACCEPTED only */
  async decide(id: string, status: GapStatus, reason: string | null): Promise<void> {
    await this.db.query(
      `update gaps set status = $2, reason = $3, version = version + 1
       where org_id = app.org_id() and client_id = app.member_id() and id = $1`,
      [id, status, reason],
    );
  }

  /** Says how important a locked gap is; from then on it is not worked out. */
  async weigh(id: string, importance: number): Promise<void> {
    await this.db.query(
      `update gaps set importance = $2, importance_own = true, version = version + 1
       where org_id = app.org_id() and client_id = app.member_id() and id = $1
         and not (importance_own and importance = $2)`,
      [id, importance],
    );
  }
}
