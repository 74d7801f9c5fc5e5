import type { MemberActor } from '../../src/db/actor.js';
import { CheckInsOpening } from '../../src/checkins/check-ins.opening.js';
import type { Answer, TestApp } from '../setup/app.js';
import type { TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';
import { answersFor, type RawPoints } from './items.js';

/** Two organizations, and who in the first works with whom. */
export interface World {
  north: string;
  client: MemberActor;
  /** Of the same organization: could be anybody's buddy. */
  otherClient: MemberActor;
  /** Coaches the client, who lets them see check-ins. */
  coach: MemberActor;
  /** Coaches the client as well, and was given no consent. */
  coachWithout: MemberActor;
  coachOfAnother: MemberActor;
  mentor: MemberActor;
  admin: MemberActor;
  adminCoach: MemberActor;
  /** Everything at once, in another organization. */
  stranger: MemberActor;
}

export async function aWorld(database: TestDatabase): Promise<World> {
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  const world: World = {
    north,
    client: await aMember(database, north, 'Clio', ['CLIENT']),
    otherClient: await aMember(database, north, 'Odo', ['CLIENT']),
    coach: await aMember(database, north, 'Cora', ['COACH']),
    coachWithout: await aMember(database, north, 'Carl', ['COACH']),
    coachOfAnother: await aMember(database, north, 'Otto', ['COACH', 'CLIENT']),
    mentor: await aMember(database, north, 'Mia', ['MENTOR']),
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    adminCoach: await aMember(database, north, 'Alma', ['ADMIN', 'COACH']),
    stranger: await aMember(database, south, 'Finn', ['ADMIN', 'COACH', 'CLIENT']),
  };
  await engage(database, world.coach, world.client);
  await engage(database, world.coachWithout, world.client);
  await engage(database, world.coachOfAnother, world.otherClient);
  await consent(database, world.coach, world.client);
  return world;
}

/** @returns the engagement, signed by both */
export async function engage(
  database: TestDatabase,
  coach: MemberActor,
  client: MemberActor,
): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, '2026-01-01', 'ACTIVE', now(), now()) returning id`,
    [coach.orgId, coach.memberId, client.memberId],
  );
  return row!.id;
}

/** Lets the coach of the pair's engagement see the client's check-ins. */
export async function consent(
  database: TestDatabase,
  coach: MemberActor,
  client: MemberActor,
): Promise<void> {
  await database.owner(
    `insert into consents (org_id, client_id, coach_id, engagement_id, subject)
     select org_id, client_id, coach_id, id, 'CHECK_INS' from engagements where coach_id = $1 and client_id = $2`,
    [coach.memberId, client.memberId],
  );
}

export const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';
export const bare = (id: string) => id.split('_')[1]!;

export const SCORES = `submittedAt index band boredom unchallenged undervalued postponing frustration motivationLoss
  blockedAbove answered items coverage straightLining incomplete flagged
  change { previousIndex difference verdict } labels { label dimensions nextStep nextStepWords items { position dimension } }`;
const STATE = 'id trigger status startedAt submittedAt discardedAt version';

/** What a person can do with check-ins, through the API. */
export function checkInsOf(waymark: TestApp, as: MemberActor | null) {
  const act = (text: string, variables: Record<string, unknown> = {}) => waymark.send(as, text, variables);
  const own = {
    start: () => act(`mutation { startCheckIn { ${STATE} } }`),
    /** @param answers by position */
    answer: (id: string, answers: Iterable<readonly [number, number | null]>) =>
      act(
        `mutation ($id: ID!, $answers: [CheckInAnswerInput!]!) { answerCheckIn(id: $id, answers: $answers) {
           ${STATE} answers { given { position answer } } scores { index } } }`,
        { id, answers: [...answers].map(([position, answer]) => ({ position, answer })) },
      ),
    submit: (id: string) =>
      act(`mutation ($id: ID!) { submitCheckIn(id: $id) { ${STATE} scores { ${SCORES} } } }`, { id }),
    discard: (id: string) =>
      act(
        `mutation ($id: ID!) { discardCheckIn(id: $id) { ${STATE} scores { index } answers { given { answer } } } }`,
        {
          id,
        },
      ),
    pulse: (felt: number) =>
      act('mutation ($felt: Int!) { recordPulse(felt: $felt) { id weekOn felt version } }', { felt }),
    read: (id: string, fields = STATE) => act(`query ($id: ID!) { checkIn(id: $id) { ${fields} } }`, { id }),
    mine: (fields: string) => act(`{ me { client { ${fields} } } }`),
    items: async () =>
      (await act('{ currentInstrument { items { position dimension reversed text } } }')).data
        .currentInstrument.items,
    /** Takes a whole check-in. @param raw points 0 to 12 a dimension @returns its id */
    take: async (raw: RawPoints): Promise<string> => {
      const started = await own.start();
      if (started.errors) throw new Error(started.text);
      const { id } = started.data.startCheckIn as { id: string };
      await own.answer(id, answersFor(raw, await own.items()));
      const submitted = await own.submit(id);
      if (submitted.errors) throw new Error(submitted.text);
      return id;
    },
  };
  return own;
}

/** Puts a submitted check-in as many days back as if it had been taken then. */
export async function backdate({ owner }: TestDatabase, id: string, days: number): Promise<void> {
  await owner(
    `update check_ins set opened_at = opened_at - $2::interval, started_at = started_at - $2::interval,
       submitted_at = submitted_at - $2::interval where id = $1`,
    [bare(id), `${days * 24} hours`],
  );
  await owner(`update check_in_scores set submitted_at = submitted_at - $2::interval where id = $1`, [
    bare(id),
    `${days * 24} hours`,
  ]);
}

/** Lets the sweep run at an instant. */
export const sweepAt = ({ app }: TestApp, at: Date) =>
  app.get(CheckInsOpening, { strict: false }).openDue(at);

/** Takes back all that a test did; people stay, and are looked at again as if they had just come. */
export async function clear({ database }: TestApp): Promise<void> {
  const tables = [
    'reminders',
    'check_in_labels',
    'check_in_scores',
    'check_in_answers',
    'check_ins',
    'weekly_pulses',
  ];
  for (const table of tables) await database.owner(`delete from ${table}`);
  await database.owner(`update check_in_schedules set next_at = now() - interval '1 second'`);
}
