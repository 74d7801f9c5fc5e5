import { Args, Int, Resolver } from '@nestjs/graphql';
import { Action, declared, ReadOne } from '../graphql/read/declare.js';
import { Organization, UpdateOrganizationInput } from './orgs.graphql.js';
import { OrgsService } from './orgs.service.js';

@Resolver()
export class OrgsResolver {
  constructor(private readonly orgs: OrgsService) {}

  @ReadOne(() => Organization, {
    description: 'The organization that the signed-in person acts in.',
    allow: 'MEMBER',
    nullable: false,
    where: (organization) => `${organization}.id = (select app.org_id())`,
  })
  organization(): Organization {
    return declared();
  }

  @Action(() => Organization, {
    description: 'Changes the settings of the organization.',
    allow: ['ADMIN'],
  })
  async updateOrganization(
    @Args('version', { type: () => Int, description: 'The `version` that you saw.' }) version: number,
    @Args('input', { description: 'What to change.' }) input: UpdateOrganizationInput,
  ): Promise<{ id: string }> {
    return { id: await this.orgs.update(version, input) };
  }
}
