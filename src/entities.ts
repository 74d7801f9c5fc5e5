import {
  ActionCorrectionEntity,
  ActionReflectionEntity,
  ActionRescheduleEntity,
} from './actions/action-history.entity.js';
import { ActionEntity } from './actions/action.entity.js';
import { CommitmentWeekOffEntity, WeeklyCommitmentEntity } from './actions/commitment.entity.js';
import { ContactEntity } from './actions/contact.entity.js';
import { DocumentLooseFileEntity, DocumentVersionEntity } from './actions/document-version.entity.js';
import { DocumentEntity, DocumentGoalEntity } from './actions/document.entity.js';
import { IfThenPlanEntity, IfThenPromptEntity } from './actions/if-then.entity.js';
import { OpportunityApplicationEntity } from './actions/opportunity-application.entity.js';
import { OpportunityEntity, OpportunitySkillEntity } from './actions/opportunity.entity.js';
import { CalendarFeedEntity } from './calendars/calendar-feed.entity.js';
import { CalendarMailEntity } from './calendars/calendar-mail.entity.js';
import {
  AvailabilityExceptionEntity,
  AvailabilityReasonEntity,
} from './availability/availability-exception.entity.js';
import { AvailabilityHoursEntity } from './availability/availability-hours.entity.js';
import { CoachScheduleEntity } from './availability/coach-schedule.entity.js';
import { ImportedCalendarEntity } from './availability/imported-calendar.entity.js';
import { CheckInAnswerEntity } from './checkins/check-in-answer.entity.js';
import { CheckInLabelEntity } from './checkins/check-in-label.entity.js';
import { CheckInScheduleEntity } from './checkins/check-in-schedule.entity.js';
import { CheckInScoreEntity } from './checkins/check-in-score.entity.js';
import { CheckInEntity } from './checkins/check-in.entity.js';
import { InstrumentItemEntity } from './checkins/instrument-item.entity.js';
import { InstrumentEntity } from './checkins/instrument.entity.js';
import { WeeklyPulseEntity } from './checkins/weekly-pulse.entity.js';
import { ClientEntity } from './clients/client.entity.js';
import { CoachEntity } from './coaches/coach.entity.js';
import { ConsentEntity } from './consents/consent.entity.js';
import { AgreementEntity } from './engagements/agreement.entity.js';
import { AllocationEntryEntity } from './engagements/allocation-entry.entity.js';
import { AllocationBalanceEntity, AllocationEntity } from './engagements/allocation.entity.js';
import { CoachOfferEntity, CoachRequestEntity } from './engagements/coach-request.entity.js';
import { EngagementEntity } from './engagements/engagement.entity.js';
import { HandOverEntity, HandOverPickEntity, HandOverRequestEntity } from './engagements/hand-over.entity.js';
import { GoalMilestoneEntity } from './goals/goal-milestone.entity.js';
import { GoalProgressEntity } from './goals/goal-progress.entity.js';
import { GoalRatingConfirmationEntity } from './goals/goal-rating-confirmation.entity.js';
import { GoalRevisionEntity } from './goals/goal-revision.entity.js';
import { GoalScaleConfirmationEntity } from './goals/goal-scale-confirmation.entity.js';
import { GoalEntity } from './goals/goal.entity.js';
import {
  GroupAnswerEntity,
  GroupAttendanceMarkEntity,
  GroupMeetingCorrectionEntity,
  GroupMeetingEntity,
  GroupMeetingNoteEntity,
} from './groups/group-meeting.entity.js';
import { GroupEntity, GroupMembershipEntity } from './groups/group.entity.js';
import { BuddyPactEntity, PactGoalEntity } from './journal/buddy-pact.entity.js';
import { JournalEntryEntity } from './journal/journal-entry.entity.js';
import { JournalReopeningEntity } from './journal/journal-reopening.entity.js';
import { JournalShareEntity } from './journal/journal-share.entity.js';
import { QuestionEntity } from './journal/question.entity.js';
import { SetbackEntity } from './journal/setback.entity.js';
import { KudosEntity, WinAudienceEntity, WinEntity } from './journal/win.entity.js';
import { CredentialEntity, DocumentCredentialEntity } from './learning/credential.entity.js';
import { EnrolmentEntity, EnrolmentMarkEntity } from './learning/enrolment.entity.js';
import { LearningItemCorrectionEntity, LearningItemEntity } from './learning/learning-item.entity.js';
import { PeerStudyEntity } from './learning/peer-study.entity.js';
import { ProgrammeEntity, ProgrammeStepEntity } from './learning/programme.entity.js';
import { RiskCorrectionEntity, RiskEntity } from './learning/risk.entity.js';
import { StoryEntity, StorySkillEntity } from './learning/story.entity.js';
import { InvitationEntity } from './members/invitation.entity.js';
import { MemberEntity } from './members/member.entity.js';
import { MessageFileEntity } from './messages/message-file.entity.js';
import { MessageEntity, MessageReadEntity } from './messages/message.entity.js';
import { ReminderOptOutEntity } from './notifications/reminder-opt-out.entity.js';
import { ReminderEntity } from './notifications/reminder.entity.js';
import { OrganizationEntity } from './orgs/organization.entity.js';
import { ReportFileEntity } from './reports/report-file.entity.js';
import { ReportSnapshotEntity } from './reports/report-snapshot.entity.js';
import { ReportEntity } from './reports/report.entity.js';
import { ReviewAnswerEntity } from './reviews/review-answer.entity.js';
import { ReviewGoalEntity } from './reviews/review-goal.entity.js';
import { ReviewPlanEntity } from './reviews/review-plan.entity.js';
import { ReviewEntity } from './reviews/review.entity.js';
import { AttendanceEntity } from './sessions/attendance.entity.js';
import { SessionCorrectionEntity } from './sessions/session-correction.entity.js';
import { SessionNoteEntity } from './sessions/session-note.entity.js';
import { SessionSeriesEntity } from './sessions/session-series.entity.js';
import { AgendaItemEntity } from './sessions/agenda-item.entity.js';
import { AlliancePulseEntity } from './sessions/alliance-pulse.entity.js';
import { NoteTemplateEntity } from './sessions/note-template.entity.js';
import { PrivateNoteEntity } from './sessions/private-note.entity.js';
import { SessionActionEntity } from './sessions/session-action.entity.js';
import { SessionRatingEntity } from './sessions/session-rating.entity.js';
import { SessionRecordingEntity } from './sessions/session-recording.entity.js';
import { SessionEntity } from './sessions/session.entity.js';
import { CatalogueRoleSkillEntity } from './situations/catalogue-role-skill.entity.js';
import { CatalogueRoleEntity } from './situations/catalogue-role.entity.js';
import { ClientValueEntity } from './situations/client-value.entity.js';
import { ConstraintEntity } from './situations/constraint.entity.js';
import { GapEntity } from './situations/gap.entity.js';
import { RoleAspectEntity } from './situations/role-aspect.entity.js';
import { RoleSnapshotEntity } from './situations/role-snapshot.entity.js';
import { SkillClaimEntity } from './situations/skill-claim.entity.js';
import { SkillEntity } from './situations/skill.entity.js';
import { TargetRoleSkillEntity } from './situations/target-role-skill.entity.js';
import { TargetRoleEntity } from './situations/target-role.entity.js';
import { TaskEntity } from './situations/task.entity.js';
import { FirstWeekEntity } from './week/first-week.entity.js';

