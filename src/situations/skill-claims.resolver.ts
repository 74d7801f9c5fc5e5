import { Args, Float, ID, Resolver } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, Computed, declared, Page } from '../graphql/read/declare.js';
import { searchCheck } from './skills.graphql.js';
import { Situation } from './situation.graphql.js';
import { ClaimSkillInput, SkillClaim, SkillClaimConnection } from './skill-claims.graphql.js';
import { SkillClaimsService } from './skill-claims.service.js';
import { rounded } from './situation.needs.js';
import { claimedSkills } from './skill.needs.js';
import { underUseOf, type UsedSkill } from './skill.use.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;

@Resolver()
export class SkillClaimsResolver {
  constructor(private readonly claims: SkillClaimsService) {}

  @Action(() => SkillClaim, {
    description:
      'Claims a skill of the catalogue, or says anew what you claimed before. CONFLICT for a retired skill that you had not claimed, LIMIT_REACHED beyond 200 skills.',
    allow: CLIENT,
  })
  claimSkill(
    @Args('input', { type: () => ClaimSkillInput, description: 'What you say of it.' })
    input: ClaimSkillInput,
  ): Reference {
    return this.claims.claim(input);
  }

  @Action(() => Client, {
    description: 'Takes a skill claim of yours back: the skill is unknown again. Answers with you.',
    allow: CLIENT,
    args: { id: id('skill-claim') },
  })
  takeSkillClaimBack(
    @Args('id', { type: () => ID, description: 'Id of the claim.' }) claimId: string,
  ): Reference {
    return this.claims.takeBack(claimId);
  }
}

/** What a client can do. */
@Resolver(() => Situation)
export class SituationSkills {
  @Page(() => SkillClaimConnection, {
    description: 'What the client says of their skills, newest first. Consent: SKILLS.',
    counted: true,
    args: { search: searchCheck },
    on: (situation, claim) => `${claim}.client_id = ${situation}.id`,
    filters: {
      search: (claim, { arg }) =>
        `exists (select from skills s where s.org_id = ${claim}.org_id and s.id = ${claim}.skill_id` +
        ` and position(lower(${arg('search', 'text')}) in lower(s.name)) > 0)`,
    },
    order: [{ sql: (claim) => `${claim}.id`, type: 'uuid', descending: true }],
  })
  skillClaims(
    @Args() _page: PageArgs,
    @Args('search', {
      type: () => String,
      nullable: true,
      description: 'Only skills with this in the name, upper and lower case alike; at most 100 letters.',
    })
    _search?: string,
  ): object {
    return declared();
  }

  @Computed<{ claims: UsedSkill[] }>(() => Float, {
    nullable: true,
    description:
      'How much of what the client can do lies idle, 0 to 1: Σ level · (1 − use/4) / Σ level. Null where no skill has a level above 0. Consent: SKILLS.',
    needs: (situation) => ({ claims: claimedSkills(situation) }),
    compute: ({ claims }) => rounded(underUseOf(claims)),
  })
  underUse(): number | null {
    return declared();
  }
}
