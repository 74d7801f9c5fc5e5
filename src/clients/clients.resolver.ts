import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, One, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { Member } from '../members/members.graphql.js';
import { Client, ClientConnection, ClientProfileInput } from './clients.graphql.js';
import { ClientsService } from './clients.service.js';

@Resolver()
export class ClientsResolver {
  constructor(private readonly service: ClientsService) {}

  @ReadOne(() => Client, {
    description: 'A client by id; null where there is none that you may see.',
    allow: ['ADMIN', 'COACH', 'CLIENT'],
    args: { id: id('client') },
    where: (client, { arg }) => `${client}.id = ${arg('id', 'uuid')}`,
  })
  client(@Args('id', { type: () => ID, description: 'Id of the client.' }) _id: string): Client {
    return declared();
  }

  @ReadPage(() => ClientConnection, {
    description: 'The clients of the organization, newest first.',
    allow: ['ADMIN'],
    counted: true,
    where: () => 'true',
    order: [{ sql: (client) => `${client}.id`, type: 'uuid', descending: true }],
  })
  clients(@Args() _page: PageArgs): object {
    return declared();
  }

  @Action(() => Client, {
    description: 'Changes a client’s profile: one’s own, or as an admin anyone’s.',
    allow: ['ADMIN', 'CLIENT'],
    args: { id: id('client') },
  })
  changeClientProfile(
    @Args('id', { type: () => ID, description: 'Id of the client.' }) clientId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ClientProfileInput, description: 'What to change.' })
    input: ClientProfileInput,
  ): Promise<{ id: string }> {
    return this.service.changeProfile(clientId, version, input);
  }
}

/** What a member is as a client. */
@Resolver(() => Member)
export class MemberClient {
  @One(() => Client, {
    nullable: true,
    description: 'The member as a client; null for who is none, or whose client profile you may not see.',
    on: (member, client) => `${client}.id = ${member}.id`,
  })
  client(): Client {
    return declared();
  }
}
