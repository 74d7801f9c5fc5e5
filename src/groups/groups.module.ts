import { Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { GroupMeetingsRepository } from './group-meetings.repository.js';
import { GroupMeetings, GroupMeetingsResolver } from './group-meetings.resolver.js';
import { GroupMeetingsService } from './group-meetings.service.js';
import { GroupMembershipsRepository } from './group-memberships.repository.js';
import { GroupMembers, GroupMembershipsResolver } from './group-memberships.resolver.js';
import { GroupMembershipsService } from './group-memberships.service.js';
import { GroupRecordsRepository } from './group-records.repository.js';
import { GroupMeetingRecords, GroupRecordsResolver } from './group-records.resolver.js';
import { GroupRecordsService } from './group-records.service.js';
import { GroupReminders } from './groups.reminders.js';
import { GroupsRepository } from './groups.repository.js';
import { GroupsResolver } from './groups.resolver.js';
import { GroupsService } from './groups.service.js';

@Module({
  imports: [NotificationsModule],
  providers: [
    GroupsRepository,
    GroupsService,
    GroupsResolver,
    GroupMembershipsRepository,
    GroupMembershipsService,
    GroupMembershipsResolver,
    GroupMembers,
    GroupMeetingsRepository,
    GroupMeetingsService,
    GroupMeetingsResolver,
    GroupMeetings,
    GroupRecordsRepository,
    GroupRecordsService,
    GroupRecordsResolver,
    GroupMeetingRecords,
    GroupReminders,
  ],
})
export class GroupsModule {}
