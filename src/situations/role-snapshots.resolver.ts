import { Args, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { Action, declared, One, Page } from '../graphql/read/declare.js';
import { RecordRoleInput, RoleSnapshot, RoleSnapshotConnection } from './role-snapshots.graphql.js';
import { RoleSnapshotsService } from './role-snapshots.service.js';
import { Situation } from './situation.graphql.js';

const newestFirst = [{ sql: (row: string) => `${row}.id`, type: 'uuid' as const, descending: true }];

@Resolver()
export class RoleSnapshotsResolver {
  constructor(private readonly service: RoleSnapshotsService) {}

  @Action(() => RoleSnapshot, {
    description: 'Writes down your role as it is now; earlier ones stay as history.',
    allow: ['CLIENT'],
  })
  recordRole(
    @Args('input', { type: () => RecordRoleInput, description: 'The role.' }) input: RecordRoleInput,
  ): Promise<{ id: string }> {
    return this.service.record(input);
  }
}

/** The role of a client, now and before. */
@Resolver(() => Situation)
export class SituationRole {
  @One(() => RoleSnapshot, {
    nullable: true,
    description: 'The present role; null before the first was written down. Consent: ROLE_ASPECTS.',
    on: (situation, role) => `${role}.client_id = ${situation}.id`,
    order: newestFirst,
  })
  role(): RoleSnapshot {
    return declared();
  }

  @Page(() => RoleSnapshotConnection, {
    description: 'The role as it is and as it was, newest first. Consent: ROLE_ASPECTS.',
    on: (situation, role) => `${role}.client_id = ${situation}.id`,
    order: newestFirst,
  })
  roleHistory(@Args() _page: PageArgs): object {
    return declared();
  }
}
