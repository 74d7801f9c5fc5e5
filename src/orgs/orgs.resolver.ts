import { Resolver } from '@nestjs/graphql';
import { declared, ReadOne } from '../graphql/read/declare.js';
import { Organization } from './orgs.graphql.js';

@Resolver()
export class OrgsResolver {
  @ReadOne(() => Organization, {
    description: 'The organization that the signed-in person acts in.',
    allow: 'MEMBER',
    nullable: false,
    where: (organization) => `${organization}.id = (select app.org_id())`,
  })
  organization(): Organization {
    return declared();
  }
}
