// Engagements, and what the people in them keep there.
import { Tokens } from '../src/auth/tokens.js';
import { canary } from './canary.js';
import type { Person, Who } from './cast.js';
import type { System } from './system.js';
import { addNoteTemplates, addSessionContent } from './world.session-content.js';
import { addRecurring } from './world.sessions.js';
import { adder, type Add, type Organization } from './world.js';

const HOUR = 3_600_000;
const fromNow = (hours: number) => new Date(Math.floor(Date.now() / HOUR) * HOUR + hours * HOUR);
const dayFromNow = (days: number) =>
  fromNow(days * 24)
    .toISOString()
    .slice(0, 10);

interface Place {
  add: Add;
  system: System;
  organization: Organization;
}

interface Pair {
  engagement: string;
  coach: Who;
  client: Who;
}

export async function addCoaching(system: System, organization: Organization): Promise<void> {
  const place = { add: adder(system), system, organization };
  const { people } = organization;
  for (const person of ['client', 'otherClient', 'formerClient', 'newClient', 'coachClient'] as const) {
    const client = people[person];
    await system.sql.query(
      'update clients set job_title = $3, department = $4, location = $5 where org_id = $1 and id = $2',
      [organization.id, client.memberId, canary('Title'), canary('Department'), canary('Location')],
    );
    await addGoals(place, client);
    await addReviews(place, client, person);
  }
  await system.sql.query(
    `update coaches set biography = 'About me', specialties = '{Leading}' where org_id = $1`,
    [organization.id],
  );
  const pairs: [Person, Person, string][] = [
    ['coach', 'client', 'ACTIVE'],
    ['otherCoach', 'otherClient', 'ACTIVE'],
    ['otherCoach', 'coachClient', 'PAUSED'],
    ['coachClient', 'newClient', 'ACTIVE'],
    ['coach', 'formerClient', 'ACTIVE'],
    ['formerCoach', 'client', 'ACTIVE'],
  ];
  for (const [hour, [coach, client, status]] of pairs.entries()) {
    const pair = await addEngagement(place, coach, client, status);
    await addSessions(place, pair, hour);
    await addRecurring(system, organization, pair, hour);
    await addSessionContent(system, organization, pair);
  }
  await addNoteTemplates(system, organization);
  await addEngagement(place, 'coach', 'newClient', 'PROPOSED');
  await system.sql.query(
    `update engagements set status = 'COMPLETED', ends_on = '2026-11-01' where org_id = $1 and client_id = $2`,
    [organization.id, people.formerClient.memberId],
  );
  await system.sql.query(`update members set roles = '{MENTOR}' where org_id = $1 and id = $2`, [
    organization.id,
    people.formerCoach.memberId,
  ]);
}

async function addEngagement(
  { add, organization }: Place,
  coach: Person,
  client: Person,
  status: string,
): Promise<Pair> {
  const { people, id } = organization;
  const signed = status === 'PROPOSED' ? null : new Date();
  const engagement = await add('engagements', {
    org_id: id,
    coach_id: people[coach].memberId,
    client_id: people[client].memberId,
    starts_on: '2026-01-05',
    status,
    coach_signed_at: signed,
    client_signed_at: signed,
  });
  return { engagement, coach: people[coach], client: people[client] };
}

/** A goal in each state, one that serves another, one by milestones; with progress and its revisions. */
async function addGoals({ add, organization }: Place, client: Who): Promise<void> {
  const own = { org_id: organization.id, client_id: client.memberId };
  const goal = (row: Record<string, unknown>) =>
    add('goals', {
      ...own,
      horizon: 'SHORT',
      kind: 'SKILL',
      title: canary('Goal'),
      behaviour: canary('Behaviour'),
      support: canary('Support'),
      measure: 'NUMBER',
      unit: 'talks',
      baseline: 0,
      target: 10,
      target_on: dayFromNow(25),
      confidence: 8,
      ...row,
    });
  await goal({ status: 'DRAFT' });
  await goal({ status: 'PAUSED', activated_at: fromNow(-240) });
  await goal({ status: 'ACHIEVED', activated_at: fromNow(-240), closed_at: fromNow(-24) });
  const active = await goal({ status: 'ACTIVE', activated_at: fromNow(-240) });
  const steps = await goal({
    status: 'ACTIVE',
    measure: 'MILESTONES',
    unit: null,
    baseline: null,
    target: null,
    parent_id: active,
    activated_at: fromNow(-240),
  });
  for (const position of [1, 2, 3]) {
    await add('goal_milestones', {
      ...own,
      goal_id: steps,
      position,
      title: canary('Milestone'),
      due_on: dayFromNow(position * 7),
    });
  }
  let last = '';
  for (const value of [1, 2, 3]) {
    last = await add('goal_progress', {
      ...own,
      goal_id: active,
      value,
      note: canary('Note'),
      at: fromNow(-100 + value * 10),
    });
  }
  await add('goal_revisions', {
    ...own,
    goal_id: active,
    version: 2,
    author_id: client.memberId,
    reason: canary('Reason'),
    changes: JSON.stringify([{ field: 'TITLE', before: canary('Before'), after: canary('After') }]),
  });
  await add('goal_progress', {
    ...own,
    goal_id: active,
    value: 4,
    note: canary('Note'),
    at: fromNow(-60),
    corrects_id: last,
    correction_reason: canary('Correction'),
    corrected_by: client.memberId,
  });
}

