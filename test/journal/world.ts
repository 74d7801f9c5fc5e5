import type { MemberActor } from '../../src/db/actor.js';
import { WinsService } from '../../src/journal/wins.service.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import type { TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';

export const DAY = 86_400_000;
export const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();
export const dayIn = (days: number) => inDays(days).slice(0, 10);
export const bare = (id: string) => id.slice(id.indexOf('_') + 1);
export const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';

export const PEOPLE = {
  admin: ['ADMIN'],
  mentor: ['MENTOR'],
  coach: ['COACH'],
  /** Coaches `otherClient` only. */
  otherCoach: ['COACH'],
  client: ['CLIENT'],
  /** Has a pact with the client. */
  buddy: ['CLIENT'],
  otherClient: ['CLIENT'],
} as const;
export type Person = keyof typeof PEOPLE | 'foreigner';

export interface Cast extends Record<Person, MemberActor> {
  /** Of coach and client; bare. */
  engagement: string;
  /** Of client and buddy, in force; bare. */
  pact: string;
}

/** Somebody of each kind, in a database with or without the product on it. */
export async function castOf(database: TestDatabase, slug = 'north'): Promise<Cast> {
  const north = await anOrganization(database, slug);
  const people = {} as Cast;
  for (const [person, roles] of Object.entries(PEOPLE)) {
    people[person as Person] = await aMember(database, north, `Name ${person}`, [...roles]);
  }
  people.foreigner = await aMember(database, await anOrganization(database, `not-${slug}`), 'Finn', [
    'CLIENT',
    'COACH',
    'ADMIN',
  ]);
  people.engagement = await engage(database, people.coach, people.client);
  await engage(database, people.otherCoach, people.otherClient);
  people.pact = await aPact(database, people.client, people.buddy);
  return people;
}

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

/** A pact in force. @returns its bare id */
export async function aPact(
  database: TestDatabase,
  proposer: MemberActor,
  partner: MemberActor,
): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into buddy_pacts (org_id, proposer_id, partner_id, cadence_weeks, starts_on, ends_on, starts_at, ends_at,
       code_expires_at, status, accepted_at)
     values ($1, $2, $3, 1, current_date - 7, current_date + 60, now() - interval '7 days', now() + interval '60 days',
       now(), 'ACTIVE', now() - interval '7 days') returning id`,
    [proposer.orgId, proposer.memberId, partner.memberId],
  );
  return row!.id;
}

/** An active goal. @returns its bare id */
export async function aGoal(
  database: TestDatabase,
  client: MemberActor,
  title = 'Speak in public',
): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into goals (org_id, client_id, horizon, kind, title, measure, unit, baseline, target, target_on, status, activated_at)
     values ($1, $2, 'SHORT', 'SKILL', $3, 'NUMBER', 'talks', 0, 5, current_date + 60, 'ACTIVE', now() - interval '30 days')
     returning id`,
    [client.orgId, client.memberId, title],
  );
  return row!.id;
}

/** Noon of the day so many days before yesterday: the same day in every zone of these tests, whatever the clock says. */
export const noon = (daysBefore: number, minutes = 0) =>
  new Date(Date.parse(`${dayIn(-1 - daysBefore)}T12:00:00Z`) + minutes * 60_000);

