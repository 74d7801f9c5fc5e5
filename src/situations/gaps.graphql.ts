import { Float, Int, registerEnumType } from '@nestjs/graphql';
import { CheckIn } from '../checkins/check-ins.graphql.js';
import { Client } from '../clients/clients.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, Many, One, Reads, Sealed, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { Constraint } from './constraints.graphql.js';
import type { GapEntity } from './gap.entity.js';
import {
  gapKinds,
  gapSources,
  gapStatuses,
  type GapKind,
  type GapSource,
  type GapStatus,
} from './gap.kinds.js';
import { RoleAspect } from './role-aspects.graphql.js';
import { rankOf, servesLongGoal } from './situation.needs.js';
import { parts } from './situation.parts.js';
import { SkillClaim } from './skill-claims.graphql.js';
import { Skill } from './skills.graphql.js';
import { TargetRole } from './target-roles.graphql.js';
import { Task } from './tasks.graphql.js';
import { ClientValue } from './values.graphql.js';

export const GapKindEnum = enumOf(gapKinds);
registerEnumType(GapKindEnum, {
  name: 'GapKind',
  description: 'What a gap is about.',
  valuesMap: {
    SKILL: { description: 'A skill is below what the preferred target role asks for.' },
    USE: { description: 'A skill that one has and does not mind lies idle.' },
    RECOGNITION: { description: 'One’s work is not seen or valued.' },
    ALIGNMENT: { description: 'Values are poorly lived, or the week does not serve the long goals.' },
    CONSTRAINT: { description: 'A hard constraint stands in the way.' },
  },
});

export const GapSourceEnum = enumOf(gapSources);
registerEnumType(GapSourceEnum, {
  name: 'GapSource',
  description: 'Where a gap was found, and what a coach needs consent to in order to see it.',
  valuesMap: {
    TARGET_ROLE: {
      description:
        'A known skill is below the level that the preferred target role requires; magnitude (required − level) / required. Consents: SKILLS and TARGET_ROLES, and to nobody once the claim is taken back.',
    },
    SKILL_CLAIM: {
      description:
        'A skill that is not disliked is used little; magnitude level/5 · (1 − use/4), from 0.3 on, at most three. Consent: SKILLS, and to nobody once the claim is taken back.',
    },
    ROLE_ASPECT: {
      description:
        'The role aspect RECOGNITION is rated −1 or −2; magnitude 0.5 or 1. Consent: ROLE_ASPECTS.',
    },
    CHECK_IN: {
      description:
        'The last check-in that counts says RECOGNITION_GAP; magnitude undervalued/100. Consent: CHECK_INS, and to nobody once the check-in is discarded.',
    },
    VALUE: {
      description:
        'The value alignment is below 0.6, and this value is rated below 6; magnitude 1 − rating/10. Consent: VALUES.',
    },
    TASKS: {
      description: 'The task alignment is below 0.5; magnitude 1 − task alignment. Consent: TASKS.',
    },
    CONSTRAINT: {
      description:
        'A constraint is hard; magnitude 1. Consent: CONSTRAINTS, and to nobody where the constraint is private.',
    },
  },
});

export const GapStatusEnum = enumOf(gapStatuses);
registerEnumType(GapStatusEnum, {
  name: 'GapStatus',
  description: 'What the client decided about a gap.',
  valuesMap: {
    OPEN: { description: 'Nothing yet.' },
    ADDRESSED: { description: 'Something is being done about it.' },
    ACCEPTED: { description: 'It stays, for a reason.' },
  },
});

@Reads('gaps', {
  idKind: 'gap',
  description:
    'A gap between how a client’s work is and how it should be. A coach sees it while the consents to all that it comes from stand.',
})
export class Gap implements Pick<
  GapEntity,
  'kind' | 'source' | 'importance' | 'status' | 'reason' | 'version'
