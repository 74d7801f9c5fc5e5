import { Resolver } from '@nestjs/graphql';
import { todaySql } from '../actions/action.sql.js';
import { Client } from '../clients/clients.graphql.js';
import { declared, Many } from '../graphql/read/declare.js';
import { Credential, EXPIRING, expiringSql } from './credentials.graphql.js';
import { LearningItem, nextUpFirst, nextUpSql } from './learning-items.graphql.js';
import { CalculatedRisk, toReviewSql } from './risks.graphql.js';
import { Story } from './stories.graphql.js';
import { bestFitFirst, storyFits } from './story.fit.js';

const LIMIT = 10;
const FEW = 3;

/** What a client's week needs of learning: short lists in the order in which they call for something. The client's alone. */
@Resolver(() => Client)
export class ClientLearning {
  @Many(() => [CalculatedRisk], {
    description: `The risks to be decided: whose stop date has come, or that were stopped before it; the longest due first, at most ${LIMIT}. Empty for anybody but the client.`,
    on: (client, risk, scope) =>
      `${risk}.client_id = ${client}.id and ${toReviewSql(risk, todaySql(`${client}.org_id`, `${client}.id`, scope))}`,
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
    description: `${EXPIRING}, at most ${LIMIT}. Empty for anybody but the client.`,
    on: (client, credential, scope) =>
      `${credential}.client_id = ${client}.id and ${expiringSql(credential, todaySql(`${client}.org_id`, `${client}.id`, scope))}`,
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
    on: (client, item) => `${item}.client_id = ${client}.id and ${nextUpSql(item)}`,
    order: nextUpFirst,
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
