import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { MembersModule } from '../members/members.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { ActionHistory, ClientActions, GoalActions } from './actions.relations.resolver.js';
import { ActionsRepository } from './actions.repository.js';
import { ActionsResolver } from './actions.resolver.js';
import { ActionsService } from './actions.service.js';
import { CommitmentsRepository } from './commitments.repository.js';
import { ClientCommitments, CommitmentsResolver } from './commitments.resolver.js';
import { CommitmentsService } from './commitments.service.js';
import { ContactsRepository } from './contacts.repository.js';
import { ContactsResolver } from './contacts.resolver.js';
import { ContactsService } from './contacts.service.js';
import { DocumentsController } from './documents.controller.js';
import { DocumentsDownload } from './documents.download.js';
import { DocumentsJobs } from './documents.jobs.js';
import { DocumentsRepository } from './documents.repository.js';
import {
  ClientDocuments,
  DocumentsResolver,
  DocumentVersions,
  VersionDocument,
} from './documents.resolver.js';
import { DocumentsRoute } from './documents.route.js';
import { DocumentsService } from './documents.service.js';
import { DocumentsUpload } from './documents.upload.js';
import { IfThenJobs } from './if-then.jobs.js';
import { IfThenReminders } from './if-then.reminders.js';
import { IfThenRepository } from './if-then.repository.js';
import { ClientIfThen, IfThenResolver } from './if-then.resolver.js';
import { IfThenRinging } from './if-then.ringing.js';
import { IfThenService } from './if-then.service.js';
import { OpportunitiesRepository } from './opportunities.repository.js';
import {
  ApplicationOpportunity,
  OpportunitiesResolver,
  OpportunityApplications,
} from './opportunities.resolver.js';
import { OpportunitiesService } from './opportunities.service.js';

@Module({
  imports: [FilesModule, MembersModule, NotificationsModule],
  controllers: [DocumentsController],
  providers: [
    ActionsRepository,
    ActionsService,
    ActionsResolver,
    ClientActions,
    GoalActions,
    ActionHistory,
    CommitmentsRepository,
    CommitmentsService,
    CommitmentsResolver,
    ClientCommitments,
    IfThenRepository,
    IfThenService,
    IfThenResolver,
    ClientIfThen,
    IfThenRinging,
    IfThenJobs,
    IfThenReminders,
    OpportunitiesRepository,
    OpportunitiesService,
    OpportunitiesResolver,
    OpportunityApplications,
    ApplicationOpportunity,
    ContactsRepository,
    ContactsService,
    ContactsResolver,
    DocumentsRepository,
    DocumentsService,
    DocumentsUpload,
    DocumentsDownload,
    DocumentsRoute,
    DocumentsJobs,
    DocumentsResolver,
    DocumentVersions,
    VersionDocument,
    ClientDocuments,
  ],
  exports: [ActionsService, IfThenService],
})
export class ActionsModule {}
