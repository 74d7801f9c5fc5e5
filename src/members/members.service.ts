import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { SignInsService } from '../auth/sign-ins.service.js';
import type { MemberActor, Role } from '../db/actor.js';
import { Db } from '../db/db.js';
import type { MemberEntity } from './member.entity.js';
import type { UpdateProfileInput } from './members.graphql.js';
import { MembersRepository } from './members.repository.js';

/** What an admin saw of a member, and changes. */
interface Seen {
  id: string;
  version: number;
}

@Injectable()
export class MembersService {
  constructor(
    private readonly repository: MembersRepository,
    private readonly signIns: SignInsService,
    private readonly db: Db,
  ) {}

  /**
   * Whom a job or a link acts for: the member in the roles of this moment. Outside any unit of work.
   * @returns null for who may not sign in
   */
  async actorOf(orgId: string, memberId: string): Promise<MemberActor | null> {
    const roles = await this.db.run({ kind: 'system', orgId }, () => this.repository.findRoles(memberId));
    return roles ? { kind: 'member', orgId, memberId, roles, signInId: null } : null;
  }

  /**
   * Ends every sign-in of the member here; each answer behind the commit is UNAUTHENTICATED.
   * @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT for the last active admin
   */
  async disable({ id, version }: Seen): Promise<void> {
    const member = await this.seen({ id, version });
    await this.keepAnAdmin(id, member);
    if (!(await this.repository.setStatus(id, version, 'DISABLED'))) throw changed();
    await this.signIns.endOfMember(id);
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT */
  async enable({ id, version }: Seen): Promise<void> {
    await this.seen({ id, version });
    // One that was opened at the very moment of the disabling does not come back to life.
    await this.signIns.endOfMember(id);
    if (!(await this.repository.setStatus(id, version, 'ACTIVE'))) throw changed();
  }

  /**
   * Access tokens name the roles that they were issued with, and those that name others end with the commit; a refresh
   * brings the new ones.
   * @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT for the last active admin
   */
  async changeRoles({ id, version }: Seen, roles: Role[]): Promise<void> {
    const member = await this.seen({ id, version });
    if (!roles.includes('ADMIN')) await this.keepAnAdmin(id, member);
    if (!(await this.repository.setRoles(id, version, roles))) throw changed();
  }

  /** @returns the id of the actor */
  updateProfile(input: UpdateProfileInput): Promise<string> {
    return this.repository.updateOwn(input);
  }

  hasAddress(email: string): Promise<boolean> {
    return this.repository.hasAddress(email);
  }

  /** Adds the person of a user to the organization of the unit of work. @returns the id of the member */
  join(person: Pick<MemberEntity, 'userId' | 'name' | 'email' | 'roles'>): Promise<string> {
    return this.repository.add(person);
  }

  private async seen({ id, version }: Seen): Promise<Pick<MemberEntity, 'roles' | 'status'>> {
    const member = await this.repository.find(id);
    if (!member) throw notFound('Member');
    if (member.version !== version) throw changed();
    return member;
  }

  /** Two who take each other out at once wait for each other here, and the second finds itself to be the last. */
  private async keepAnAdmin(id: string, { roles, status }: Pick<MemberEntity, 'roles' | 'status'>) {
    if (status !== 'ACTIVE' || !roles.includes('ADMIN')) return;
    const admins = await this.repository.lockActiveAdmins();
    if (admins.every((admin) => admin === id)) {
      throw new AppError('CONFLICT', 'An organization keeps at least one active admin.', 'id');
    }
  }
}

function changed(): AppError {
  return new AppError(
    'VERSION_CONFLICT',
    'The member has changed since you read it; read it again.',
    'version',
  );
}
