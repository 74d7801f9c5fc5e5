import { Int } from '@nestjs/graphql';
import { Coach } from '../coaches/coaches.graphql.js';
import { awaitsSql } from '../engagements/agreement.sql.js';
import { Engagement } from '../engagements/engagements.graphql.js';
import type { Row, Scope } from '../graphql/read/declaration.js';
import { Many, One, Reads, Sql } from '../graphql/read/declare.js';
import { LocalDate } from '../graphql/scalars.js';
import { GroupMeeting } from '../groups/group-meetings.graphql.js';
import { unreadOf } from '../messages/message.sql.js';
import { Session } from '../sessions/sessions.graphql.js';
import { countSql, needsAttentionSql, oldestSql } from './attention.sql.js';
import { ClientAttention } from './client-attention.graphql.js';

const MAX = 50;
/** More clients than a coach can have. */
const MAX_CLIENTS = 200;

const zone = (coach: Row) =>
  `(select m.time_zone from members m where m.org_id = ${coach}.org_id and m.id = ${coach}.id)`;
const today = (coach: Row, { asOf }: Scope) => `(${asOf()} at time zone ${zone(coach)})::date`;
/** Whether something begins on the coach's day. */
const isToday = (coach: Row, row: Row, scope: Scope) =>
  `${row}.starts_at >= (${today(coach, scope)})::timestamp at time zone ${zone(coach)}` +
  ` and ${row}.starts_at < (${today(coach, scope)} + 1)::timestamp at time zone ${zone(coach)}`;

const soonest = [
  { sql: (row: Row) => `${row}.starts_at`, type: 'timestamptz' as const },
  { sql: (row: Row) => `${row}.id`, type: 'uuid' as const },
];
const oldest = [{ sql: (row: Row) => `${row}.id`, type: 'uuid' as const }];
const OPEN = `in ('ACTIVE', 'PAUSED')`;

@Reads('coaches', { description: 'A coach’s day: what is on, what waits for them, and who needs them.' })
export class CoachHome {
  @One(() => Coach, { description: 'Whose it is.', on: (home, coach) => `${coach}.id = ${home}.id` })
  coach: Coach;

  @Sql(() => LocalDate, { description: 'The coach’s day now, in their zone.', sql: today })
  today: string;

  @Many(() => [Session], {
    description: `Sessions that begin today, in the coach’s zone, and are not cancelled; the soonest first, at most ${MAX}.`,
    on: (home, session, scope) =>
      `${session}.coach_id = ${home}.id and ${session}.status <> 'CANCELLED' and ${isToday(home, session, scope)}`,
    limit: MAX,
    order: soonest,
  })
  todaysSessions: Session[];

  @Many(() => [GroupMeeting], {
    description: `Meetings of groups that the coach leads today, in their zone, and that are not cancelled; the soonest first, at most ${MAX}.`,
    on: (home, meeting, scope) =>
      `${meeting}.leader_id = ${home}.id and ${meeting}.status <> 'CANCELLED' and ${isToday(home, meeting, scope)}`,
    limit: MAX,
    order: soonest,
  })
  todaysMeetings: GroupMeeting[];

  @Many(() => [Session], {
    description: `Sessions that have begun and of which the coach has not said what became of them, the oldest first; at most ${MAX}.`,
    on: (home, session, { asOf }) =>
      `${session}.coach_id = ${home}.id and ${session}.status = 'BOOKED' and ${session}.starts_at <= ${asOf()}`,
    limit: MAX,
    order: soonest,
  })
  unmarkedSessions: Session[];

  @Many(() => [Engagement], {
    description: `Engagements that a client asked for or an admin proposed and that the coach has not signed, the oldest first; at most ${MAX}. \`request\` says what the client wrote.`,
    on: (home, engagement) =>
      `${engagement}.coach_id = ${home}.id and ${engagement}.status = 'PROPOSED' and ${engagement}.coach_signed_at is null`,
    limit: MAX,
    order: oldest,
  })
  requests: Engagement[];

  @Many(() => [Engagement], {
    description: `Engagements of which an agreement waits for the coach’s signature, the oldest first; at most ${MAX}. Those of \`requests\`, and those whose \`proposedAgreement\` changes what holds.`,
    on: (home, engagement) => `${engagement}.coach_id = ${home}.id and ${awaitsSql(engagement, 'coach')}`,
    limit: MAX,
    order: oldest,
  })
  signaturesDue: Engagement[];

  @Sql(() => Int, {
    description: 'How many messages of their clients the coach has not read, in open engagements.',
    sql: (home) =>
      `(select count(*)::int from engagements e cross join lateral (select n.id ${unreadOf('e')}) u` +
      ` where e.org_id = ${home}.org_id and e.coach_id = ${home}.id and e.status ${OPEN})`,
  })
  unreadMessages: number;

  @Many(() => [Engagement], {
    description: `The open engagements that these are in, the oldest first; at most ${MAX}.`,
    on: (home, engagement) =>
      `${engagement}.coach_id = ${home}.id and ${engagement}.status ${OPEN} and exists (select ${unreadOf(engagement)})`,
    limit: MAX,
    order: oldest,
  })
  unreadFrom: Engagement[];

  @Many(() => [ClientAttention], {
    description: `Clients whom the coach works with and who need attention: those with the most reasons first, and of these those with the oldest; at most ${MAX_CLIENTS}.`,
    on: (home, attention, { asOf }) =>
      `${attention}.coach_id = ${home}.id and ${attention}.status ${OPEN} and ${needsAttentionSql(attention, asOf())}`,
    limit: MAX_CLIENTS,
    order: [
      { sql: (attention, { asOf }) => `-${countSql(attention, asOf())}`, type: 'int' },
      { sql: (attention, { asOf }) => oldestSql(attention, asOf()), type: 'timestamptz' },
      { sql: (attention) => `${attention}.id`, type: 'uuid' },
    ],
  })
  attention: ClientAttention[];
}
