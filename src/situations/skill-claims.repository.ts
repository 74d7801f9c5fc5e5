import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { ClaimSkillInput } from './skill-claims.graphql.js';

/** Only the client claims skills: every statement says so itself, beside row-level security. */
@Injectable()
export class SkillClaimsRepository {
  constructor(private readonly db: Db) {}

  /** Says anew what was claimed before. @returns the claim's id, undefined where the skill was not claimed */
  async change({ skillId, level, use, enjoyment }: ClaimSkillInput, at: Date): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `update skill_claims set level = $2, use = $3, enjoyment = $4, claimed_at = $5
       where org_id = app.org_id() and client_id = app.member_id() and skill_id = $1 returning id`,
      [skillId, level, use, enjoyment, at],
    );
    return row?.id;
  }

  async count(): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      'select count(*)::int from skill_claims where org_id = app.org_id() and client_id = app.member_id()',
    );
    return row!.count;
  }

  /** @returns the claim's id */
  async insert({ skillId, level, use, enjoyment }: ClaimSkillInput, at: Date): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into skill_claims (org_id, client_id, skill_id, level, use, enjoyment, claimed_at)
       values (app.org_id(), app.member_id(), $1, $2, $3, $4, $5) returning id`,
      [skillId, level, use, enjoyment, at],
    );
    return row!.id;
  }

  /** @returns the actor's id, undefined where they have no such claim */
  async delete(id: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ clientId: string }>(
      `delete from skill_claims where org_id = app.org_id() and client_id = app.member_id() and id = $1
       returning client_id as "clientId"`,
      [id],
    );
    return row?.clientId;
  }
}
