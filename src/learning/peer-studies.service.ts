import { Injectable } from '@nestjs/common';
import { ActionsService } from '../actions/actions.service.js';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import type {
  ChangePeerStudyInput,
  RecordPeerStudyInput,
  TryExperimentInput,
} from './peer-studies.graphql.js';
import { PeerStudiesRepository, type SealedStudy } from './peer-studies.repository.js';

type Reference = Promise<{ id: string }>;

/** What a client learned from others: theirs alone. */
@Injectable()
export class PeerStudiesService {
  constructor(
    private readonly studies: PeerStudiesRepository,
    private readonly actions: ActionsService,
    private readonly dataKeys: DataKeys,
  ) {}

  async record(input: RecordPeerStudyInput): Reference {
    const id = await this.studies.reserve();
    await this.studies.insert(id, await this.seal(id, input));
    return { id };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT, CONFLICT for emptying an experiment that is an action */
  async change(id: string, version: number, input: ChangePeerStudyInput): Reference {
    for (const name of ['who', 'did'] as const) {
      if (input[name] === null) throw invalidInput('A peer study needs this.', `input.${name}`);
    }
    if (await this.studies.change(id, version, await this.seal(id, input))) return { id };
    if ((await this.studies.findVersion(id)) === undefined) throw notFound('PeerStudy');
    throw new AppError('VERSION_CONFLICT', 'The study was changed meanwhile; look again.', 'version');
  }

  /**
   * The experiment becomes an action, once.
   * @throws AppError NOT_FOUND, CONFLICT without an experiment or where it is an action already, INVALID_INPUT
   */
  async tryExperiment(id: string, input: TryExperimentInput): Reference {
    const study = await this.studies.lock(id);
    if (!study) throw notFound('PeerStudy');
    if (!study.hasExperiment) throw new AppError('CONFLICT', 'The study has led to no experiment yet.');
    if (study.hasAction) throw new AppError('CONFLICT', 'The experiment is an action already.');
    const action = await this.actions.create(null, { ...input, kind: 'LEARNING' });
    await this.studies.setAction(id, action.id);
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async archive(id: string): Reference {
    if (!(await this.studies.setArchived(id, new Date()))) throw notFound('PeerStudy');
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async unarchive(id: string): Reference {
    if (!(await this.studies.setArchived(id, null))) throw notFound('PeerStudy');
    return { id };
  }

  /** Seals the texts that were given, leaves null and absence as they are. */
  private async seal(rowId: string, texts: ChangePeerStudyInput): Promise<Partial<SealedStudy>> {
    const seal = await this.dataKeys.sealer();
    return Object.fromEntries(
      Object.entries(texts).map(([column, text]) => [
        column,
        typeof text === 'string' ? seal(text, { table: 'peer_studies', column, rowId }) : text,
      ]),
    );
  }
}
