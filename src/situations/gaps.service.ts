import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import { gapsIn } from './gap.finding.js';
import type { GapStatus } from './gap.kinds.js';
import { GapsRepository, type LockedGap } from './gaps.repository.js';
import { SituationRowsService } from './situation-rows.service.js';

type Reference = Promise<{ id: string }>;

/** The gaps in a client's situation: found in its rows, decided on by the client. */
@Injectable()
export class GapsService {
  constructor(
    private readonly gaps: GapsRepository,
    private readonly rows: SituationRowsService,
    private readonly dataKeys: DataKeys,
  ) {}

  /** Makes the actor's gaps those of their situation as it is now. Finding them again, or twice at once, changes nothing. */
  async find(): Reference {
    // One at a time: the second finds what the first has written.
    const id = await this.rows.lockClient();
    await this.gaps.replace(gapsIn(await this.gaps.facts()), new Date());
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT once it is closed */
  async address(id: string): Reference {
    return this.decide(id, 'ADDRESSED');
  }

  /** @throws AppError NOT_FOUND, CONFLICT once it is closed */
  async reopen(id: string): Reference {
    return this.decide(id, 'OPEN');
  }

  /** Accepting it again replaces the reason. @throws AppError NOT_FOUND, CONFLICT once it is closed */
  async accept(id: string, reason: string): Reference {
    await this.locked(id);
    const seal = await this.dataKeys.sealer();
    await this.gaps.decide(id, 'ACCEPTED', seal(reason, { table: 'gaps', column: 'reason', rowId: id }));
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT once it is closed */
  async weigh(id: string, importance: number): Reference {
    await this.locked(id);
    await this.gaps.weigh(id, importance);
    return { id };
  }

  private async decide(id: string, status: Exclude<GapStatus, 'ACCEPTED'>): Reference {
    const gap = await this.locked(id);
    if (gap.status !== status) await this.gaps.decide(id, status, null);
    return { id };
  }

  private async locked(id: string): Promise<LockedGap> {
    const gap = await this.gaps.lock(id);
    if (!gap) throw notFound('Gap');
    if (gap.isClosed) throw new AppError('CONFLICT', 'The gap is there no longer.');
    return gap;
  }
}
