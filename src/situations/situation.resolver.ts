import { Resolver } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { declared, One, ReadOne } from '../graphql/read/declare.js';
import { Situation } from './situation.graphql.js';

@Resolver()
export class SituationResolver {
  @ReadOne(() => Situation, {
    description:
      'Your situation: the role, what fills the week, what matters, what limits, and the gaps in it.',
    allow: ['CLIENT'],
    where: (situation) => `${situation}.id = (select app.member_id())`,
  })
  situation(): Situation {
    return declared();
  }
}

@Resolver(() => Client)
export class ClientSituation {
  @One(() => Situation, {
    description:
      'What the client’s work is like now, in the parts that you may see; the others read as null or empty.',
    on: (client, situation) => `${situation}.id = ${client}.id`,
  })
  situation(): Situation {
    return declared();
  }
}