/** Every table that TypeORM maps; `test/architecture/entities.db.ts` holds each against the database. */
export const entities = [
  ActionCorrectionEntity,
  ActionEntity,
  ActionReflectionEntity,
  ActionRescheduleEntity,
  AgendaItemEntity,
  AlliancePulseEntity,
  AttendanceEntity,
  AvailabilityExceptionEntity,
  AvailabilityHoursEntity,
  AvailabilityReasonEntity,
  BuddyPactEntity,
  CalendarFeedEntity,
  CalendarMailEntity,
  CatalogueRoleEntity,
  CatalogueRoleSkillEntity,
  CheckInAnswerEntity,
  CheckInEntity,
  CheckInLabelEntity,
  CheckInScheduleEntity,
  CheckInScoreEntity,
  ClientEntity,
  ClientValueEntity,
  CoachEntity,
  CoachScheduleEntity,
  CommitmentWeekOffEntity,
  ConsentEntity,
  ConstraintEntity,
  ContactEntity,
  CredentialEntity,
  DocumentCredentialEntity,
  DocumentEntity,
  DocumentGoalEntity,
  DocumentLooseFileEntity,
  DocumentVersionEntity,
  AgreementEntity,
  AllocationBalanceEntity,
  AllocationEntity,
  AllocationEntryEntity,
  CoachOfferEntity,
  CoachRequestEntity,
  EngagementEntity,
  HandOverEntity,
  HandOverPickEntity,
  HandOverRequestEntity,
  EnrolmentEntity,
  EnrolmentMarkEntity,
  FirstWeekEntity,
  GapEntity,
  GoalEntity,
  GoalMilestoneEntity,
  GoalProgressEntity,
  GoalRatingConfirmationEntity,
  GoalRevisionEntity,
  GoalScaleConfirmationEntity,
  GroupAnswerEntity,
  GroupAttendanceMarkEntity,
  GroupEntity,
  GroupMeetingCorrectionEntity,
  GroupMeetingEntity,
  GroupMeetingNoteEntity,
  GroupMembershipEntity,
  IfThenPlanEntity,
  IfThenPromptEntity,
  ImportedCalendarEntity,
  InstrumentEntity,
  InstrumentItemEntity,
  InvitationEntity,
  JournalEntryEntity,
  JournalReopeningEntity,
  JournalShareEntity,
  KudosEntity,
  LearningItemCorrectionEntity,
  LearningItemEntity,
  MemberEntity,
  MessageEntity,
  MessageFileEntity,
  MessageReadEntity,
  NoteTemplateEntity,
  OpportunityApplicationEntity,
  OpportunityEntity,
  OpportunitySkillEntity,
  OrganizationEntity,
  PactGoalEntity,
  PeerStudyEntity,
  PrivateNoteEntity,
  ProgrammeEntity,
  ProgrammeStepEntity,
  QuestionEntity,
  ReminderEntity,
  ReminderOptOutEntity,
  ReportEntity,
  ReportFileEntity,
  ReportSnapshotEntity,
  ReviewAnswerEntity,
  ReviewEntity,
  ReviewGoalEntity,
  ReviewPlanEntity,
  RiskCorrectionEntity,
  RiskEntity,
  RoleAspectEntity,
  RoleSnapshotEntity,
  SessionActionEntity,
  SessionCorrectionEntity,
  SessionEntity,
  SessionNoteEntity,
  SessionRatingEntity,
  SessionRecordingEntity,
  SessionSeriesEntity,
  SetbackEntity,
  SkillClaimEntity,
  SkillEntity,
  StoryEntity,
  StorySkillEntity,
  TargetRoleEntity,
  TargetRoleSkillEntity,
  TaskEntity,
  WeeklyCommitmentEntity,
  WeeklyPulseEntity,
  WinAudienceEntity,
  WinEntity,
];
