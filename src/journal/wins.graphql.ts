import { Int, registerEnumType } from '@nestjs/graphql';
import { ActionItem } from '../actions/actions.graphql.js';
import { GoalMilestone } from '../goals/goal-milestone.graphql.js';
import { Goal } from '../goals/goals.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import type { Row } from '../graphql/read/declaration.js';
import { Id, Many, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { Setback } from './setbacks.graphql.js';
import {
  winAudiences,
  winKinds,
  type WinAudience,
  type WinAudienceEntity,
  type WinEntity,
  type WinKind,
} from './win.entity.js';

export const WinKindEnum = enumOf(winKinds);
registerEnumType(WinKindEnum, {
  name: 'WinKind',
  description: 'What a win is.',
  valuesMap: {
    ACTION_DONE: { description: 'An action was done.' },
    MILESTONE_DONE: { description: 'A milestone of a goal was done.' },
    ACTIVE_WEEKS: {
      description: 'The number of active weeks among the last eight rose to 4, 6 or 8.',
    },
    COMEBACK: { description: 'An action on the goal of a setback was done, the first after it.' },
  },
});

export const WinAudienceEnum = enumOf(winAudiences);
registerEnumType(WinAudienceEnum, {
  name: 'WinAudience',
  description: 'Who a client lets see their wins.',
  valuesMap: {
    COACH: { description: 'The coaches of open engagements.' },
    BUDDY: { description: 'The buddies of pacts in force.' },
  },
});

/** Givers that a win names: more than anybody has coaches and buddies. */
const KUDOS_MAX = 50;
const NOT_FOR_ALL = 'null where it is none, and for whom you show your wins but may not see it';

@Reads('kudos', { idKind: 'kudos', description: 'A pat on the back for a win, once from each person.' })
export class Kudos {
  @Id('kudos')
  id: string;

  @Sql(() => String, {
    nullable: true,
    description: 'The name of who gave it.',
    sql: (kudos) => `app.kudos_giver_name(${kudos}.id)`,
  })
  giverName: string | null;

  @Stored(() => Instant, { description: 'When it was given.' })
  givenAt: string;
}

@Reads('wins', {
  idKind: 'win',
  description:
    'What went well, derived from what a client did: each event once, at most one a day. For the client, and whom they let see it.',
})
export class Win implements Pick<WinEntity, 'kind' | 'wonOn' | 'activeWeeks'> {
  @Id('win')
  id: string;

  @Stored(() => WinKindEnum, { description: 'What it is.' })
  kind: WinKind;

  @Stored(() => LocalDate, { description: 'The day of the event, in the client’s zone.' })
  wonOn: string;

  @Stored(() => Instant, { description: 'The instant of the event.' })
  at: string;

  @Stored(() => Int, {
    nullable: true,
    description:
      'For ACTIVE_WEEKS, how many of the last eight weeks were active: 4, 6 or 8; null for the others.',
  })
  activeWeeks: number | null;

  @One(() => Goal, {
    nullable: true,
    description: `The goal that it is about; ${NOT_FOR_ALL}.`,
    on: (win, goal) => `${goal}.client_id = ${win}.client_id and ${goal}.id = ${win}.goal_id`,
  })
  goal: Goal | null;

  @One(() => ActionItem, {
    nullable: true,
    description: `The action that was done; ${NOT_FOR_ALL}.`,
    on: (win, action) => `${action}.client_id = ${win}.client_id and ${action}.id = ${win}.action_id`,
  })
  action: ActionItem | null;

  @One(() => GoalMilestone, {
    nullable: true,
    description: `The milestone that was done; ${NOT_FOR_ALL}.`,
    on: (win, milestone) =>
      `${milestone}.client_id = ${win}.client_id and ${milestone}.id = ${win}.milestone_id`,
  })
  milestone: GoalMilestone | null;

  @One(() => Setback, {
    nullable: true,
    description: `The setback that the client came back from; ${NOT_FOR_ALL}.`,
    on: (win, setback) => `${setback}.client_id = ${win}.client_id and ${setback}.id = ${win}.setback_id`,
  })
  setback: Setback | null;

  @Sql(() => Boolean, {
    description: 'Whether you gave kudos for it.',
    sql: (win) =>
      `exists (select from kudos k where k.org_id = ${win}.org_id and k.win_id = ${win}.id and k.giver_id = (select app.member_id()))`,
  })
  kudosGiven: boolean;

  @Many(() => [Kudos], {
    description: `The kudos for it, oldest first, at most ${KUDOS_MAX}: the client sees all, another person their own.`,
    on: (win, kudos) => `${kudos}.win_id = ${win}.id`,
    order: [{ sql: (kudos: Row) => `${kudos}.id`, type: 'uuid' }],
    limit: KUDOS_MAX,
  })
  kudos: Kudos[];
}

export const WinConnection = connectionOf(Win, 'wins');

/** Wins, the latest first. */
export const latestWins = [
  { sql: (win: Row) => `${win}.won_on`, type: 'date' as const, descending: true },
  { sql: (win: Row) => `${win}.id`, type: 'uuid' as const, descending: true },
];

@Reads('win_audiences', { description: 'Who you let see your wins; nobody else ever does.' })
export class WinVisibility implements Pick<WinAudienceEntity, 'shownTo'> {
  @Stored(() => [WinAudienceEnum], {
    description: 'Who sees them, those so far and those to come; empty for nobody.',
  })
  shownTo: WinAudience[];

  @Stored(() => Instant, { description: 'When you last said so.' })
  changedAt: string;
}
