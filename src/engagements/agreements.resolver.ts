import { Args, ID, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, One, Page } from '../graphql/read/declare.js';
import type { Permission } from './agreement.clauses.js';
import {
  Agreement,
  AgreementClausesInput,
  AgreementConnection,
  PermissionEnum,
} from './agreements.graphql.js';
import { AgreementsService } from './agreements.service.js';
import { Engagement } from './engagements.graphql.js';

const idArg = { type: () => ID, description: 'Id of the agreement.' };
const engagementIdArg = { type: () => ID, description: 'Id of the engagement.' };

@Resolver()
export class AgreementsResolver {
  constructor(private readonly service: AgreementsService) {}

  @Action(() => Agreement, {
    description:
      'Proposes to change the agreement of an engagement that both have signed, and signs the change: as its coach, its client, or as an admin for the organization. It holds once all three have signed. CONFLICT while another change waits for signatures.',
    allow: ['ADMIN', 'COACH', 'CLIENT'],
    args: { engagementId: id('engagement') },
  })
  proposeAgreement(
    @Args('engagementId', engagementIdArg) engagementId: string,
    @Args('input', { type: () => AgreementClausesInput, description: 'What changes; the rest stays.' })
    input: AgreementClausesInput,
  ): Promise<{ id: string }> {
    return this.service.propose(engagementId, input);
  }

  @Action(() => Agreement, {
    description:
      'Signs a proposed change for your side, as an admin for the organization; with the last of the three signatures it is in force at once. What an agreement says never changes, so that you sign what you read. Signing twice is no error. The first agreement is signed with its engagement.',
    allow: ['ADMIN', 'COACH', 'CLIENT'],
    args: { id: id('agreement') },
  })
  signAgreement(@Args('id', idArg) agreementId: string): Promise<{ id: string }> {
    return this.service.sign(agreementId);
  }

  @Action(() => Agreement, {
    description:
      'Takes a proposed change back, or declines it; any of the three can. The first agreement is declined by ending its engagement.',
    allow: ['ADMIN', 'COACH', 'CLIENT'],
    args: { id: id('agreement') },
  })
  withdrawAgreement(@Args('id', idArg) agreementId: string): Promise<{ id: string }> {
    return this.service.withdraw(agreementId);
  }

  @Action(() => Agreement, {
    description:
      'Takes a permission back as the client, alone and at once, also when the engagement is over: what it showed is hidden from the next request on. A change that waits for signatures is withdrawn with it, and one that would give the permission also where it does not hold yet. Returns the agreement that holds now.',
    allow: ['CLIENT'],
    args: { engagementId: id('engagement') },
  })
  withdrawPermission(
    @Args('engagementId', engagementIdArg) engagementId: string,
    @Args('permission', { type: () => PermissionEnum, description: 'What is no longer permitted.' })
    permission: Permission,
  ): Promise<{ id: string }> {
    return this.service.withdrawPermission(engagementId, permission);
  }
}

/** What is agreed in an engagement. */
@Resolver(() => Engagement)
export class EngagementAgreements {
  @One(() => Agreement, {
    nullable: true,
    description:
      'What is agreed: the version in force; while the engagement waits for signatures the one that is signed with it. Null when it ended unsigned.',
    on: (engagement, agreement) =>
      `${agreement}.engagement_id = ${engagement}.id and (${agreement}.status = 'IN_FORCE'` +
      ` or (${agreement}.number = 1 and ${agreement}.status = 'PROPOSED'))`,
  })
  agreement(): Agreement {
    return declared();
  }

  @One(() => Agreement, {
    nullable: true,
    description: 'The change that waits for signatures; null when none does.',
    on: (engagement, agreement) =>
      `${agreement}.engagement_id = ${engagement}.id and ${agreement}.number > 1 and ${agreement}.status = 'PROPOSED'`,
  })
  proposedAgreement(): Agreement {
    return declared();
  }

  @Page(() => AgreementConnection, {
    description: 'All versions of the agreement, newest first.',
    on: (engagement, agreement) => `${agreement}.engagement_id = ${engagement}.id`,
    order: [
      { sql: (agreement) => `${agreement}.number`, type: 'int', descending: true },
      { sql: (agreement) => `${agreement}.id`, type: 'uuid', descending: true },
    ],
  })
  agreements(@Args() _page: PageArgs): object {
    return declared();
  }
}
