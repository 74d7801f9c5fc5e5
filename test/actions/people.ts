import type { MemberActor } from '../../src/db/actor.js';
import type { Answer, TestApp } from '../setup/app.js';
import type { TestDatabase } from '../setup/database.js';

const DAY = 86_400_000;

/** The day so many days from now, in Berlin, where the people of tests live. */
export const inDays = (days: number) =>
  new Date(Date.now() + days * DAY).toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });

/** The Monday of the week so many weeks from now, in Berlin. */
export function monday(weeks = 0): string {
  const today = new Date(`${inDays(0)}T00:00:00Z`);
  const back = (today.getUTCDay() + 6) % 7;
  return new Date(today.getTime() + (7 * weeks - back) * DAY).toISOString().slice(0, 10);
}

/** Lets the coach see the client's actions. @returns the engagement's id */
export async function engage(
  database: TestDatabase,
  coach: MemberActor,
  client: MemberActor,
): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, '2026-01-05', 'ACTIVE', now(), now()) returning id`,
    [coach.orgId, coach.memberId, client.memberId],
  );
  return row!.id;
}

export const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';

/** How often each code was answered. */
export function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[code(answer)] = (counts[code(answer)] ?? 0) + 1;
  return counts;
}

const SHOWN = `id title kind status reason dueOn doneOn evidence evidenceUrl reschedules suggestion stretch tags version
  reflectionQuestion archivedAt`;

/** What a person can do with actions, through the API; ids as the API writes them. */
export function actionsOf(waymark: TestApp, as: MemberActor | null) {
  const act = (text: string, variables: Record<string, unknown> = {}) => waymark.send(as, text, variables);
  const ofId =
    (name: string, more = '') =>
    (id: string) =>
      act(`mutation ($id: ID!) { ${name}(id: $id${more}) { ${SHOWN} } }`, { id });
  const create = (input: object = {}, clientId?: string) =>
    act(
      `mutation ($input: CreateActionInput!, $clientId: ID) {
         createAction(input: $input, clientId: $clientId) { ${SHOWN} } }`,
      { input: { kind: 'NETWORKING', title: 'Call an old colleague', ...input }, clientId },
    );
  return {
    create,
    /** @returns the id of a new action */
    added: async (input: object = {}, clientId?: string): Promise<string> =>
      (await create(input, clientId)).data.createAction.id,
    update: (id: string, version: number, input: object) =>
      act(
        `mutation ($id: ID!, $v: Int!, $input: UpdateActionInput!) {
           updateAction(id: $id, version: $v, input: $input) { ${SHOWN} assignee { id } goal { id } } }`,
        { id, v: version, input },
      ),
    start: ofId('startAction'),
    reopen: ofId('reopenAction'),
    skip: ofId('skipAction', ', reason: "No time"'),
    drop: ofId('dropAction', ', reason: "Of no use"'),
    archive: ofId('archiveAction'),
    unarchive: ofId('unarchiveAction'),
    complete: (id: string, input: object = {}) =>
      act(
        `mutation ($id: ID!, $input: CompleteActionInput!) { completeAction(id: $id, input: $input) { ${SHOWN} doneAt } }`,
        { id, input },
      ),
    reschedule: (id: string, dueOn: string) =>
      act(
        `mutation ($id: ID!, $on: LocalDate!) { rescheduleAction(id: $id, dueOn: $on) { ${SHOWN}
           rescheduleHistory { nodes { fromOn toOn author { name } } } } }`,
        { id, on: dueOn },
      ),
    split: (id: string, parts: object[]) =>
      act(
        `mutation ($id: ID!, $parts: [ActionPartInput!]!) { splitAction(id: $id, parts: $parts) { ${SHOWN}
           parts { title kind status dueOn effortMinutes splitFrom { id } } } }`,
        { id, parts },
      ),
    correct: (id: string, input: object) =>
      act(
        `mutation ($id: ID!, $input: CorrectDoneInput!) { correctDone(id: $id, input: $input) { ${SHOWN}
           corrections { nodes { wasOn isOn reason author { name } } } } }`,
        { id, input },
      ),
    reflect: (id: string, answer: string) =>
      act(
        `mutation ($id: ID!, $answer: String!) { reflectOnAction(id: $id, answer: $answer) {
           reflectionQuestion reflection { answer } } }`,
        { id, answer },
      ),
    read: (id: string, fields: string) => act(`query ($id: ID!) { action(id: $id) { ${fields} } }`, { id }),
    commit: (input: object) =>
      act(
        'mutation ($input: CommitWeeklyInput!) { commitWeekly(input: $input) { id fromOn actionsPerWeek } }',
        { input },
      ),
    takeOff: (week: string, kind: 'LEAVE' | 'GRACE') =>
      act(
        `mutation ($week: LocalDate!, $kind: WeekOffKind!) {
           takeWeekOff(week: $week, kind: $kind) { id weekOn kind returnedAt } }`,
        { week, kind },
      ),
    giveBack: (id: string) => act('mutation ($id: ID!) { giveWeekBack(id: $id) { id returnedAt } }', { id }),
    plan: (input: object) =>
      act(
        `mutation ($input: IfThenPlanInput!) { createIfThenPlan(input: $input) {
           id cue time weekdays minutes place response nextAt version } }`,
        { input: { cue: 'ACTION_DONE', response: 'I pour a tea', ...input } },
      ),
    changePlan: (id: string, version: number, input: object) =>
      act(
        `mutation ($id: ID!, $v: Int!, $input: IfThenPlanInput!) {
           changeIfThenPlan(id: $id, version: $v, input: $input) { id cue response version } }`,
        { id, v: version, input },
      ),
    archivePlan: (id: string) =>
      act('mutation ($id: ID!) { archiveIfThenPlan(id: $id) { archivedAt nextAt } }', { id }),
    unarchivePlan: (id: string) =>
      act('mutation ($id: ID!) { unarchiveIfThenPlan(id: $id) { archivedAt nextAt } }', { id }),
    see: (id: string) => act('mutation ($id: ID!) { markPromptSeen(id: $id) { seenAt } }', { id }),
    /** What the person reads of a client. */
    ofClient: (client: MemberActor, fields: string) =>
      act(`query ($id: ID!) { client(id: $id) { ${fields} } }`, { id: `client_${client.memberId}` }),
  };
}
