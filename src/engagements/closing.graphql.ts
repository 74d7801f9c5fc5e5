import { One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { Engagement, EngagementEndingEnum } from './engagements.graphql.js';

/** Modules behind this one add to it what is still open with them. */
@Reads('engagements', {
  description:
    'What is left to do once an engagement is over. Its sessions ahead were cancelled and what they held was given back as it ended.',
})
export class Closing {
  @One(() => Engagement, {
    description: 'The engagement.',
    on: (closing, engagement) => `${engagement}.id = ${closing}.id`,
  })
  engagement: Engagement;

  @Stored(() => EngagementEndingEnum, { column: 'status', description: 'How it ended.' })
  ending: 'COMPLETED' | 'ENDED_EARLY';

  @Stored(() => LocalDate, { column: 'ends_on', nullable: true, description: 'The last day.' })
  endedOn: string | null;

  @Sql(() => Instant, {
    nullable: true,
    description:
      'From when on the coach no longer sees notes of it: its last day and the months that were agreed.',
    sql: (closing) =>
      `select (${closing}.ends_on + make_interval(months => a.retention_months))::timestamp at time zone 'UTC'` +
      ` from agreements a where a.org_id = ${closing}.org_id and a.engagement_id = ${closing}.id and a.status = 'IN_FORCE'`,
  })
  notesKeptUntil: string | null;
}
