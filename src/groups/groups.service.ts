import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { ChangeGroupInput, CreateGroupInput } from './groups.graphql.js';
import { GroupsRepository, type LockedGroup } from './groups.repository.js';

type Reference = Promise<{ id: string }>;

const NEEDED = ['name', 'industry'] as const;

/** Groups as their leaders run them. */
@Injectable()
export class GroupsService {
  constructor(private readonly groups: GroupsRepository) {}

  /** Starts a group, which the actor leads and is in. */
  async create(input: CreateGroupInput): Reference {
    return { id: await this.groups.create(input) };
  }

  /**
   * @throws AppError NOT_FOUND, FORBIDDEN for who does not lead it, VERSION_CONFLICT, INVALID_INPUT, CONFLICT for fewer
   * seats than are taken
   */
  async change(id: string, version: number, input: ChangeGroupInput): Reference {
    for (const name of NEEDED) {
      if (input[name] === null) throw invalidInput('A group needs this.', `input.${name}`);
    }
    await this.seen(id, version);
    if (input.seats && input.seats < (await this.groups.countSeated(id)))
      throw new AppError('CONFLICT', 'More are in it than there would be seats.', 'input.seats');
    await this.groups.change(id, input);
    return { id };
  }

  /** Takes nobody in any more; once more changes nothing. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT once put away */
  async close(id: string): Reference {
    const { status } = await this.locked(id);
    if (status === 'ARCHIVED') throw new AppError('CONFLICT', 'The group was put away; reopen it first.');
    if (status === 'OPEN') await this.groups.setStatus(id, 'CLOSED', new Date());
    return { id };
  }

  /** Takes members in again, also into one that was put away; once more changes nothing. @throws AppError NOT_FOUND, FORBIDDEN */
  async reopen(id: string): Reference {
    if ((await this.locked(id)).status !== 'OPEN') await this.groups.setStatus(id, 'OPEN', new Date());
    return { id };
  }

  /** Puts it away; once more changes nothing. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT while a meeting is to come */
  async archive(id: string): Reference {
    const { status } = await this.locked(id);
    if (status === 'ARCHIVED') return { id };
    const now = new Date();
    if (await this.groups.meets(id, now))
      throw new AppError('CONFLICT', 'Cancel the meetings to come before you put it away.');
    await this.groups.setStatus(id, 'ARCHIVED', now);
    return { id };
  }

  /**
   * Hands the lead to another member, and the meetings to come with it.
   * @throws AppError NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, CONFLICT where the other may not lead, or is taken at the
   * time of a meeting
   */
  async handOver(id: string, version: number, membershipId: string): Reference {
    await this.seen(id, version);
    if (!(await this.groups.handOver(id, membershipId))) {
      throw new AppError(
        'CONFLICT',
        'Only another member of the group who is an admin, a coach or a mentor can lead it.',
        'membershipId',
      );
    }
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT while somebody leads it, or where the actor is taken at the time of a meeting */
  async takeOver(id: string): Reference {
    if (await this.groups.takeOver(id)) return { id };
    if (!(await this.groups.exists(id))) throw notFound('Group');
    throw new AppError('CONFLICT', 'Somebody leads this group.');
  }

  private async seen(id: string, version: number): Promise<LockedGroup> {
    const group = await this.locked(id);
    if (group.version !== version)
      throw new AppError('VERSION_CONFLICT', 'The group was changed meanwhile; look again.', 'version');
    return group;
  }

  private async locked(id: string): Promise<LockedGroup> {
    const group = await this.groups.lockLed(id);
    if (group) return group;
    if (!(await this.groups.exists(id))) throw notFound('Group');
    throw new AppError('FORBIDDEN', 'Only who leads the group does this.');
  }
}