/** Sessions that can be moved, marked and looked back on, with a note of each side. */
async function addSessions(
  { add, system, organization }: Place,
  { engagement, coach, client }: Pair,
  hour: number,
) {
  const session = (hours: number, status: string) =>
    add('sessions', {
      org_id: organization.id,
      engagement_id: engagement,
      coach_id: coach.memberId,
      client_id: client.memberId,
      starts_at: fromNow(hours + hour),
      ends_at: fromNow(hours + hour + 1),
      place: canary('Room'),
      status,
    });
  // Without a recording.
  await session(-120, 'HELD');
  await session(-96, 'HELD');
  const past = await session(-48, 'BOOKED');
  await session(72, 'BOOKED');
  for (const author of [coach, client]) {
    await say(
      system,
      author,
      `mutation ($id: ID!, $text: String!) { addSessionNote(sessionId: $id, text: $text) { id } }`,
      {
        id: `session_${past}`,
        text: canary('Noted'),
      },
    );
  }
}

/** An answered and an open review; the plan of who is coached by two hats rests, so that it can be resumed. */
async function addReviews({ add, system, organization }: Place, client: Who, person: Person): Promise<void> {
  const own = { org_id: organization.id, client_id: client.memberId };
  const rests = person === 'coachClient';
  const plan = await add('review_plans', {
    ...own,
    kind: 'SELF',
    rrule: 'FREQ=WEEKLY;BYDAY=MO',
    starts_on: '2026-10-05',
    local_time: '09:00',
    time_chosen: true,
    period_days: 7,
    status: rests ? 'PAUSED' : 'ACTIVE',
    ...(!rests && { next_on: dayFromNow(5), next_time: '09:00', next_at: fromNow(120) }),
  });
  const review = (days: number) =>
    add('reviews', {
      ...own,
      plan_id: plan,
      kind: 'SELF',
      due_on: dayFromNow(days),
      due_at: fromNow(days * 24),
    });
  const answered = await review(-9);
  await say(
    system,
    client,
    `mutation ($id: ID!, $input: AnswerReviewInput!) { answerReview(id: $id, input: $input) { id } }`,
    {
      id: `review_${answered}`,
      input: { wentWell: canary('Well'), blockers: canary('Blocker'), nextCommitment: canary('Next') },
    },
  );
  const open = await review(-2);
  await add('reminders', {
    org_id: organization.id,
    purpose: 'REVIEW_DUE',
    subject_id: open,
    subject_version: 1,
    recipient_id: client.memberId,
    due_at: fromNow(-48),
    expires_at: fromNow(48),
    chosen_time: true,
    state: 'SENT',
    sent_at: fromNow(-48),
  });
  if (person === 'otherClient')
    await add('reminder_opt_outs', { org_id: organization.id, member_id: client.memberId, topic: 'REVIEWS' });
}

/** Does through the API what seals; what fails there is no world to verify. */
export async function say(
  system: System,
  { orgId, memberId, signInId }: Who,
  query: string,
  variables: object,
) {
  const { rows } = await system.sql.query('select roles from members where org_id = $1 and id = $2', [
    orgId,
    memberId,
  ]);
  const { roles } = rows[0] as Pick<Who, 'roles'>;
  const token = await system.app.get(Tokens).access({ kind: 'member', orgId, memberId, roles, signInId });
  const { text } = await system.post(token, query, variables);
  if (text.includes('"errors"')) throw new Error(`The world cannot be built: ${text}`);
}
