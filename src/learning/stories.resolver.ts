import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import type { StuckLabel } from '../checkins/check-in.labels.js';
import { StuckLabelEnum } from '../checkins/check-ins.enums.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { bySearch, newestFirst, searchArg, searchCheck } from './learning.checks.js';
import {
  ChangeStoryInput,
  DraftStoryInput,
  Story,
  StoryConnection,
  StoryStatusEnum,
} from './stories.graphql.js';
import { StoriesService } from './stories.service.js';
import { bestFitFirst, storyFits } from './story.fit.js';
import type { StoryStatus } from './story.states.js';

type Reference = Promise<{ id: string }>;
const AUTHORS = ['ADMIN', 'COACH', 'MENTOR'] as const;
const args = { id: id('story') };
const idArg = { type: () => ID, description: 'Id of the story.' };

@Resolver()
export class StoriesResolver {
  constructor(private readonly service: StoriesService) {}

  @ReadOne(() => Story, {
    description: 'A story by id; null where there is none that you may read.',
    allow: 'MEMBER',
    args,
    where: (story, { arg }) => `${story}.id = ${arg('id', 'uuid')}`,
  })
  story(@Args('id', idArg) _id: string): Story {
    return declared();
  }

  @ReadPage(() => StoryConnection, {
    description: 'The published stories of the organization, newest first.',
    allow: 'MEMBER',
    where: (story) => `${story}.status = 'PUBLISHED'`,
    filters: {
      label: (story, { arg }) => `${arg('label', 'text')} = any (${story}.labels)`,
      skillId: (story, { arg }) =>
        `exists (select from story_skills k where k.org_id = ${story}.org_id and k.story_id = ${story}.id` +
        ` and k.skill_id = ${arg('skillId', 'uuid')})`,
      search: bySearch,
    },
    order: newestFirst,
    args: { skillId: id('skill'), search: searchCheck },
  })
  stories(
    @Args() _page: PageArgs,
    @Args('label', {
      type: () => StuckLabelEnum,
      nullable: true,
      description: 'Only those that are about this.',
    })
    _label?: StuckLabel,
    @Args('skillId', { type: () => ID, nullable: true, description: 'Only those that are about this skill.' })
    _skillId?: string,
    @Args('search', searchArg) _search?: string,
  ): object {
    return declared();
  }

  @ReadPage(() => StoryConnection, {
    description:
      'The published stories that share a label with your latest check-in that is not flagged or a skill with your open skill gaps; those that share most first, of equal ones the newest.',
    allow: ['CLIENT'],
    where: storyFits,
    order: bestFitFirst,
  })
  storiesForMe(@Args() _page: PageArgs): object {
    return declared();
  }

  @ReadPage(() => StoryConnection, {
    description: 'The stories that you wrote, newest first.',
    allow: AUTHORS,
    where: (story) => `${story}.author_id = (select app.member_id())`,
    filters: { status: (story, { arg }) => `${story}.status = ${arg('status', 'text')}`, search: bySearch },
    order: newestFirst,
    args: { search: searchCheck },
  })
  myStories(
    @Args() _page: PageArgs,
    @Args('status', {
      type: () => StoryStatusEnum,
      nullable: true,
      description: 'Only those that stand there.',
    })
    _status?: StoryStatus,
    @Args('search', searchArg) _search?: string,
  ): object {
    return declared();
  }

  @Action(() => Story, { description: 'Writes a story down; nobody else reads it yet.', allow: AUTHORS })
  draftStory(
    @Args('input', { type: () => DraftStoryInput, description: 'What it tells.' }) input: DraftStoryInput,
  ): Reference {
    return this.service.draft(input);
  }

  @Action(() => Story, {
    description: 'Changes a story of yours that is not withdrawn.',
    allow: AUTHORS,
    args,
  })
  changeStory(
    @Args('id', idArg) storyId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeStoryInput, description: 'What to change.' }) input: ChangeStoryInput,
  ): Reference {
    return this.service.change(storyId, version, input);
  }

  @Action(() => Story, {
    description:
      'Lets everybody in the organization read a story of yours. CONFLICT without a label or a skill: nobody would find it. Once more changes nothing.',
    allow: AUTHORS,
    args,
  })
  publishStory(@Args('id', idArg) storyId: string): Reference {
    return this.service.publish(storyId);
  }

  @Action(() => Story, {
    description:
      'Takes a published story back, for good: one of yours, or as an admin anybody’s. Once more changes nothing.',
    allow: AUTHORS,
    args,
  })
  withdrawStory(@Args('id', idArg) storyId: string): Reference {
    return this.service.withdraw(storyId);
  }
}
