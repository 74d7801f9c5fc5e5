import { InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { Id, Input, Reads, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import type { RoleSnapshotEntity } from './role-snapshot.entity.js';
import { text, whole } from './situation.checks.js';

@Reads('role_snapshots', {
  idKind: 'role-snapshot',
  description:
    'A client’s role as it was when they wrote it down; never changed, the newest is the present one.',
})
export class RoleSnapshot implements Pick<RoleSnapshotEntity, 'title' | 'since' | 'satisfaction'> {
  @Id('role-snapshot')
  id: string;

  @Stored(() => String, { description: 'What the role is called.' })
  title: string;

  @Stored(() => LocalDate, { nullable: true, description: 'Since when the client has it; null if not said.' })
  since: string | null;

  @Stored(() => Int, { description: 'How satisfied the client is with it, 0 not at all to 10 fully.' })
  satisfaction: number;

  @Stored(() => Instant, { description: 'When it was written down.' })
  createdAt: string;
}

export const RoleSnapshotConnection = connectionOf(RoleSnapshot, 'role snapshots');

@InputType({ description: 'The present role.' })
export class RecordRoleInput {
  @Input(() => String, { check: text(120), description: 'What it is called; at most 120 letters.' })
  title: string;

  @Input(() => LocalDate, {
    nullable: true,
    check: z.string().refine((day) => day >= '1940-01-01' && day < '2200', 'must be from 1940 to 2199'),
    description: 'Since when you have it.',
  })
  since?: string | null;

  @Input(() => Int, {
    check: whole(0, 10),
    description: 'How satisfied you are with it, 0 not at all to 10 fully.',
  })
  satisfaction: number;
}
