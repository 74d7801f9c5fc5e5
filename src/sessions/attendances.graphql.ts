import { registerEnumType } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { Coach } from '../coaches/coaches.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, One, Reads, Stored } from '../graphql/read/declare.js';
import { LocalDate } from '../graphql/scalars.js';
import { attendanceOutcomes, type AttendanceEntity, type AttendanceOutcome } from './attendance.entity.js';
import { Session } from './sessions.graphql.js';

export const AttendanceOutcomeEnum = enumOf(attendanceOutcomes);
registerEnumType(AttendanceOutcomeEnum, {
  name: 'AttendanceOutcome',
  description: 'Whether a client came to a session.',
  valuesMap: {
    HELD: { description: 'It took place.' },
    NO_SHOW: { description: 'The client did not come, whether or not the coach waived what it cost.' },
    LATE_CANCELLED: {
      description:
        'The client cancelled with less notice than agreed, whether or not the coach waived what it cost.',
    },
  },
});

@Reads('attendances', {
  idKind: 'attendance',
  description:
    'That a client came to a session or did not. Both sides see theirs; an admin sees those whose agreement says so, both the one that the session was booked under and the one in force now.',
})
export class Attendance implements Pick<AttendanceEntity, 'heldOn' | 'outcome'> {
  @Id('attendance')
  id: string;

  @Stored(() => LocalDate, { description: 'The day on which the session began, where the client is.' })
  heldOn: string;

  @Stored(() => AttendanceOutcomeEnum, { description: 'Whether the client came.' })
  outcome: AttendanceOutcome;

  @One(() => Client, {
    nullable: true,
    description: 'Who was to come; null for a coach once they no longer work together.',
    on: (attendance, client) => `${client}.id = ${attendance}.client_id`,
  })
  client: Client | null;

  @One(() => Coach, {
    description: 'With whom.',
    on: (attendance, coach) => `${coach}.id = ${attendance}.coach_id`,
  })
  coach: Coach;

  @One(() => Session, {
    nullable: true,
    description: 'The session; null for admins, who see none.',
    on: (attendance, session) => `${session}.id = ${attendance}.id`,
  })
  session: Session | null;
}

export const AttendanceConnection = connectionOf(Attendance, 'attendances');