/** An action that the client did at that time, or one still to do. @returns its bare id */
export async function anAction(
  database: TestDatabase,
  client: MemberActor,
  goalId: string | null,
  doneAt: Date | null,
): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into actions (org_id, client_id, kind, title, goal_id, assignee_id, created_by, status, done_at, done_on)
     select $1, $2, 'CUSTOM', 'A step', $3, $2, $2, case when $4::timestamptz is null then 'TODO' else 'DONE' end, $4,
            ($4::timestamptz at time zone 'Europe/Berlin')::date returning id`,
    [client.orgId, client.memberId, goalId, doneAt],
  );
  return row!.id;
}

/** What a person can do with a journal, through the API; ids as the API writes them. */
export function journalOf(waymark: TestApp, as: MemberActor | null) {
  const ask = (query: string, variables: Record<string, unknown> = {}) => waymark.send(as, query, variables);
  const SETBACK =
    'id what goal { id } controllability lesson nextExperiment closedAt nothingToLearn archivedAt bounceBackHours reopenings { reason } version';
  const ENTRY =
    'id kind text goal { id } action { id } setback { id } createdAt changedAt archivedAt version';
  const SHARE = 'id clientName personName until takenBackAt stands entry { id } setback { id }';
  const ofId = (name: string, fields: string) => (id: string) =>
    ask(`mutation ($id: ID!) { ${name}(id: $id) { ${fields} } }`, { id });
  return {
    ask,
    logSetback: (input: object = {}) =>
      ask(`mutation ($input: LogSetbackInput!) { logSetback(input: $input) { ${SETBACK} } }`, {
        input: { what: 'The talk was cancelled', controllability: 2, ...input },
      }),
    changeSetback: (id: string, version: number, input: object) =>
      ask(
        `mutation ($id: ID!, $v: Int!, $input: ChangeSetbackInput!) { changeSetback(id: $id, version: $v, input: $input) { ${SETBACK} } }`,
        { id, v: version, input },
      ),
    closeSetback: (id: string, how: { lesson?: string; nothingToLearn?: boolean }) =>
      ask(
        `mutation ($id: ID!, $lesson: String, $nothing: Boolean! = false) {
           closeSetback(id: $id, lesson: $lesson, nothingToLearn: $nothing) { ${SETBACK} } }`,
        { id, lesson: how.lesson, nothing: how.nothingToLearn },
      ),
    reopenSetback: (id: string, reason = 'Too early') =>
      ask(`mutation ($id: ID!, $r: String!) { reopenSetback(id: $id, reason: $r) { ${SETBACK} } }`, {
        id,
        r: reason,
      }),
    archiveSetback: ofId('archiveSetback', SETBACK),
    unarchiveSetback: ofId('unarchiveSetback', SETBACK),
    askQuestion: (input: object = {}) =>
      ask(`mutation ($input: AskQuestionInput!) { askQuestion(input: $input) { ${QUESTION} } }`, {
        input: { text: 'Who decides on talks?', ...input },
      }),
    changeQuestion: (id: string, version: number, input: object) =>
      ask(
        `mutation ($id: ID!, $v: Int!, $input: ChangeQuestionInput!) { changeQuestion(id: $id, version: $v, input: $input) { ${QUESTION} } }`,
        { id, v: version, input },
      ),
    answerQuestion: (id: string, answer = 'Mara does') =>
      ask(`mutation ($id: ID!, $a: String!) { answerQuestion(id: $id, answer: $a) { ${QUESTION} } }`, {
        id,
        a: answer,
      }),
    reopenQuestion: (id: string, reason = 'Not quite') =>
      ask(`mutation ($id: ID!, $r: String!) { reopenQuestion(id: $id, reason: $r) { ${QUESTION} } }`, {
        id,
        r: reason,
      }),
    archiveQuestion: ofId('archiveQuestion', QUESTION),
    unarchiveQuestion: ofId('unarchiveQuestion', QUESTION),
    write: (input: object = {}) =>
      ask(`mutation ($input: WriteJournalEntryInput!) { writeJournalEntry(input: $input) { ${ENTRY} } }`, {
        input: { kind: 'REFLECTION', text: 'What a day', ...input },
      }),
    change: (id: string, version: number, input: object) =>
      ask(
        `mutation ($id: ID!, $v: Int!, $input: ChangeJournalEntryInput!) { changeJournalEntry(id: $id, version: $v, input: $input) { ${ENTRY} } }`,
        { id, v: version, input },
      ),
    archive: ofId('archiveJournalEntry', ENTRY),
    unarchive: ofId('unarchiveJournalEntry', ENTRY),
    entry: (id: string) => ask(`query ($id: ID!) { journalEntry(id: $id) { ${ENTRY} } }`, { id }),
    setback: (id: string) => ask(`query ($id: ID!) { setback(id: $id) { ${SETBACK} } }`, { id }),
    share: (id: string, person: object, until = inDays(7)) =>
      ask(
        `mutation ($id: ID!, $with: ShareWithInput!, $until: Instant!) { shareJournalEntry(id: $id, with: $with, until: $until) { ${SHARE} } }`,
        { id, with: person, until },
      ),
    shareSetback: (id: string, person: object, until = inDays(7)) =>
      ask(
        `mutation ($id: ID!, $with: ShareWithInput!, $until: Instant!) { shareSetback(id: $id, with: $with, until: $until) { ${SHARE} } }`,
        { id, with: person, until },
      ),
    takeBack: ofId('takeBackShare', SHARE),
    propose: (input: object = {}) =>
      ask(
        `mutation ($input: ProposeBuddyPactInput!) { proposeBuddyPact(input: $input) { code pact { ${PACT} } } }`,
        {
          input: { cadenceWeeks: 2, startsOn: dayIn(-1), endsOn: dayIn(60), ...input },
        },
      ),
    open: (secret: string) =>
      ask(`mutation ($c: String!) { openBuddyPact(code: $c) { ${PACT} } }`, { c: secret }),
    accept: ofId('acceptBuddyPact', PACT),
    end: ofId('endBuddyPact', PACT),
    addGoal: (pactId: string, goalId: string, commitment = 'One talk a week') =>
      ask(
        `mutation ($id: ID!, $input: PactGoalInput!) { addPactGoal(pactId: $id, input: $input) { ${PACT_GOAL} version } }`,
        { id: pactId, input: { goalId, commitment } },
      ),
    changeGoal: (id: string, version: number, commitment: string) =>
      ask(
        `mutation ($id: ID!, $v: Int!, $c: String!) { changePactGoal(id: $id, version: $v, commitment: $c) { ${PACT_GOAL} version } }`,
        { id, v: version, c: commitment },
      ),
    removeGoal: ofId('removePactGoal', PACT),
    pact: (id: string, fields = PACT) => ask(`query ($id: ID!) { buddyPact(id: $id) { ${fields} } }`, { id }),
    showWins: (to: string[]) =>
      ask('mutation ($to: [WinAudience!]!) { showWins(to: $to) { shownTo } }', { to }),
    giveKudos: (winId: string) =>
      ask('mutation ($id: ID!) { giveKudos(winId: $id) { id kudosGiven kudos { giverName } } }', {
        id: winId,
      }),
    wins: async () => (await ask('{ myWins { nodes { id kind wonOn activeWeeks } } }')).data.myWins.nodes,
    sharedWithMe: async () =>
      (await ask('{ sharedWithMe { nodes { clientName entry { text } setback { what } } } }')).data
        .sharedWithMe.nodes,
  };
}

export const QUESTION = 'id text answer goal { id } answeredAt archivedAt reopenings { reason } version';
export const PACT_GOAL = 'id title commitment isDone goal { id }';
export const PACT = `id status inForce proposedByMe buddyName cadenceWeeks startsOn endsOn nextOn codeExpiresAt acceptedAt endedAt
  myGoals { ${PACT_GOAL} } buddyGoals { ${PACT_GOAL} }`;

export interface World extends Cast {
  waymark: TestApp;
  /** A pact and an engagement as the API names them. */
  withBuddy: { pactId: string };
  withCoach: { engagementId: string };
  deriveWins(client: MemberActor): Promise<void>;
}

export async function startWorld(): Promise<World> {
  return worldOf(await startApp());
}

/** The product with another cast, strangers to all before. */
export async function worldOf(waymark: TestApp, slug?: string): Promise<World> {
  const cast = await castOf(waymark.database, slug);
  const wins = waymark.app.get(WinsService);
  return {
    ...cast,
    waymark,
    withBuddy: { pactId: `buddy-pact_${cast.pact}` },
    withCoach: { engagementId: `engagement_${cast.engagement}` },
    deriveWins: ({ orgId, memberId }) => wins.derive(orgId, memberId, new Date()),
  };
}
