// Guarantees: rows reach the database in the order that their foreign keys ask for, in few statements.
import type { Client } from 'pg';

/** A row by its column names; columns that it leaves out get their default. */
export type Row = Record<string, unknown>;

/** Every table that is seeded, each behind those that it refers to. */
export const TABLES = [
  'organizations',
  'users',
  'members',
  'clients',
  'coaches',
  'coach_schedules',
  'availability_hours',
  'availability_exceptions',
  'availability_reasons',
  'engagements',
  'agreements',
  'coach_requests',
  'coach_offers',
  'consents',
  'check_ins',
  'check_in_answers',
  'check_in_scores',
  'check_in_labels',
  'check_in_schedules',
  'weekly_pulses',
  'role_snapshots',
  'role_aspects',
  'client_values',
  'client_constraints',
  'skill_claims',
  'target_roles',
  'target_role_skills',
  'gaps',
  'goals',
  'goal_milestones',
  'goal_progress',
  'goal_revisions',
  'goal_scale_confirmations',
  'goal_rating_confirmations',
  'tasks',
  'actions',
  'action_reschedules',
  'action_reflections',
  'weekly_commitments',
  'commitment_weeks_off',
  'if_then_plans',
  'if_then_prompts',
  'opportunities',
  'opportunity_skills',
  'opportunity_applications',
  'contacts',
  'documents',
  'document_versions',
  'document_goals',
  'setbacks',
  'questions',
  'journal_entries',
  'buddy_pacts',
  'pact_goals',
  'journal_shares',
  'wins',
  'win_audiences',
  'kudos',
  'learning_items',
  'credentials',
  'programmes',
  'programme_steps',
  'enrolments',
  'enrolment_marks',
  'stories',
  'story_skills',
  'risks',
  'peer_studies',
  'session_series',
  'sessions',
  'agenda_items',
  'session_notes',
  'private_notes',
  'note_templates',
  'session_actions',
  'session_ratings',
  'session_recordings',
  'alliance_pulses',
  'allocations',
  'allocation_entries',
  'messages',
  'message_reads',
  'groups',
  'group_memberships',
  'group_meetings',
  'group_answers',
  'group_attendance_marks',
  'group_meeting_notes',
  'data_keys',
  'review_plans',
  'reviews',
  'review_answers',
  'review_goals',
  'reminders',
] as const;
export type Table = (typeof TABLES)[number];

/** Triggers have made some of these rows, known by these columns; what is told of them is filled in. */
const MADE_BY_TRIGGER: Partial<Record<Table, string>> = {
  clients: 'org_id, id',
  coaches: 'org_id, id',
  coach_schedules: 'org_id, id',
  check_in_schedules: 'org_id, id',
  // With their engagement, and without an id that is the same on any day.
  agreements: 'org_id, engagement_id, number',
};

/** Rows of one statement: some 1 MB of JSON. */
const BATCH = 5_000;

/**
 * Inserts rows of one table as the owner. All rows of a call have the same columns.
 * @param done called with the number of rows of each statement
 */
export async function insertRows(
  client: Client,
  table: Table,
  rows: readonly Row[],
  done: (count: number) => void = () => undefined,
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!).map((column) => client.escapeIdentifier(column));
  const made = MADE_BY_TRIGGER[table];
  const conflict = made
    ? ` on conflict (${made}) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`
    : '';
  const text =
    `insert into ${table} (${columns.join(', ')}) select ${columns.join(', ')}` +
    ` from json_populate_recordset(null::${table}, $1)${conflict}`;
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH);
    await client.query(text, [JSON.stringify(batch)]);
    done(batch.length);
  }
}
