import { Args, Context, ID, Resolver } from '@nestjs/graphql';
import { passwordCheck } from '../auth/passwords.js';
import { SignIn, type SignInAnswer } from '../auth/sign-ins.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import type { OperationContext } from '../graphql/context.js';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadPage } from '../graphql/read/declare.js';
import type { InvitationStatus } from './invitation.entity.js';
import {
  Invitation,
  InvitationConnection,
  InvitationStatusEnum,
  InviteMemberInput,
  statusSql,
} from './invitations.graphql.js';
import { InvitationsService } from './invitations.service.js';

const ofInvitation = { type: () => ID, description: 'Id of the invitation.' };

@Resolver()
export class InvitationsResolver {
  constructor(private readonly people: InvitationsService) {}

  @ReadPage(() => InvitationConnection, {
    description: 'The invitations of the organization, newest first.',
    allow: ['ADMIN'],
    counted: true,
    where: () => 'true',
    filters: {
      status: (invitation, scope) => `${statusSql(invitation, scope)} = ${scope.arg('status', 'text')}`,
    },
    order: [{ sql: (invitation) => `${invitation}.id`, type: 'uuid', descending: true }],
  })
  invitations(
    @Args() _page: PageArgs,
    @Args('status', {
      type: () => InvitationStatusEnum,
      nullable: true,
      description: 'Only invitations of which this has become.',
    })
    _status?: InvitationStatus,
  ): object {
    return declared();
  }

  @Action(() => Invitation, {
    description:
      'Invites a person by mail; the link works once, for 7 days. CONFLICT where the address is a member’s or has an open invitation.',
    allow: ['ADMIN'],
  })
  async inviteMember(
    @Args('input', { description: 'Whom to invite.' }) input: InviteMemberInput,
  ): Promise<{ id: string }> {
    return { id: await this.people.invite(input) };
  }

  @Action(() => Invitation, {
    description:
      'Sends an open or expired invitation again, with a new link for another 7 days; the link of before is dead.',
    allow: ['ADMIN'],
    args: { id: id('invitation') },
  })
  async resendInvitation(@Args('id', ofInvitation) invitationId: string): Promise<{ id: string }> {
    await this.people.resend(invitationId);
    return { id: invitationId };
  }

  @Action(() => Invitation, {
    description: 'Withdraws an invitation that nobody accepted; its link is dead at once.',
    allow: ['ADMIN'],
    args: { id: id('invitation') },
  })
  async revokeInvitation(@Args('id', ofInvitation) invitationId: string): Promise<{ id: string }> {
    await this.people.revoke(invitationId);
    return { id: invitationId };
  }

  @Action(() => SignIn, {
    description:
      'Accepts an invitation and signs in. Whoever is new chooses a password; whoever signs in with the address already gives theirs. A token that was used, revoked or is too old is NOT_FOUND.',
    allow: 'PUBLIC',
    args: { password: passwordCheck },
  })
  acceptInvitation(
    @Args('token', { description: 'The token in the address that the mail links to.' }) token: string,
    @Args('password', {
      description: 'A new password, at least 10 letters and not the e-mail address; or the one until now.',
    })
    password: string,
    @Context() { ip }: OperationContext,
  ): Promise<SignInAnswer> {
    return this.people.accept(token, password, ip);
  }
}
