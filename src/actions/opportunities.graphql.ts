import { Int, registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import type { Row, Scope } from '../graphql/read/declaration.js';
import { Id, Many, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { Skill } from '../situations/skills.graphql.js';
import { ActionItem } from './actions.graphql.js';
import type { OpportunityApplicationEntity } from './opportunity-application.entity.js';
import {
  opportunityKinds,
  opportunityStatuses,
  type OpportunityEntity,
  type OpportunityKind,
  type OpportunityStatus,
} from './opportunity.entity.js';

/** As many as an opportunity can name. */
export const MAX_SKILLS = 20;

export const OpportunityKindEnum = enumOf(opportunityKinds);
registerEnumType(OpportunityKindEnum, {
  name: 'OpportunityKind',
  description: 'What is offered.',
  valuesMap: {
    PROJECT: { description: 'A project to help with.' },
    ROLE: { description: 'A role to take on, for a while or for good.' },
    EVENT: { description: 'An event to come to; it can be taken up until its day.' },
  },
});

export const OpportunityStatusEnum = enumOf(opportunityStatuses);
registerEnumType(OpportunityStatusEnum, {
  name: 'OpportunityStatus',
  description: 'Whether an opportunity is still offered.',
  valuesMap: {
    OPEN: { description: 'Offered, while there are seats and its last day has not passed.' },
    CLOSED: { description: 'No longer offered; who took it up keeps it.' },
  },
});

/** Whether somebody new could take it up: offered, not over in the organization's zone, and a seat is free. */
export function isAvailable(opportunity: Row, { asOf }: Scope): string {
  const today = `(${asOf()} at time zone (select o.time_zone from organizations o where o.id = ${opportunity}.org_id))::date`;
  return (
    `${opportunity}.status = 'OPEN' and (${opportunity}.last_on is null or ${opportunity}.last_on >= ${today})` +
    ` and (${opportunity}.seats is null or ${opportunity}.seats_taken < ${opportunity}.seats)`
  );
}

@Reads('opportunity_applications', {
  idKind: 'opportunity-application',
  description: 'A client took an opportunity up. Only the client and who posted it know.',
})
export class OpportunityApplication implements Pick<OpportunityApplicationEntity, never> {
  @Id('opportunity-application')
  id: string;

  @Sql(() => String, {
    description: 'What the client is called.',
    sql: (application) => `app.applicant_name(${application}.id)`,
  })
  applicantName: string;

  @One(() => ActionItem, {
    nullable: true,
    description: 'What the client made of it among their steps; null for who may not see these.',
    on: (application, action) => `${action}.id = ${application}.action_id`,
  })
  action: ActionItem | null;

  @Stored(() => Instant, { description: 'When it was taken up.' })
  appliedAt: string;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When the client gave the seat back; null while the application stands.',
  })
  withdrawnAt: string | null;
}

export const OpportunityApplicationConnection = connectionOf(OpportunityApplication, 'applications', true);

@Reads('opportunities', {
  idKind: 'opportunity',
  description: 'Something that the clients of the organization can take up to move on.',
})
export class Opportunity implements Pick<
  OpportunityEntity,
  | 'kind'
  | 'title'
  | 'description'
  | 'place'
  | 'startsOn'
  | 'endsOn'
  | 'lastOn'
  | 'effortMinutes'
  | 'seats'
  | 'seatsTaken'
  | 'status'
  | 'tags'
  | 'version'
> {
  @Id('opportunity')
  id: string;

  @Stored(() => OpportunityKindEnum, { description: 'What is offered.' })
  kind: OpportunityKind;

  @Stored(() => String, { description: 'What it is called.' })
  title: string;

  @Stored(() => String, { nullable: true, description: 'What it is about; null where nothing was said.' })
  description: string | null;

  @Sql(() => String, {
    description: 'What the person is called who posted it.',
    sql: (opportunity) => `app.poster_name(${opportunity}.id)`,
  })
  postedBy: string;

  @Sql(() => Boolean, {
    description: 'Whether you posted it: then you may change it and see who applied.',
    sql: (opportunity) => `${opportunity}.poster_id = (select app.member_id())`,
  })
  mine: boolean;

  @Stored(() => String, { nullable: true, description: 'Where it takes place; null where that is open.' })
  place: string | null;

  @Stored(() => LocalDate, { nullable: true, description: 'Its first day; null where that is open.' })
  startsOn: string | null;

  @Stored(() => LocalDate, { nullable: true, description: 'Its last day; null where that is open.' })
  endsOn: string | null;

  @Stored(() => LocalDate, {
    nullable: true,
    description:
      'The last day on which it can be taken up, in the organization’s zone: its last day, or the day of an event. Null: as long as it is open.',
  })
  lastOn: string | null;

  @Stored(() => Int, {
    nullable: true,
    description: 'What it takes one person in all, in minutes; null where nobody has said.',
  })
  effortMinutes: number | null;

  @Stored(() => Int, {
    nullable: true,
    description: 'How many can take it up; null for as many as like to.',
  })
  seats: number | null;

  @Stored(() => Int, { description: 'How many have taken it up and not stepped back.' })
  seatsTaken: number;

  @Stored(() => OpportunityStatusEnum, { description: 'Whether it is still offered.' })
  status: OpportunityStatus;

  @Sql(() => Boolean, {
    description: 'Whether it can be taken up now: open, its last day not passed, and a seat free.',
    sql: isAvailable,
  })
  available: boolean;

  @Many(() => [Skill], {
    description: `The skills that it asks for or teaches, by name; at most ${MAX_SKILLS}.`,
    on: (opportunity, skill) =>
      `exists (select from opportunity_skills s where s.org_id = ${opportunity}.org_id` +
      ` and s.opportunity_id = ${opportunity}.id and s.skill_id = ${skill}.id)`,
    order: [
      { sql: (skill) => `${skill}.name`, type: 'text' },
      { sql: (skill) => `${skill}.id`, type: 'uuid' },
    ],
    limit: MAX_SKILLS,
  })
  skills: Skill[];

  @Stored(() => [String], { description: 'Words to find it by.' })
  tags: string[];

  @One(() => OpportunityApplication, {
    nullable: true,
    description: 'Your own application that stands; null where you have none.',
    on: (opportunity, application) =>
      `${application}.opportunity_id = ${opportunity}.id and ${application}.client_id = (select app.member_id())` +
      ` and ${application}.withdrawn_at is null`,
  })
  myApplication: OpportunityApplication | null;

  @Stored(() => Instant, { nullable: true, description: 'When it was closed; null while it is open.' })
  closedAt: string | null;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When who posted it put it away; null while it is not.',
  })
  archivedAt: string | null;

  @Stored(() => Instant, { description: 'When it was posted.' })
  createdAt: string;

  @Stored(() => Int, {
    description:
      'Grows with every change of what it says, not with who takes it up; pass it back to change what you saw.',
  })
  version: number;
}

export const OpportunityConnection = connectionOf(Opportunity, 'opportunities');
