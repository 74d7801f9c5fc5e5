import { openSql } from '../actions/action.sql.js';
import { ActionItem } from '../actions/actions.graphql.js';
import { CheckInScores } from '../checkins/check-in-scores.graphql.js';
import { WeeklyPulse } from '../checkins/weekly-pulses.graphql.js';
import { Client } from '../clients/clients.graphql.js';
import { Engagement } from '../engagements/engagements.graphql.js';
import { Goal } from '../goals/goals.graphql.js';
import type { OrderBy, Row } from '../graphql/read/declaration.js';
import { Many, One, Reads } from '../graphql/read/declare.js';
import { JournalEntry } from '../journal/journal-entries.graphql.js';
import { Setback } from '../journal/setbacks.graphql.js';
import { Win } from '../journal/wins.graphql.js';
import { Review } from '../reviews/reviews.graphql.js';
import { AgendaItem } from '../sessions/agenda-items.graphql.js';
import { Session } from '../sessions/sessions.graphql.js';

const MAX = 20;
const MAX_AGENDA = 60;
const MAX_ACTIONS = 50;

const ofClient = (home: Row, row: Row) => `${row}.client_id = ${home}.client_id`;
const by = (column: string, type: OrderBy['type'], descending = false): OrderBy[] => [
  { sql: (row) => `${row}.${column}`, type, descending },
  { sql: (row) => `${row}.id`, type: 'uuid', descending },
];
const latestFirst: OrderBy[] = [{ sql: (row) => `${row}.id`, type: 'uuid', descending: true }];

/** A session of the same engagement that was held before this one. */
const heldBefore = (home: Row, session: Row) =>
  `${session}.org_id = ${home}.org_id and ${session}.client_id = ${home}.client_id and ${session}.engagement_id = ${home}.engagement_id` +
  ` and ${session}.status = 'HELD' and ${session}.starts_at < ${home}.starts_at`;
const lastHeldAt = (home: Row) =>
  `coalesce((select max(s.starts_at) from sessions s where ${heldBefore(home, 's')}), '-infinity')`;
const SINCE = 'since the last session, or ever before the first';

/** Whether something was shared with the actor since then, and still is. */
const sharedSince = (home: Row, row: Row, column: string) =>
  `${ofClient(home, row)} and exists (select from journal_shares j where j.org_id = ${row}.org_id and j.client_id = ${row}.client_id` +
  ` and j.${column} = ${row}.id and j.person_id = (select app.member_id()) and j.taken_back_at is null and j.given_at > ${lastHeldAt(home)})`;

@Reads('sessions', {
  description:
    'What its coach looks at before a session. It holds what they may see elsewhere: what is not for them is empty or null.',
})
export class SessionHome {
  @One(() => Session, {
    description: 'The session.',
    on: (home, session) => `${session}.id = ${home}.id`,
  })
  session: Session;

  @One(() => Client, {
    description: 'Who comes, and what they work as.',
    on: (home, client) => `${client}.id = ${home}.client_id`,
  })
  client: Client;

  @One(() => Engagement, {
    description:
      'The engagement: since when, what is agreed, what is left of the allocation, unread messages, the last alliance pulse.',
    on: (home, engagement) => `${engagement}.id = ${home}.engagement_id`,
  })
  engagement: Engagement;

  @One(() => Session, {
    nullable: true,
    description:
      'The last session held before it in this engagement, with what was noted, for both and privately, and agreed; null before the first.',
    on: heldBefore,
    order: by('starts_at', 'timestamptz', true),
  })
  lastSession: Session | null;

  @Many(() => [AgendaItem], {
    description: `What is open on its agenda, in its order, and then what waits for a next session; at most ${MAX_AGENDA}.`,
    on: (home, item) =>
      `${item}.engagement_id = ${home}.engagement_id and ${item}.done_at is null and (${item}.session_id = ${home}.id or ${item}.session_id is null)`,
    limit: MAX_AGENDA,
    order: [
      { sql: (item) => `case when ${item}.session_id is null then 1 else 0 end`, type: 'int' },
      { sql: (item) => `${item}.position`, type: 'int' },
      { sql: (item) => `${item}.id`, type: 'uuid' },
    ],
  })
  openAgenda: AgendaItem[];

  @Many(() => [ActionItem], {
    description: `The client’s open actions, the soonest due first, those without a day last; at most ${MAX_ACTIONS}.`,
    on: (home, action) => `${ofClient(home, action)} and ${openSql(action)}`,
    limit: MAX_ACTIONS,
    order: [
      { sql: (action) => `coalesce(${action}.due_on, 'infinity')`, type: 'date' },
      { sql: (action) => `${action}.id`, type: 'uuid' },
    ],
  })
  openActions: ActionItem[];

  @Many(() => [Goal], {
    description: `The client’s active goals, those with the nearest date first; at most ${MAX}.`,
    on: (home, goal) => `${ofClient(home, goal)} and ${goal}.status = 'ACTIVE'`,
    limit: MAX,
    order: [
      { sql: (goal) => `coalesce(${goal}.target_on, 'infinity')`, type: 'date' },
      { sql: (goal) => `${goal}.id`, type: 'uuid' },
    ],
  })
  activeGoals: Goal[];

  @One(() => CheckInScores, {
    nullable: true,
    description:
      'The latest submitted check-in that is not flagged, with its labels; null before the first, and without consent to CHECK_INS.',
    on: (home, scores) => `${ofClient(home, scores)} and not ${scores}.flagged`,
    order: by('submitted_at', 'timestamptz', true),
  })
  stuck: CheckInScores | null;

  @One(() => WeeklyPulse, {
    nullable: true,
    description:
      'How stuck the last week felt of which the client said it; null before the first, and without consent to CHECK_INS.',
    on: ofClient,
    order: by('week_on', 'date', true),
  })
  pulse: WeeklyPulse | null;

  @Many(() => [JournalEntry], {
    description: `Journal entries that the client shared with you ${SINCE}, and still shares; the latest first, at most ${MAX}.`,
    on: (home, entry) => sharedSince(home, entry, 'entry_id'),
    limit: MAX,
    order: latestFirst,
  })
  sharedEntries: JournalEntry[];

  @Many(() => [Setback], {
    description: `Setbacks that the client shared with you ${SINCE}, and still shares; the latest first, at most ${MAX}.`,
    on: (home, setback) => sharedSince(home, setback, 'setback_id'),
    limit: MAX,
    order: latestFirst,
  })
  sharedSetbacks: Setback[];

  @Many(() => [Win], {
    description: `Wins of the client ${SINCE} that they show to you, the latest first; at most ${MAX}.`,
    on: (home, win) =>
      `${ofClient(home, win)} and ${win}.withdrawn_at is null and ${win}.at > ${lastHeldAt(home)}`,
    limit: MAX,
    order: by('at', 'timestamptz', true),
  })
  wins: Win[];

  @One(() => Review, {
    nullable: true,
    description: 'The last review that the client answered, with the answers; null before the first.',
    on: (home, review) => `${ofClient(home, review)} and ${review}.status = 'ANSWERED'`,
    order: by('due_at', 'timestamptz', true),
  })
  lastReview: Review | null;
}
