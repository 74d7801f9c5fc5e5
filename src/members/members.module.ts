import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { InvitationsJobs } from './invitations.jobs.js';
import { InvitationsRepository } from './invitations.repository.js';
import { InvitationsResolver } from './invitations.resolver.js';
import { InvitationsService } from './invitations.service.js';
import { MembersRepository } from './members.repository.js';
import { MembersResolver, SignInMemberResolver } from './members.resolver.js';
import { MembersService } from './members.service.js';

@Module({
  imports: [MailModule],
  providers: [
    InvitationsJobs,
    InvitationsRepository,
    InvitationsResolver,
    InvitationsService,
    MembersRepository,
    MembersResolver,
    MembersService,
    SignInMemberResolver,
  ],
  exports: [MembersService],
})
export class MembersModule {}
