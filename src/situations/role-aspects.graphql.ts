import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, Input, Reads, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import {
  anyAspectKinds,
  roleAspectKinds,
  type AnyAspectKind,
  type RoleAspectEntity,
  type RoleAspectKind,
} from './role-aspect.entity.js';
import { text, whole } from './situation.checks.js';

const meanings: Record<RoleAspectKind, { description: string }> = {
  TASKS: { description: 'What one does all day.' },
  AUTONOMY: { description: 'How much one decides oneself.' },
  RECOGNITION: { description: 'Whether one’s work is seen and valued.' },
  PAY: { description: 'Money and benefits.' },
  MANAGER: { description: 'The person one reports to.' },
  TEAM: { description: 'The people one works with.' },
  LEARNING: { description: 'Whether one grows.' },
  PURPOSE: { description: 'What the work is good for.' },
  WORKLOAD: { description: 'How much there is to do.' },
};

export const RoleAspectKindEnum = enumOf(roleAspectKinds);
registerEnumType(RoleAspectKindEnum, {
  name: 'RoleAspectKind',
  description: 'An aspect that every role has.',
  valuesMap: meanings,
});

export const AnyAspectKindEnum = enumOf(anyAspectKinds);
registerEnumType(AnyAspectKindEnum, {
  name: 'AnyAspectKind',
  description: 'An aspect of a role, with those that clients add.',
  valuesMap: { ...meanings, OWN: { description: 'One that the client named; see `name`.' } },
});

@Reads('role_aspects', {
  idKind: 'role-aspect',
  description: 'How one aspect of the present role feels to the client.',
})
export class RoleAspect implements Pick<RoleAspectEntity, 'kind' | 'name' | 'rating' | 'note' | 'version'> {
  @Id('role-aspect')
  id: string;

  @Stored(() => AnyAspectKindEnum, { description: 'Which aspect.' })
  kind: AnyAspectKind;

  @Stored(() => String, {
    nullable: true,
    description: 'What the client calls an aspect of their own; null for the others.',
  })
  name: string | null;

  @Stored(() => Int, { description: 'From −2 draining by way of 0 neutral to +2 fulfilling.' })
  rating: number;

  @Stored(() => String, { nullable: true, description: 'What the client noted with it.' })
  note: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When it was archived; null while it stands.' })
  archivedAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const RoleAspectConnection = connectionOf(RoleAspect, 'aspects');

const rating = { check: whole(-2, 2), description: 'From −2 draining to +2 fulfilling.' };
const note = { nullable: true, check: text(1000), description: 'A note with it; at most 1000 letters.' };
const name = { check: text(80), description: 'What you call it; at most 80 letters.' };

@InputType({ description: 'How an aspect feels now.' })
export class RateRoleAspectInput {
  @Input(() => Int, rating)
  rating: number;

  @Input(() => String, note)
  note?: string | null;
}

@InputType({ description: 'An aspect of your own, and how it feels now.' })
export class AddRoleAspectInput extends RateRoleAspectInput {
  @Input(() => String, name)
  name: string;
}

@InputType({ description: 'What to change of an aspect of your own; what is left out stays, null empties.' })
export class ChangeRoleAspectInput {
  @Input(() => String, { ...name, nullable: true })
  name?: string | null;

  @Input(() => Int, { ...rating, nullable: true })
  rating?: number | null;

  @Input(() => String, note)
  note?: string | null;
}
