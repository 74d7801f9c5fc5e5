import { Injectable } from '@nestjs/common';
import { notFound } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { ChangeStoryInput, DraftStoryInput } from './stories.graphql.js';
import type { StoryStatus } from './story.states.js';

constraintMeans('story_skills_skill_fk', () => notFound('Skill', 'input.skillIds'));

/** A story of the actor's, locked until the transaction ends. */
export interface LockedStory {
  status: StoryStatus;
  /** Labels and skills that it can be found by. */
  marks: number;
  version: number;
}

type Change = Omit<ChangeStoryInput, 'skillIds'>;

const columns: Record<keyof Change, string> = {
  title: 'title',
  situation: 'situation',
  tried: 'tried',
  worked: 'worked',
  didNotWork: 'did_not_work',
  labels: 'labels',
};

/** Only the author changes a story: every statement says so itself, beside row-level security. */
@Injectable()
export class StoriesRepository {
  constructor(private readonly db: Db) {}

  async insert({ skillIds, ...input }: DraftStoryInput): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into stories (title, situation, tried, worked, did_not_work, labels)
       values ($1, $2, $3, $4, $5, coalesce($6::text[], '{}')) returning id`,
      [input.title, input.situation, input.tried, input.worked, input.didNotWork, input.labels],
    );
    if (skillIds?.length) await this.replaceSkills(row!.id, skillIds);
    return row!.id;
  }

  /**
   * What is withdrawn is found and not locked: nobody changes that any more.
   * @returns undefined where the actor wrote no such story
   */
  async lockOwn(id: string): Promise<LockedStory | undefined> {
    const own = `select s.status, s.version, cardinality(s.labels) + (select count(*) from story_skills k
         where k.org_id = s.org_id and k.story_id = s.id)::int as marks
       from stories s where s.org_id = app.org_id() and s.id = $1 and s.author_id = app.member_id()`;
    const [locked] = await this.db.query<LockedStory>(`${own} for no key update of s`, [id]);
    if (locked) return locked;
    const [found] = await this.db.query<LockedStory>(own, [id]);
    return found;
  }

  /** What is undefined stays. */
  async change(id: string, { skillIds, ...change }: ChangeStoryInput): Promise<void> {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const sets = given.map(([name], at) => `, ${columns[name as keyof Change]} = $${at + 2}`).join('');
    await this.db.query(
      `update stories set version = version + 1${sets}
       where org_id = app.org_id() and id = $1 and author_id = app.member_id()`,
      [id, ...given.map(([name, value]) => (name === 'labels' ? (value ?? []) : value))],
    );
    if (skillIds !== undefined) await this.replaceSkills(id, skillIds ?? []);
  }

  private async replaceSkills(id: string, skillIds: string[]): Promise<void> {
    await this.db.query(
      `with gone as (
         delete from story_skills
         where org_id = app.org_id() and story_id = $1 and author_id = app.member_id() and skill_id <> all ($2::uuid[]))
       insert into story_skills (story_id, skill_id) select $1, given.id from unnest($2::uuid[]) as given (id)
       on conflict on constraint story_skills_key do nothing`,
      [id, skillIds],
    );
  }

  async publish(id: string, at: Date): Promise<void> {
    await this.db.query(
      `update stories set status = 'PUBLISHED', published_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and author_id = app.member_id()`,
      [id, at],
    );
  }

  /** Takes back a published one: the actor's own, or as an admin anybody's. @returns whether it was */
  async withdraw(id: string, at: Date): Promise<boolean> {
    const rows = await this.db.query(
      `update stories set status = 'WITHDRAWN', withdrawn_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and status = 'PUBLISHED'
         and (author_id = app.member_id() or app.has_role('ADMIN')) returning id`,
      [id, at],
    );
    return rows.length === 1;
  }

  /** Where a story stands that the actor may withdraw; undefined for any other. */
  async findWithdrawable(id: string): Promise<StoryStatus | undefined> {
    const [row] = await this.db.query<{ status: StoryStatus }>(
      `select status from stories where org_id = app.org_id() and id = $1
         and (author_id = app.member_id() or app.has_role('ADMIN'))`,
      [id],
    );
    return row?.status;
  }
}
