import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { MOST_CLAIMS } from './catalogue.limits.js';
import { CatalogueService } from './catalogue.service.js';
import { SituationRowsService } from './situation-rows.service.js';
import type { ClaimSkillInput } from './skill-claims.graphql.js';
import { SkillClaimsRepository } from './skill-claims.repository.js';

type Reference = Promise<{ id: string }>;

/** What a client says of their skills. */
@Injectable()
export class SkillClaimsService {
  constructor(
    private readonly claims: SkillClaimsRepository,
    private readonly catalogue: CatalogueService,
    private readonly rows: SituationRowsService,
  ) {}

  /**
   * Claims a skill, or says anew what was claimed before; of a retired skill only the latter.
   * @throws AppError NOT_FOUND, CONFLICT for a retired skill, LIMIT_REACHED
   */
  async claim(input: ClaimSkillInput): Reference {
    const at = new Date();
    // Of two who claim the same skill at once, the second finds what the first has claimed.
    await this.rows.lockClient();
    const known = await this.claims.change(input, at);
    if (known) return { id: known };
    await this.catalogue.needsOffered(input.skillId);
    if ((await this.claims.count()) >= MOST_CLAIMS) {
      throw new AppError('LIMIT_REACHED', `At most ${MOST_CLAIMS} skills are claimed.`);
    }
    return { id: await this.claims.insert(input, at) };
  }

  /**
   * Takes a claim back: the skill is unknown again.
   * @returns the client
   * @throws AppError NOT_FOUND
   */
  async takeBack(id: string): Reference {
    const clientId = await this.claims.delete(id);
    if (!clientId) throw notFound('SkillClaim');
    return { id: clientId };
  }
}
