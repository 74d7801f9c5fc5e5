import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StuckLabel } from '../checkins/check-in.labels.js';
import type { StoryStatus } from './story.states.js';

/** How somebody got unstuck; it names nobody. */
@Entity('stories')
export class StoryEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column({ type: 'uuid', name: 'author_id', insert: false })
  authorId: string;

  @Column('text')
  title: string;

  @Column('text')
  situation: string;

  @Column('text')
  tried: string;

  @Column('text')
  worked: string;

  @Column('text', { name: 'did_not_work', nullable: true })
  didNotWork: string | null;

  @Column('text', { array: true })
  labels: StuckLabel[];

  @Column('text')
  status: StoryStatus;

  @Column({ type: 'timestamptz', name: 'published_at', precision: 3, nullable: true })
  publishedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'withdrawn_at', precision: 3, nullable: true })
  withdrawnAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}

/** A skill that a story is about. */
@Entity('story_skills')
export class StorySkillEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'story_id' })
  storyId: string;

  @Column({ type: 'uuid', name: 'author_id', insert: false })
  authorId: string;

  @Column('uuid', { name: 'skill_id' })
  skillId: string;
}
