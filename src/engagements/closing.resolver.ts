import { Resolver } from '@nestjs/graphql';
import { declared, One } from '../graphql/read/declare.js';
import { Closing } from './closing.graphql.js';
import { Engagement } from './engagements.graphql.js';

@Resolver(() => Engagement)
export class EngagementClosing {
  @One(() => Closing, {
    nullable: true,
    description: 'What is left to do once it is over; null before, and where it was never signed.',
    on: (engagement, closing) =>
      `${closing}.id = ${engagement}.id and ${closing}.status in ('COMPLETED', 'ENDED_EARLY')` +
      ` and ${closing}.coach_signed_at is not null and ${closing}.client_signed_at is not null`,
  })
  closing(): Closing {
    return declared();
  }
}
