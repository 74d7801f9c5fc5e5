import type { MemberActor } from '../../src/db/actor.js';
import type { Answer, TestApp } from '../setup/app.js';
import type { TestDatabase } from '../setup/database.js';

const DAY = 86_400_000;

/** The day so many days from now, in Berlin, where the people of tests live. */
export const inDays = (days: number) =>
  new Date(Date.now() + days * DAY).toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });
export const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();

/** Lets the coach see the client's goals. */
export async function engage(database: TestDatabase, coach: MemberActor, client: MemberActor): Promise<void> {
  await database.owner(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, '2026-01-05', 'ACTIVE', now(), now())`,
    [coach.orgId, coach.memberId, client.memberId],
  );
}

/** A goal that passes the SMART check. */
export const talks = {
  horizon: 'SHORT',
  kind: 'SKILL',
  title: 'Speak in public',
  behaviour: 'Give talks at meetups',
  measure: 'NUMBER',
  unit: 'talks',
  baseline: 0,
  target: 10,
  targetOn: inDays(60),
  confidence: 8,
  milestones: [{ title: 'First talk', dueOn: inDays(10) }],
};

/** A goal that is measured by attainment levels. */
export const scaled = {
  ...talks,
  measure: 'GAS',
  unit: null,
  baseline: -1,
  target: null,
  levels: ['No talk', 'A talk to my team', 'A talk to the company', 'A talk at a meetup', 'A keynote'],
  importance: 3,
  difficulty: 1,
};

export const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';

/** What a person can do with goals, through the API; ids as the API writes them. */
export function goalsOf(waymark: TestApp, as: MemberActor | null) {
  const act = (text: string, variables: Record<string, unknown>) => waymark.send(as, text, variables);
  const ofId =
    (name: string, more = '') =>
    (id: string) =>
      act(`mutation ($id: ID!) { ${name}(id: $id${more}) { id status version } }`, { id });
  return {
    create: (input: object = {}) =>
      act('mutation ($input: CreateGoalInput!) { createGoal(input: $input) { id status version } }', {
        input: { ...talks, ...input },
      }),
    update: (id: string, version: number, input: object) =>
      act(
        `mutation ($id: ID!, $v: Int!, $input: UpdateGoalInput!) { updateGoal(id: $id, version: $v, input: $input) {
           id version title progress lastValue latestProgress { value } segmentStartedAt parent { id } } }`,
        { id, v: version, input },
      ),
    activate: ofId('activateGoal'),
    pause: ofId('pauseGoal'),
    resume: ofId('resumeGoal'),
    complete: ofId('completeGoal', ', outcome: ACHIEVED'),
    completePartly: ofId('completeGoal', ', outcome: PARTLY'),
    abandon: ofId('abandonGoal', ', reason: "Another job"'),
    reopen: ofId('reopenGoal', ', reason: "Too early"'),
    correctOutcome: ofId('correctGoalOutcome', ', outcome: PARTLY, reason: "Not all of it"'),
    archive: ofId('archiveGoal'),
    unarchive: ofId('unarchiveGoal'),
    supersede: (id: string, successorId: string) =>
      act(
        `mutation ($id: ID!, $by: ID!) { supersedeGoal(id: $id, successorId: $by, reason: "One for both") {
           id status version successor { id } } }`,
        { id, by: successorId },
      ),
    tag: (id: string, tags: string[]) =>
      act('mutation ($id: ID!, $tags: [String!]!) { tagGoal(id: $id, tags: $tags) { id tags version } }', {
        id,
        tags,
      }),
    confirmScale: (id: string, version = 1) =>
      act(
        `mutation ($id: ID!, $v: Int!) { confirmGoalScale(id: $id, version: $v) {
           id scale { version confirmedByClientAt confirmedByCoachAt lockedAt } } }`,
        { id, v: version },
      ),
    confirmRating: (id: string) =>
      act(
        'mutation ($id: ID!) { confirmRating(id: $id) { id confirmedAt goal { id progress scale { level } } } }',
        {
          id,
        },
      ),
    log: (goalId: string, input: object) =>
      act(
        `mutation ($id: ID!, $input: LogProgressInput!) { logProgress(goalId: $id, input: $input) {
           id status version progress lastValue lastProgressAt latestProgress { id value note at } } }`,
        { id: goalId, input },
      ),
    correct: (id: string, input: object) =>
      act(
        `mutation ($id: ID!, $input: CorrectProgressInput!) { correctProgress(id: $id, input: $input) {
           id lastValue latestProgress { id value note at correctionReason corrects { id value } }
           progressUpdates { nodes { value } } } }`,
        { id, input },
      ),
    addMilestone: (goalId: string, input: object) =>
      act(
        `mutation ($id: ID!, $input: GoalMilestoneInput!) { addMilestone(goalId: $id, input: $input) {
           id version milestones { id title position dueOn } } }`,
        { id: goalId, input },
      ),
    completeMilestone: (id: string) =>
      act(`mutation ($id: ID!) { completeMilestone(id: $id) { id doneAt goal { id progress } } }`, { id }),
    reopenMilestone: (id: string) =>
      act(
        'mutation ($id: ID!) { reopenMilestone(id: $id, reason: "Another one") { id doneAt goal { id progress version } } }',
        { id },
      ),
    removeMilestone: (id: string) =>
      act(
        'mutation ($id: ID!) { removeMilestone(id: $id, reason: "Not needed") { id version milestones { title position } } }',
        { id },
      ),
    read: (id: string, fields: string) => act(`query ($id: ID!) { goal(id: $id) { ${fields} } }`, { id }),
    /** @returns the id of a new draft */
    draft: async (input: object = {}): Promise<string> =>
      (
        await act('mutation ($input: CreateGoalInput!) { createGoal(input: $input) { id } }', {
          input: { ...talks, ...input },
        })
      ).data.createGoal.id,
  };
}
