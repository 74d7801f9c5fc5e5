import { Args, ID, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { declared, ReadPage } from '../graphql/read/declare.js';
import { LocalDate } from '../graphql/scalars.js';
import { AttendanceConnection } from './attendances.graphql.js';

@Resolver()
export class AttendancesResolver {
  @ReadPage(() => AttendanceConnection, {
    description:
      'Who came to sessions and who did not, latest day first: as a client or a coach your own, as an admin those whose agreement shows them.',
    allow: ['ADMIN', 'COACH', 'CLIENT'],
    args: { clientId: id('client') },
    where: () => 'true',
    filters: {
      clientId: (attendance, { arg }) => `${attendance}.client_id = ${arg('clientId', 'uuid')}`,
      from: (attendance, { arg }) => `${attendance}.held_on >= ${arg('from', 'date')}`,
      until: (attendance, { arg }) => `${attendance}.held_on <= ${arg('until', 'date')}`,
    },
    order: [
      { sql: (attendance) => `${attendance}.held_on`, type: 'date', descending: true },
      { sql: (attendance) => `${attendance}.id`, type: 'uuid', descending: true },
    ],
  })
  attendances(
    @Args() _page: PageArgs,
    @Args('clientId', { type: () => ID, nullable: true, description: 'Only those of this client.' })
    _clientId?: string,
    @Args('from', { type: () => LocalDate, nullable: true, description: 'Only from this day on.' })
    _from?: string,
    @Args('until', { type: () => LocalDate, nullable: true, description: 'Only up to this day.' })
    _until?: string,
  ): object {
    return declared();
  }
}
