import { ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { todaySql } from '../actions/action.sql.js';
import { Goal } from '../goals/goals.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { id } from '../graphql/ids.js';
import type { Row, Scope } from '../graphql/read/declaration.js';
import { Answers, Given, Id, Input, Many, One, Reads, Sealed, Sql, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import {
  pactStatuses,
  type BuddyPactEntity,
  type PactGoalEntity,
  type PactStatus,
} from './buddy-pact.entity.js';
import { COMMITMENT_MAX, text } from './journal.texts.js';
import { PACT_DAYS_MAX } from './pact.dates.js';

/** Goals that each of the two may bring into one pact: a handful to ask about, not a list to go through. */
export const PACT_GOALS_MAX = 5;
/** Days for which the code of a proposal is good: as long as an invitation. */
export const CODE_DAYS = 7;

export const PactStatusEnum = enumOf(pactStatuses);
registerEnumType(PactStatusEnum, {
  name: 'PactStatus',
  description: 'Where a buddy pact stands.',
  valuesMap: {
    PROPOSED: { description: 'Waits for the other: for the code to be opened, then for their yes.' },
    ACTIVE: { description: 'Both have agreed; in force from its first day to its last.' },
    ENDED: { description: 'Over: revoked by either, not wanted, or its time has run out.' },
  },
});

/** Where a pact stands as of the read: time ends what nobody has ended. */
export function statusSql(pact: Row, { asOf }: Pick<Scope, 'asOf'>): string {
  return (
    `case when ${pact}.ends_at <= ${asOf()} or (${pact}.code_hash is not null and ${pact}.code_expires_at <= ${asOf()})` +
    ` then 'ENDED' else ${pact}.status end`
  );
}

const oldestFirst = [{ sql: (row: Row) => `${row}.id`, type: 'uuid' as const }];
const ME = '(select app.member_id())';

@Reads('pact_goals', {
  idKind: 'pact-goal',
  description: 'A goal that its owner brings into a pact: all of it that the buddy sees.',
})
export class PactGoal implements Pick<PactGoalEntity, 'commitment' | 'version'> {
  @Id('pact-goal')
  id: string;

  @Sql(() => String, {
    nullable: true,
    description: 'What the goal is called.',
    sql: (goal) => `select g.title from app.pact_goal(${goal}.id) g`,
  })
  title: string | null;

  @Sealed({ description: 'What its owner commits to in this pact; encrypted at rest.' })
  commitment: string;

  @Sql(() => Boolean, {
    nullable: true,
    description: 'Whether the goal is achieved.',
    sql: (goal) => `select g.is_done from app.pact_goal(${goal}.id) g`,
  })
  isDone: boolean | null;

  @One(() => Goal, {
    nullable: true,
    description: 'The goal itself, for its owner; null for the buddy.',
    on: (goal, own) => `${own}.client_id = ${goal}.client_id and ${own}.id = ${goal}.goal_id`,
  })
  goal: Goal | null;

  @Sql(() => String, {
    nullable: true,
    description: 'The name of the buddy whose goal it is; null for your own.',
    sql: (goal) => `app.buddy_name(${goal}.client_id)`,
  })
  buddyName: string | null;

  @Stored(() => Instant, { description: 'Since when it belongs to the pact.' })
  addedAt: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

@Reads('buddy_pacts', {
  idKind: 'buddy-pact',
  description:
    'Two clients who keep each other going for a while. Each sees of the other’s goals in it the title, the commitment and whether it is done, and the journal entries that were shared; nobody else sees that there is a pact.',
})
export class BuddyPact implements Pick<BuddyPactEntity, 'cadenceWeeks' | 'startsOn' | 'endsOn' | 'version'> {
  @Id('buddy-pact')
  id: string;

  @Sql(() => PactStatusEnum, { description: 'Where it stands.', sql: statusSql })
  status: PactStatus;

  @Sql(() => Boolean, {
    description:
      'Whether it holds today: both have agreed and are still here, its first day has come, its last has not passed.',
    sql: (pact) => `${pact}.id = any ((select app.pact_ids('in force'))::uuid[])`,
  })
  inForce: boolean;

  @Sql(() => Boolean, {
    description: 'Whether you proposed it; false where you were asked.',
    sql: (pact) => `${pact}.proposer_id = ${ME}`,
  })
  proposedByMe: boolean;

  @Sql(() => String, {
    nullable: true,
    description: 'The name of the other; null until somebody has opened the code.',
    sql: (pact) =>
      `app.buddy_name(case ${pact}.proposer_id when ${ME} then ${pact}.partner_id else ${pact}.proposer_id end)`,
  })
  buddyName: string | null;

  @Stored(() => Int, { description: 'How often the two talk: every so many weeks, 1 to 12.' })
  cadenceWeeks: number;

  @Stored(() => LocalDate, { description: 'The first day, in the zone of who proposed it.' })
  startsOn: string;

  @Stored(() => LocalDate, { description: 'The last day, in the zone of who proposed it.' })
  endsOn: string;

  @Sql(() => LocalDate, {
    nullable: true,
    description:
      'The next day on which the two talk, from the first day on in steps of the cadence, today included; null once none is left.',
    sql: (pact, scope) => {
      const every = `(7 * ${pact}.cadence_weeks)`;
      const begun = `greatest(0, ${todaySql(`${pact}.org_id`, ME, scope)} - ${pact}.starts_on)`;
      const next = `${pact}.starts_on + ((${begun} + ${every} - 1) / ${every}) * ${every}`;
      return `case when (${statusSql(pact, scope)}) <> 'ENDED' and ${next} <= ${pact}.ends_on then ${next} end`;
    },
  })
  nextOn: string | null;

  @Sql(() => Instant, {
    nullable: true,
    description: 'Until when the code can be opened; null once it was used or the proposal was withdrawn.',
    sql: (pact) => `case when ${pact}.code_hash is not null then ${pact}.code_expires_at end`,
  })
  codeExpiresAt: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When the other agreed; null until then.' })
  acceptedAt: string | null;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When one of the two ended it; null where nobody did, also when its time has run out.',
  })
  endedAt: string | null;

  @Many(() => [PactGoal], {
    description: `The goals that you brought in, in that order; at most ${PACT_GOALS_MAX}.`,
    on: (pact, goal) => `${goal}.pact_id = ${pact}.id and ${goal}.client_id = ${ME}`,
    order: oldestFirst,
    limit: PACT_GOALS_MAX,
  })
  myGoals: PactGoal[];

  @Many(() => [PactGoal], {
    description: `The goals that the other brought in, in that order; at most ${PACT_GOALS_MAX}. Empty unless the pact is in force.`,
    on: (pact, goal) => `${goal}.pact_id = ${pact}.id and ${goal}.client_id <> ${ME}`,
    order: oldestFirst,
    limit: PACT_GOALS_MAX,
  })
  buddyGoals: PactGoal[];

  @Stored(() => Int, { description: 'Grows with every step.' })
  version: number;
}

export const BuddyPactConnection = connectionOf(BuddyPact, 'pacts');

@Answers(
  { pactId: 'uuid' },
  { description: 'A proposal of a pact, and the code by which the other finds it.' },
)
export class BuddyPactProposal {
  @Given(() => String, {
    description:
      'Hand it to the person whom you want as a buddy. Shown this once; whoever of your organization opens it is asked.',
  })
  code: string;

  @One(() => BuddyPact, {
    description: 'The pact that is proposed.',
    on: (proposal, pact) => `${pact}.id = ${proposal}.pact_id`,
  })
  pact: BuddyPact;
}

const day = z
  .string()
  .refine((given) => given >= '2000-01-01' && given < '2200', 'must be from 2000 to 2199');

@InputType({ description: 'A pact to propose.' })
export class ProposeBuddyPactInput {
  @Input(() => Int, {
    check: z.number().int().min(1).max(12),
    description: 'How often you want to talk: every so many weeks, 1 to 12.',
  })
  cadenceWeeks: number;

  @Input(() => LocalDate, { check: day, description: 'The first day, in your zone.' })
  startsOn: string;

  @Input(() => LocalDate, {
    check: day,
    description: `The last day, in your zone, at most ${PACT_DAYS_MAX} days after the first.`,
  })
  endsOn: string;
}

@InputType({ description: 'A goal to bring into a pact.' })
export class PactGoalInput {
  @Input(() => ID, { check: id('goal'), description: 'A goal of yours.' })
  goalId: string;

  @Input(() => String, {
    check: text(COMMITMENT_MAX),
    description: `What you commit to; at most ${COMMITMENT_MAX} letters. Your buddy reads it.`,
  })
  commitment: string;
}
