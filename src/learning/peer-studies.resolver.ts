import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { archivedArg, byArchived, byOwner, newestFirst } from './learning.checks.js';
import {
  ChangePeerStudyInput,
  PeerStudy,
  PeerStudyConnection,
  RecordPeerStudyInput,
  TryExperimentInput,
} from './peer-studies.graphql.js';
import { PeerStudiesService } from './peer-studies.service.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('peer-study') };
const idArg = { type: () => ID, description: 'Id of the peer study.' };

/** What a client learned from others is theirs alone. */
@Resolver()
export class PeerStudiesResolver {
  constructor(private readonly studies: PeerStudiesService) {}

  @ReadOne(() => PeerStudy, {
    description: 'A peer study of yours by id; null where there is none.',
    allow: CLIENT,
    args,
    where: (study, { arg }) => `${study}.id = ${arg('id', 'uuid')}`,
  })
  peerStudy(@Args('id', idArg) _id: string): PeerStudy {
    return declared();
  }

  @ReadPage(() => PeerStudyConnection, {
    description: 'Your peer studies, newest first.',
    allow: CLIENT,
    counted: true,
    where: byOwner,
    filters: { archived: byArchived },
    order: newestFirst,
  })
  myPeerStudies(@Args() _page: PageArgs, @Args('archived', archivedArg) _archived: boolean): object {
    return declared();
  }

  @Action(() => PeerStudy, { description: 'Writes down what you learned from somebody.', allow: CLIENT })
  recordPeerStudy(
    @Args('input', { type: () => RecordPeerStudyInput, description: 'What it was.' })
    input: RecordPeerStudyInput,
  ): Reference {
    return this.studies.record(input);
  }

  @Action(() => PeerStudy, { description: 'Changes what a peer study of yours says.', allow: CLIENT, args })
  changePeerStudy(
    @Args('id', idArg) studyId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangePeerStudyInput, description: 'What to change.' })
    input: ChangePeerStudyInput,
  ): Reference {
    return this.studies.change(studyId, version, input);
  }

  @Action(() => PeerStudy, {
    description:
      'Makes an action of the experiment of a peer study of yours, once. CONFLICT without an experiment, and where it is one already.',
    allow: CLIENT,
    args,
  })
  tryExperiment(
    @Args('id', idArg) studyId: string,
    @Args('input', { type: () => TryExperimentInput, description: 'The action.' }) input: TryExperimentInput,
  ): Reference {
    return this.studies.tryExperiment(studyId, input);
  }

  @Action(() => PeerStudy, { description: 'Puts a peer study of yours away.', allow: CLIENT, args })
  archivePeerStudy(@Args('id', idArg) studyId: string): Reference {
    return this.studies.archive(studyId);
  }

  @Action(() => PeerStudy, { description: 'Takes a peer study of yours out again.', allow: CLIENT, args })
  unarchivePeerStudy(@Args('id', idArg) studyId: string): Reference {
    return this.studies.unarchive(studyId);
  }
}
