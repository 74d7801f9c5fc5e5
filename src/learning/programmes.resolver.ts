import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import * as checks from './learning.checks.js';
import {
  canEnrol,
  ChangeProgrammeInput,
  PostProgrammeInput,
  Programme,
  ProgrammeConnection,
} from './programmes.graphql.js';
import { ProgrammesService } from './programmes.service.js';

type Reference = Promise<{ id: string }>;
const POSTERS = ['ADMIN', 'COACH', 'MENTOR'] as const;
const args = { id: id('programme') };
const idArg = { type: () => ID, description: 'Id of the programme.' };

/** Everybody in the organization finds a programme; who posted it changes it. */
@Resolver()
export class ProgrammesResolver {
  constructor(private readonly service: ProgrammesService) {}

  @ReadOne(() => Programme, {
    description: 'A programme by id; null where there is none in the organization.',
    allow: 'MEMBER',
    args,
    where: (programme, { arg }) => `${programme}.id = ${arg('id', 'uuid')}`,
  })
  programme(@Args('id', idArg) _id: string): Programme {
    return declared();
  }

  @ReadPage(() => ProgrammeConnection, {
    description: 'The programmes of the organization that nobody has put away, newest first.',
    allow: 'MEMBER',
    where: (programme) => `${programme}.archived_at is null`,
    filters: {
      canEnrol: (programme, scope) => `(${canEnrol(programme, scope)}) = ${scope.arg('canEnrol', 'boolean')}`,
      tag: checks.byTag,
      search: checks.bySearch,
    },
    order: checks.newestFirst,
    args: { tag: checks.tagCheck, search: checks.searchCheck },
  })
  programmes(
    @Args() _page: PageArgs,
    @Args('canEnrol', {
      type: () => Boolean,
      nullable: true,
      description: 'Only those that somebody could, or could not, enrol in now.',
    })
    _canEnrol?: boolean,
    @Args('tag', checks.tagArg) _tag?: string,
    @Args('search', checks.searchArg) _search?: string,
  ): object {
    return declared();
  }

  @ReadPage(() => ProgrammeConnection, {
    description: 'The programmes that you posted, newest first.',
    allow: POSTERS,
    where: (programme) => `${programme}.poster_id = (select app.member_id())`,
    filters: { archived: checks.byArchived, tag: checks.byTag, search: checks.bySearch },
    order: checks.newestFirst,
    args: { tag: checks.tagCheck, search: checks.searchCheck },
  })
  myProgrammes(
    @Args() _page: PageArgs,
    @Args('archived', checks.archivedArg) _archived: boolean,
    @Args('tag', checks.tagArg) _tag?: string,
    @Args('search', checks.searchArg) _search?: string,
  ): object {
    return declared();
  }

  @Action(() => Programme, { description: 'Posts a programme to the organization.', allow: POSTERS })
  postProgramme(
    @Args('input', { type: () => PostProgrammeInput, description: 'What it is.' }) input: PostProgrammeInput,
  ): Reference {
    return this.service.post(input);
  }

  @Action(() => Programme, {
    description:
      'Changes what you posted. CONFLICT for fewer seats than are taken, and for other steps once somebody has enrolled.',
    allow: POSTERS,
    args,
  })
  changeProgramme(
    @Args('id', idArg) programmeId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeProgrammeInput, description: 'What to change.' })
    input: ChangeProgrammeInput,
  ): Reference {
    return this.service.change(programmeId, version, input);
  }

  @Action(() => Programme, {
    description: 'Takes nobody in any more; whoever is in it goes on. Once more changes nothing.',
    allow: POSTERS,
    args,
  })
  closeProgramme(@Args('id', idArg) programmeId: string): Reference {
    return this.service.close(programmeId);
  }

  @Action(() => Programme, {
    description: 'Takes clients in again, also into one that was put away. Once more changes nothing.',
    allow: POSTERS,
    args,
  })
  reopenProgramme(@Args('id', idArg) programmeId: string): Reference {
    return this.service.reopen(programmeId);
  }

  @Action(() => Programme, { description: 'Puts a closed programme of yours away.', allow: POSTERS, args })
  archiveProgramme(@Args('id', idArg) programmeId: string): Reference {
    return this.service.archive(programmeId);
  }

  @Action(() => Programme, { description: 'Takes a programme of yours out again.', allow: POSTERS, args })
  unarchiveProgramme(@Args('id', idArg) programmeId: string): Reference {
    return this.service.unarchive(programmeId);
  }
}
