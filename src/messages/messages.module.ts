import { Module } from '@nestjs/common';
import { EngagementsModule } from '../engagements/engagements.module.js';
import { FilesModule } from '../files/files.module.js';
import { MembersModule } from '../members/members.module.js';
import { MessageFilesController } from './message-files.controller.js';
import { MessageFilesJobs } from './message-files.jobs.js';
import { MessageFilesRepository } from './message-files.repository.js';
import { MessageFilesRoute } from './message-files.route.js';
import { MessageFilesService } from './message-files.service.js';
import { MessagesLiveRepository } from './messages.live.repository.js';
import { MessagesLive } from './messages.live.js';
import { MessagesRepository } from './messages.repository.js';
import { EngagementMessages, MessagesResolver } from './messages.resolver.js';
import { MessagesService } from './messages.service.js';

@Module({
  imports: [EngagementsModule, FilesModule, MembersModule],
  controllers: [MessageFilesController],
  providers: [
    MessagesRepository,
    MessagesLiveRepository,
    MessagesLive,
    MessagesService,
    MessagesResolver,
    EngagementMessages,
    MessageFilesRepository,
    MessageFilesService,
    MessageFilesRoute,
    MessageFilesJobs,
  ],
})
export class MessagesModule {}
