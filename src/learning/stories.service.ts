import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { ChangeStoryInput, DraftStoryInput } from './stories.graphql.js';
import { StoriesRepository, type LockedStory } from './stories.repository.js';
import { mayStep } from './story.states.js';

type Reference = Promise<{ id: string }>;

const NEEDED = ['title', 'situation', 'tried', 'worked'] as const;

/** Stories of how somebody got unstuck: told by mentors, coaches and admins, found by clients who are where they were. */
@Injectable()
export class StoriesService {
  constructor(private readonly stories: StoriesRepository) {}

  /** @throws AppError NOT_FOUND for a skill that the organization does not have */
  async draft(input: DraftStoryInput): Reference {
    return { id: await this.stories.insert(input) };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT once it is withdrawn, or where nobody could find it any more */
  async change(id: string, version: number, input: ChangeStoryInput): Reference {
    for (const name of NEEDED) {
      if (input[name] === null) throw invalidInput('A story needs this.', `input.${name}`);
    }
    const before = await this.locked(id);
    if (before.version !== version)
      throw new AppError('VERSION_CONFLICT', 'The story was changed meanwhile; look again.', 'version');
    if (before.status === 'WITHDRAWN') throw new AppError('CONFLICT', 'The story is withdrawn.');
    await this.stories.change(id, input);
    if (before.status === 'PUBLISHED') needsMarks(await this.locked(id));
    return { id };
  }

  /** Once more changes nothing. @throws AppError NOT_FOUND, CONFLICT without a label or a skill, and once it is withdrawn */
  async publish(id: string): Reference {
    const story = await this.locked(id);
    if (story.status === 'PUBLISHED') return { id };
    if (!mayStep(story.status, 'PUBLISHED')) throw new AppError('CONFLICT', 'The story is withdrawn.');
    needsMarks(story);
    await this.stories.publish(id, new Date());
    return { id };
  }

  /** Once more changes nothing. @throws AppError NOT_FOUND, CONFLICT for a draft */
  async withdraw(id: string): Reference {
    if (await this.stories.withdraw(id, new Date())) return { id };
    const status = await this.stories.findWithdrawable(id);
    if (status === undefined) throw notFound('Story');
    if (status !== 'WITHDRAWN') throw new AppError('CONFLICT', 'The story is not published.');
    return { id };
  }

  private async locked(id: string): Promise<LockedStory> {
    const story = await this.stories.lockOwn(id);
    if (!story) throw notFound('Story');
    return story;
  }
}

function needsMarks({ marks }: LockedStory): void {
  if (marks === 0)
    throw new AppError('CONFLICT', 'Without a label or a skill nobody would find the story.', 'input.labels');
}
