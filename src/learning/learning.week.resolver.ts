import { Resolver } from '@nestjs/graphql';
import { todaySql } from '../actions/action.sql.js';
import { Client } from '../clients/clients.graphql.js';
import { declared, Many } from '../graphql/read/declare.js';
import { Credential } from './credentials.graphql.js';
import { LearningItem } from './learning-items.graphql.js';
import { CalculatedRisk } from './risks.graphql.js';
import { Story } from './stories.graphql.js';
import { bestFitFirst, storyFits } from './story.fit.js';

const LIMIT = 10;
const FEW = 3;

/** What a client's week needs of learning: short lists in the order in which they call for something. The client's alone. */
@Resolver(() => Client)
export class ClientLearning {
  @Many(() => [CalculatedRisk], {
    description: `The risks whose stop date has come, the longest due first; at most ${LIMIT}. Empty for anybody but the client.`,
    on: (client, risk, scope) =>
      `${risk}.client_id = ${client}.id and ${risk}.status in ('RUNNING', 'REVIEW') and (${risk}.status = 'REVIEW'` +
      ` or ${risk}.stop_on <= ${todaySql(`${client}.org_id`, `${client}.id`, scope)})`,
    order: [
      { sql: (risk) => `${risk}.stop_on`, type: 'date' },
      { sql: (risk) => `${risk}.id`, type: 'uuid' },
    ],
    limit: LIMIT,
  })
  risksToReview(): CalculatedRisk[] {
    return declared();
  }

  @Many(() => [Credential], {
    description: `The credentials that expire within the days of their reminder, 30 where none is wanted, or that have expired in the last 30; the first to expire first, at most ${LIMIT}. Empty for anybody but the client.`,
    on: (client, credential, scope) => {
      const today = todaySql(`${client}.org_id`, `${client}.id`, scope);
      return (
        `${credential}.client_id = ${client}.id and ${credential}.archived_at is null` +
        ` and ${credential}.expires_on between ${today} - 30 and ${today} + coalesce(${credential}.remind_days::int, 30)`
      );
    },
    order: [
      { sql: (credential) => `${credential}.expires_on`, type: 'date' },
      { sql: (credential) => `${credential}.id`, type: 'uuid' },
    ],
    limit: LIMIT,
  })
  expiringCredentials(): Credential[] {
    return declared();
  }

  @Many(() => [LearningItem], {
    description: `What to learn next: what is under way, then what is booked, then what is planned; the first to begin first, the undated last. At most ${FEW}, empty for anybody but the client.`,
    on: (client, item) =>
      `${item}.client_id = ${client}.id and ${item}.status in ('PLANNED', 'ENROLLED', 'DOING')` +
      ` and ${item}.archived_at is null`,
    order: [
      { sql: (item) => `${item}.next_rank`, type: 'int' },
      { sql: (item) => `${item}.next_on`, type: 'date' },
      { sql: (item) => `${item}.id`, type: 'uuid' },
    ],
    limit: FEW,
  })
  nextLearning(): LearningItem[] {
    return declared();
  }

  @Many(() => [Story], {
    description: `The first of \`storiesForMe\`; at most ${FEW}. Empty for anybody but the client.`,
    on: (client, story) => `${client}.id = (select app.member_id()) and ${storyFits(story)}`,
    order: bestFitFirst,
    limit: FEW,
  })
  fittingStories(): Story[] {
    return declared();
  }
}
