import { Args, ID, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, One, Page } from '../graphql/read/declare.js';
import { LocalDate } from '../graphql/scalars.js';
import {
  Allocation,
  AllocationEntryConnection,
  GrantInput,
  grantReasonCheck,
} from './allocations.graphql.js';
import { GrantsService } from './grants.service.js';
import { Engagement } from './engagements.graphql.js';

const engagementIdArg = { type: () => ID, description: 'Id of the engagement.' };
const args = { engagementId: id('engagement') };

@Resolver()
export class AllocationsResolver {
  constructor(private readonly grants: GrantsService) {}

  @Action(() => Allocation, {
    description:
      'Grants more sessions or minutes for an engagement that is not over; the first grant gives it a limit, for what is booked from then on.',
    allow: ['ADMIN'],
    args,
  })
  grantAllocation(
    @Args('engagementId', engagementIdArg) engagementId: string,
    @Args('input', { type: () => GrantInput, description: 'How much, and why.' }) input: GrantInput,
  ): Promise<{ id: string }> {
    return this.grants.grant(engagementId, input);
  }

  @Action(() => Allocation, {
    description:
      'Takes a grant back while its engagement is only proposed. Later it stays: a refusal would tell an admin what is left.',
    allow: ['ADMIN'],
    args: { entryId: id('allocation-entry'), reason: grantReasonCheck },
  })
  reverseGrant(
    @Args('entryId', { type: () => ID, description: 'Id of the entry that granted it.' }) entryId: string,
    @Args('reason', { type: () => String, description: 'Why; at most 200 letters.' }) reason: string,
  ): Promise<{ id: string }> {
    return this.grants.reverse(entryId, reason);
  }

  @Action(() => Allocation, {
    description:
      'Says until when the allocation of an engagement can be used. What has expired stays so: grant it anew.',
    allow: ['ADMIN'],
    args,
  })
  setAllocationExpiry(
    @Args('engagementId', engagementIdArg) engagementId: string,
    @Args('expiresOn', {
      type: () => LocalDate,
      nullable: true,
      description: 'The last day, where the client is; null for no end.',
    })
    expiresOn: string | null,
  ): Promise<{ id: string }> {
    return this.grants.setExpiry(engagementId, expiresOn ?? null);
  }
}

/** What may be used of an engagement. */
@Resolver(() => Engagement)
export class EngagementAllocation {
  @One(() => Allocation, {
    nullable: true,
    description:
      'What is granted for it: for its client, its coach while both have signed and it is not over, and admins. Null where there is no limit, and for others.',
    on: (engagement, allocation) => `${allocation}.id = ${engagement}.id`,
  })
  allocation(): Allocation {
    return declared();
  }
}

/** The ledger. */
@Resolver(() => Allocation)
export class AllocationEntries {
  @Page(() => AllocationEntryConnection, {
    description: 'The entries of the ledger, newest first; an admin sees what was granted and taken back.',
    on: (allocation, entry) => `${entry}.engagement_id = ${allocation}.id`,
    order: [{ sql: (entry) => `${entry}.id`, type: 'uuid', descending: true }],
  })
  entries(@Args() _page: PageArgs): object {
    return declared();
  }
}
