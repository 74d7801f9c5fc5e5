import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { obstacleToJoin, type JoinObstacle } from './group.states.js';
import { GroupMembershipsRepository } from './group-memberships.repository.js';

type Reference = Promise<{ id: string }>;

/** Who is in which group. */
@Injectable()
export class GroupMembershipsService {
  constructor(private readonly memberships: GroupMembershipsRepository) {}

  /** @throws AppError NOT_FOUND, CONFLICT with the reason, LIMIT_REACHED where every seat is taken */
  async join(groupId: string): Reference {
    const obstacle = await this.obstacle(groupId);
    if (obstacle) throw refusal(obstacle);
    const id = await this.memberships.takeSeat(groupId);
    if (id) return { id };
    // Who waited for a seat hears what has become of it meanwhile.
    throw refusal((await this.obstacle(groupId)) ?? 'FULL');
  }

  private async obstacle(groupId: string): Promise<JoinObstacle | null> {
    const offer = await this.memberships.findOffer(groupId);
    if (!offer) throw notFound('Group', 'groupId');
    return obstacleToJoin(offer);
  }

  /** Leaves a group; once more changes nothing. @throws AppError NOT_FOUND, CONFLICT for who leads it */
  async leave(groupId: string): Reference {
    const id = await this.memberships.findOwn(groupId);
    if (!id) throw notFound('Group', 'groupId');
    if (await this.memberships.end(id)) return { id };
    const { hasEnded } = (await this.memberships.find(id))!;
    if (!hasEnded) throw new AppError('CONFLICT', 'You lead this group: hand it over before you leave.');
    return { id };
  }

  /** Ends somebody's membership; once more changes nothing. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT for one's own */
  async remove(id: string): Reference {
    const before = await this.memberships.find(id);
    if (!before) throw notFound('GroupMembership');
    if (!before.leads) throw new AppError('FORBIDDEN', 'Only who leads the group removes somebody.');
    if (before.isMine) throw new AppError('CONFLICT', 'You lead this group: hand it over before you leave.');
    if (await this.memberships.end(id)) return { id };
    const now = await this.memberships.find(id);
    // Whoever has left meanwhile is no business of the leader's any more, and neither is a group handed over meanwhile.
    if (!now) throw notFound('GroupMembership');
    if (!now.hasEnded) throw new AppError('FORBIDDEN', 'Only who leads the group removes somebody.');
    return { id };
  }

  /** Lets somebody come back whom the leader has removed; once more changes nothing. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT */
  async readmit(id: string): Reference {
    if (await this.memberships.readmit(id, new Date())) return { id };
    const membership = await this.memberships.find(id);
    if (!membership) throw notFound('GroupMembership');
    if (!membership.leads)
      throw new AppError('FORBIDDEN', 'Only who leads the group lets somebody in again.');
    throw new AppError('CONFLICT', 'Nobody has removed this member.');
  }
}

const refusals: Record<JoinObstacle, string> = {
  IN_IT: 'You are in this group already.',
  NOT_OPEN: 'The group takes nobody in any more.',
  SHUT_OUT: 'Ask who leads the group to let you in again.',
  FULL: 'Every seat is taken.',
};

function refusal(obstacle: JoinObstacle): AppError {
  return new AppError(obstacle === 'FULL' ? 'LIMIT_REACHED' : 'CONFLICT', refusals[obstacle]);
}
