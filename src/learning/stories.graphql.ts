import { ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import type { StuckLabel } from '../checkins/check-in.labels.js';
import { StuckLabelEnum } from '../checkins/check-ins.enums.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { id } from '../graphql/ids.js';
import type { Row } from '../graphql/read/declaration.js';
import { Id, Input, Many, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { Skill } from '../situations/skills.graphql.js';
import { text } from './learning.checks.js';
import type { StoryEntity } from './story.entity.js';
import { storyFitSql } from './story.fit.js';
import { storyStatuses, type StoryStatus } from './story.states.js';

/** Skills of one story: more and it is about none of them. */
const MAX_SKILLS = 10;

export const StoryStatusEnum = enumOf(storyStatuses);
registerEnumType(StoryStatusEnum, {
  name: 'StoryStatus',
  description: 'Who can read a story.',
  valuesMap: {
    DRAFT: { description: 'Its author.' },
    PUBLISHED: { description: 'Everybody in the organization.' },
    WITHDRAWN: { description: 'Its author, and admins. It is not published again.' },
  },
});

@Reads('stories', {
  idKind: 'story',
  description: 'How somebody got unstuck, told by a mentor, a coach or an admin. It names nobody.',
})
export class Story implements Pick<
  StoryEntity,
  'title' | 'situation' | 'tried' | 'worked' | 'didNotWork' | 'labels' | 'status' | 'version'
> {
  @Id('story')
  id: string;

  @Stored(() => String, { description: 'What it is called.' })
  title: string;

  @Stored(() => String, { description: 'How they were stuck.' })
  situation: string;

  @Stored(() => String, { description: 'What they tried.' })
  tried: string;

  @Stored(() => String, { description: 'What worked.' })
  worked: string;

  @Stored(() => String, {
    nullable: true,
    description: 'What did not work; null where nothing is told of it.',
  })
  didNotWork: string | null;

  @Stored(() => [StuckLabelEnum], { description: 'The ways of being stuck that it is about; may be empty.' })
  labels: StuckLabel[];

  @Many(() => [Skill], {
    description: `The skills that it is about, by name; at most ${MAX_SKILLS}.`,
    on: (story, skill) =>
      `${skill}.id in (select k.skill_id from story_skills k where k.org_id = ${story}.org_id and k.story_id = ${story}.id)`,
    order: [
      { sql: (skill: Row) => `${skill}.name`, type: 'text' },
      { sql: (skill: Row) => `${skill}.id`, type: 'uuid' },
    ],
    limit: MAX_SKILLS,
  })
  skills: Skill[];

  @Sql(() => Int, {
    description:
      'How many labels it shares with your latest check-in that is not flagged, plus how many skills with your open skill gaps; 0 where you have neither.',
    sql: storyFitSql,
  })
  fit: number;

  @Sql(() => Boolean, {
    description: 'Whether you wrote it, and may change it.',
    sql: (story) => `${story}.author_id = (select app.member_id())`,
  })
  isMine: boolean;

  @Stored(() => StoryStatusEnum, { description: 'Who can read it.' })
  status: StoryStatus;

  @Stored(() => Instant, { nullable: true, description: 'When it was published; null for a draft.' })
  publishedAt: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When it was withdrawn; null while it is not.' })
  withdrawnAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const StoryConnection = connectionOf(Story, 'stories');

const long = text(4000);
const labelsCheck = z
  .array(z.custom<StuckLabel>())
  .max(5)
  .transform((labels) => [...new Set(labels)]);
const skillsCheck = z
  .array(id('skill'))
  .max(MAX_SKILLS)
  .transform((skills) => [...new Set(skills)]);

@InputType({
  description: 'A story to be told. Leave out names, and whatever would tell the organization who it was.',
})
export class DraftStoryInput {
  @Input(() => String, { check: text(200), description: 'What it is called; at most 200 letters.' })
  title: string;

  @Input(() => String, { check: long, description: 'How they were stuck; at most 4000 letters.' })
  situation: string;

  @Input(() => String, { check: long, description: 'What they tried; at most 4000 letters.' })
  tried: string;

  @Input(() => String, { check: long, description: 'What worked; at most 4000 letters.' })
  worked: string;

  @Input(() => String, {
    nullable: true,
    check: long,
    description: 'What did not work; at most 4000 letters.',
  })
  didNotWork?: string | null;

  @Input(() => [StuckLabelEnum], {
    nullable: true,
    check: labelsCheck,
    description: 'The ways of being stuck that it is about: clients find it by these.',
  })
  labels?: StuckLabel[] | null;

  @Input(() => [ID], {
    nullable: true,
    check: skillsCheck,
    description: `The skills that it is about, at most ${MAX_SKILLS}: clients find it by these.`,
  })
  skillIds?: string[] | null;
}

@InputType({ description: 'What to change of a story; what is left out stays, null empties.' })
export class ChangeStoryInput {
  @Input(() => String, {
    nullable: true,
    check: text(200),
    description: 'What it is called; at most 200 letters, cannot be emptied.',
  })
  title?: string | null;

  @Input(() => String, {
    nullable: true,
    check: long,
    description: 'How they were stuck; at most 4000 letters, cannot be emptied.',
  })
  situation?: string | null;

  @Input(() => String, {
    nullable: true,
    check: long,
    description: 'What they tried; at most 4000 letters, cannot be emptied.',
  })
  tried?: string | null;

  @Input(() => String, {
    nullable: true,
    check: long,
    description: 'What worked; at most 4000 letters, cannot be emptied.',
  })
  worked?: string | null;

  @Input(() => String, {
    nullable: true,
    check: long,
    description: 'What did not work; at most 4000 letters.',
  })
  didNotWork?: string | null;

  @Input(() => [StuckLabelEnum], {
    nullable: true,
    check: labelsCheck,
    description: 'All the ways of being stuck that it is about.',
  })
  labels?: StuckLabel[] | null;

  @Input(() => [ID], {
    nullable: true,
    check: skillsCheck,
    description: `All the skills that it is about; at most ${MAX_SKILLS}.`,
  })
  skillIds?: string[] | null;
}
