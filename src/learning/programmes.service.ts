import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { ChangeProgrammeInput, PostProgrammeInput } from './programmes.graphql.js';
import { ProgrammesRepository, type LockedProgramme } from './programmes.repository.js';

type Reference = Promise<{ id: string }>;

const NEEDED = ['title', 'startsOn', 'endsOn', 'enrolBy', 'steps'] as const;

/** What admins, coaches and mentors offer to learn; each changes what they posted themselves. */
@Injectable()
export class ProgrammesService {
  constructor(private readonly programmes: ProgrammesRepository) {}

  /** @throws AppError INVALID_INPUT */
  async post(input: PostProgrammeInput): Reference {
    return { id: await this.programmes.post(input) };
  }

  /**
   * @throws AppError NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT, CONFLICT for fewer seats than are taken, and for other
   * steps once anybody has enrolled
   */
  async change(id: string, version: number, { steps, ...input }: ChangeProgrammeInput): Reference {
    for (const name of NEEDED) {
      if ({ ...input, steps }[name] === null) throw invalidInput('A programme needs this.', `input.${name}`);
    }
    const before = await this.locked(id);
    if (before.version !== version)
      throw new AppError('VERSION_CONFLICT', 'The programme was changed meanwhile; look again.', 'version');
    const { enrolled, ever } = await this.programmes.count(id);
    if (input.seats && input.seats < enrolled)
      throw new AppError('CONFLICT', 'More are in it than there would be seats.', 'input.seats');
    if (steps && ever > 0)
      throw new AppError('CONFLICT', 'Its steps stay once somebody has enrolled.', 'input.steps');
    await this.programmes.change(id, input);
    if (steps) await this.programmes.replaceSteps(id, steps);
    return { id };
  }

  /** Takes nobody in any more; once more changes nothing. @throws AppError NOT_FOUND */
  async close(id: string): Reference {
    if ((await this.locked(id)).status === 'OPEN') await this.programmes.setClosed(id, new Date());
    return { id };
  }

  /** Takes clients in again; once more changes nothing. @throws AppError NOT_FOUND */
  async reopen(id: string): Reference {
    if ((await this.locked(id)).status === 'CLOSED') await this.programmes.setClosed(id, null);
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT while it is open */
  async archive(id: string): Reference {
    if (!(await this.programmes.setArchived(id, new Date()))) throw notFound('Programme');
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async unarchive(id: string): Reference {
    if (!(await this.programmes.setArchived(id, null))) throw notFound('Programme');
    return { id };
  }

  private async locked(id: string): Promise<LockedProgramme> {
    const programme = await this.programmes.lockOwn(id);
    if (!programme) throw notFound('Programme');
    return programme;
  }
}
