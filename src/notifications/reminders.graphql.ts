import { registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import {
  reminderPurposes,
  reminderReasons,
  type ReminderEntity,
  type ReminderPurpose,
  type ReminderReason,
} from './reminder.entity.js';

export const ReminderPurposeEnum = enumOf(reminderPurposes);
registerEnumType(ReminderPurposeEnum, {
  name: 'ReminderPurpose',
  description: 'What a reminder is for.',
  valuesMap: {
    REVIEW_DUE: { description: 'A review has fallen due.' },
    CHECK_IN_DUE: { description: 'A check-in waits to be started.' },
    CUE: { description: 'The cue of an if-then plan was met.' },
    CREDENTIAL_RENEWAL: { description: 'A credential of yours expires soon.' },
    RISK_REVIEW: { description: 'The stop date of a risk of yours has come.' },
    GROUP_MEETING: { description: 'A group of yours meets within a day.' },
    SESSION_DAY_BEFORE: { description: 'A session of yours begins within a day.' },
    SESSION_HOUR_BEFORE: { description: 'A session of yours begins within an hour.' },
  },
});

const shownStates = ['PENDING', 'SENT', 'SUPPRESSED', 'EXPIRED', 'FAILED'] as const;
export const ReminderStateEnum = enumOf(shownStates);
registerEnumType(ReminderStateEnum, {
  name: 'ReminderState',
  description: 'What became of a reminder.',
  valuesMap: {
    PENDING: { description: 'Will be sent, if the reason for it still stands then.' },
    SENT: { description: 'The mail server took it on.' },
    SUPPRESSED: { description: 'Was not sent; `reason` says why.' },
    EXPIRED: { description: 'Could not be sent in time; `reason` says why.' },
    FAILED: { description: 'Could not be delivered; `reason` says why.' },
  },
});

export const ReminderReasonEnum = enumOf(reminderReasons);
registerEnumType(ReminderReasonEnum, {
  name: 'ReminderReason',
  description: 'Why a reminder was not sent.',
  valuesMap: {
    RECIPIENT_LEFT: { description: 'The recipient is no active member any more.' },
    ORGANIZATION_CLOSED: { description: 'The organization was suspended or closed.' },
    NO_LONGER_DUE: { description: 'What it was about was done or changed before.' },
    PLAN_NOT_ACTIVE: { description: 'The plan behind it was paused or ended before.' },
    OPTED_OUT: { description: 'The recipient wants no mails on this topic.' },
    TOO_LATE: { description: 'It could not leave before the time when it was of no more use.' },
    LATER_REVIEW: { description: 'A later review had fallen due already; only that one was announced.' },
    REFUSED: { description: 'The mail server refused the address or the message for good.' },
  },
});

@Reads('reminders', {
  idKind: 'reminder',
  description: 'A mail that was to remind you of something, and what became of it.',
})
export class Reminder implements Pick<ReminderEntity, 'purpose' | 'reason'> {
  @Id('reminder')
  id: string;

  @Stored(() => ReminderPurposeEnum, { description: 'What it is for.' })
  purpose: ReminderPurpose;

  @Stored(() => Instant, { description: 'When it fell due.' })
  dueAt: string;

  @Sql(() => ReminderStateEnum, {
    description: 'What became of it.',
    // That a worker has just taken it up is of no interest to anybody.
    sql: (reminder) => `case ${reminder}.state when 'CLAIMED' then 'PENDING' else ${reminder}.state end`,
  })
  state: (typeof shownStates)[number];

  @Stored(() => ReminderReasonEnum, {
    nullable: true,
    description: 'Why it was not sent; null while it waits and once it was sent.',
  })
  reason: ReminderReason | null;

  @Stored(() => Instant, { nullable: true, description: 'When it was sent; null where it was not.' })
  sentAt: string | null;
}

export const ReminderConnection = connectionOf(Reminder, 'reminders');
