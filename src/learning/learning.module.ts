import { Module } from '@nestjs/common';
import { ActionsModule } from '../actions/actions.module.js';
import { MembersModule } from '../members/members.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { CredentialsRepository } from './credentials.repository.js';
import { CredentialsResolver, DocumentCredentials } from './credentials.resolver.js';
import { CredentialsService } from './credentials.service.js';
import { EnrolmentsRepository } from './enrolments.repository.js';
import { EnrolmentMarks, EnrolmentsResolver, ProgrammeEnrolment } from './enrolments.resolver.js';
import { EnrolmentsService } from './enrolments.service.js';
import { LearningDueRepository } from './learning-due.repository.js';
import { LearningItemsRepository } from './learning-items.repository.js';
import { LearningItemsResolver } from './learning-items.resolver.js';
import { LearningItemsService } from './learning-items.service.js';
import { LearningDue } from './learning.due.js';
import { LearningJobs } from './learning.jobs.js';
import { CredentialReminders, RiskReminders } from './learning.reminders.js';
import { ClientLearning } from './learning.week.resolver.js';
import { PeerStudiesRepository } from './peer-studies.repository.js';
import { PeerStudiesResolver } from './peer-studies.resolver.js';
import { PeerStudiesService } from './peer-studies.service.js';
import { ProgrammesRepository } from './programmes.repository.js';
import { ProgrammesResolver } from './programmes.resolver.js';
import { ProgrammesService } from './programmes.service.js';
import { RisksRepository } from './risks.repository.js';
import { RisksResolver } from './risks.resolver.js';
import { RisksService } from './risks.service.js';
import { StoriesRepository } from './stories.repository.js';
import { StoriesResolver } from './stories.resolver.js';
import { StoriesService } from './stories.service.js';

@Module({
  imports: [ActionsModule, MembersModule, NotificationsModule],
  providers: [
    LearningItemsRepository,
    LearningItemsService,
    LearningItemsResolver,
    CredentialsRepository,
    CredentialsService,
    CredentialsResolver,
    DocumentCredentials,
    ProgrammesRepository,
    ProgrammesService,
    ProgrammesResolver,
    EnrolmentsRepository,
    EnrolmentsService,
    EnrolmentsResolver,
    EnrolmentMarks,
    ProgrammeEnrolment,
    StoriesRepository,
    StoriesService,
    StoriesResolver,
    RisksRepository,
    RisksService,
    RisksResolver,
    PeerStudiesRepository,
    PeerStudiesService,
    PeerStudiesResolver,
    LearningDueRepository,
    LearningDue,
    LearningJobs,
    CredentialReminders,
    RiskReminders,
    ClientLearning,
  ],
})
export class LearningModule {}