> {
  @Id('gap')
  id: string;

  @One(() => Client, {
    description: 'Whose gap it is.',
    on: (gap, client) => `${client}.id = ${gap}.client_id`,
  })
  client: Client;

  @Stored(() => GapKindEnum, { description: 'What it is about.' })
  kind: GapKind;

  @Stored(() => GapSourceEnum, { description: 'Where it was found; says which of the rows below are there.' })
  source: GapSource;

  @One(() => Skill, {
    nullable: true,
    description: 'The skill that it is about; null unless found at TARGET_ROLE or SKILL_CLAIM.',
    on: (gap, skill) => `${skill}.id = ${gap}.skill_id`,
  })
  skill: Skill | null;

  @One(() => SkillClaim, {
    nullable: true,
    description: 'What the client says of that skill now; null where they took it back, and without a skill.',
    on: (gap, claim) => `${claim}.client_id = ${gap}.client_id and ${claim}.skill_id = ${gap}.skill_id`,
  })
  skillClaim: SkillClaim | null;

  @One(() => TargetRole, {
    nullable: true,
    description: 'The role that requires the skill; null unless found at TARGET_ROLE.',
    on: (gap, role) => `${role}.id = ${gap}.target_role_id`,
  })
  targetRole: TargetRole | null;

  @One(() => RoleAspect, {
    nullable: true,
    description: 'The role aspect that it comes from; null unless found at ROLE_ASPECT.',
    on: (gap, aspect) => `${aspect}.id = ${gap}.aspect_id`,
  })
  roleAspect: RoleAspect | null;

  @One(() => CheckIn, {
    nullable: true,
    description: 'The check-in that it comes from; null unless found at CHECK_IN.',
    on: (gap, checkIn) => `${checkIn}.id = ${gap}.check_in_id`,
  })
  checkIn: CheckIn | null;

  @One(() => ClientValue, {
    nullable: true,
    description: 'The value that it comes from; null unless found at VALUE.',
    on: (gap, value) => `${value}.id = ${gap}.value_id`,
  })
  value: ClientValue | null;

  @Many(() => [Task], {
    description:
      'The tasks that it comes from, as they are now: those of the week that serve no LONG goal, the longest first. Empty unless found at TASKS.',
    on: (gap, task) =>
      `${gap}.source = 'TASKS' and ${task}.client_id = ${gap}.client_id and ${task}.archived_at is null
       and not ${servesLongGoal(task)}`,
    order: [
      { sql: (task) => `${task}.hours`, type: 'numeric', descending: true },
      { sql: (task) => `${task}.id`, type: 'uuid', descending: true },
    ],
    limit: parts.tasks.most,
  })
  tasks: Task[];

  @One(() => Constraint, {
    nullable: true,
    description: 'The constraint that it comes from; null unless found at CONSTRAINT.',
    on: (gap, constraint) => `${constraint}.id = ${gap}.constraint_id`,
  })
  constraint: Constraint | null;

  @Stored(() => Float, {
    description: 'How wide it was when last found, 0 to 1; see `source` for the formula.',
  })
  magnitude: number;

  @Stored(() => Int, {
    description:
      'How much it matters, 1 to 5. Until the client says otherwise: 4 for an essential and 2 for an optional skill of a target role, 3 plus the enjoyment for an idle skill, the weight for a value, 4 for a hard constraint, 3 else.',
  })
  importance: number;

  @Sql(() => Float, {
    description: 'magnitude × importance, 0 to 5: what gaps are ordered by.',
    sql: rankOf,
  })
  rank: number;

  @Stored(() => GapStatusEnum, { description: 'What the client decided about it.' })
  status: GapStatus;

  @Sealed({
    nullable: true,
    description:
      'Why it was accepted; null unless it is. Encrypted at rest; a coach who sees the gap reads it too.',
  })
  reason: string | null;

  @Stored(() => Instant, { description: 'When it was first found.' })
  foundAt: string;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When it was found no longer; null while it is there. It can come back.',
  })
  closedAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change.' })
  version: number;
}

export const GapConnection = connectionOf(Gap, 'gaps', true);
