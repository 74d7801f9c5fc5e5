import { registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { Engagement } from './engagements.graphql.js';
import { handOverSubjects, type HandOverSubject } from './hand-over.entity.js';

export const HandOverSubjectEnum = enumOf(handOverSubjects);
registerEnumType(HandOverSubjectEnum, {
  name: 'HandOverSubject',
  description: 'What of an engagement a client can let the next coach see; without it nothing.',
  valuesMap: {
    SHARED_NOTES: {
      description: 'The notes that both sides of a session read. The coach’s private ones never.',
    },
    SESSIONS: {
      description: 'The sessions: when, where, what became of them; and with whom the engagement was.',
    },
    CONSENTS: {
      description: 'The consents that stood in the old engagement, given to the next coach as they were.',
    },
  },
});

@Reads('hand_over_requests', {
  idKind: 'hand-over-request',
  description:
    'That a client wants to go on with another coach: for the client and admins, not for the coach.',
})
export class HandOverRequest {
  @Id('hand-over-request')
  id: string;

  @One(() => Engagement, {
    description: 'The engagement that is to be handed over.',
    on: (request, engagement) => `${engagement}.id = ${request}.engagement_id`,
  })
  engagement: Engagement;

  @Stored(() => Instant, { description: 'When the client said so.' })
  requestedAt: string;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When it was met or taken back; null while it stands.',
  })
  endedAt: string | null;
}

export const HandOverRequestConnection = connectionOf(HandOverRequest, 'requests');

@Reads('hand_overs', {
  idKind: 'hand-over',
  description: 'That a client goes on with another coach: for the client and admins, not for the new coach.',
})
export class HandOver {
  @Id('hand-over')
  id: string;

  @One(() => Engagement, {
    description: 'The engagement that ends.',
    on: (handOver, engagement) => `${engagement}.id = ${handOver}.from_engagement_id`,
  })
  from: Engagement;

  @One(() => Engagement, {
    description: 'The engagement that follows.',
    on: (handOver, engagement) => `${engagement}.id = ${handOver}.id`,
  })
  to: Engagement;

  @Sql(() => [HandOverSubjectEnum], {
    description: 'What the client lets the new coach see now; empty for an admin.',
    sql: (handOver) =>
      `array(select p.subject from hand_over_picks p where p.org_id = ${handOver}.org_id` +
      ` and p.hand_over_id = ${handOver}.id and p.revoked_at is null order by p.subject)`,
  })
  picked: HandOverSubject[];

  @Stored(() => Instant, { description: 'When it was proposed.' })
  proposedAt: string;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When the client signed and went on with the new coach; null until then.',
  })
  completedAt: string | null;
}
