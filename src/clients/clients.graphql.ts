import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, Input, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Member } from '../members/members.graphql.js';
import { careerStages, type CareerStage, type ClientEntity } from './client.entity.js';

export const CareerStageEnum = enumOf(careerStages);
registerEnumType(CareerStageEnum, {
  name: 'CareerStage',
  description: 'How far along a career is.',
  valuesMap: {
    EARLY: { description: 'The first years.' },
    MID: { description: 'Established in a field.' },
    SENIOR: { description: 'Leads others or a subject.' },
    EXECUTIVE: { description: 'Answers for an organization or a large part of one.' },
  },
});

@Reads('clients', { idKind: 'client', description: 'A person who is coached.' })
export class Client implements Pick<
  ClientEntity,
  'jobTitle' | 'department' | 'location' | 'careerStage' | 'version'
> {
  @Id('client')
  id: string;

  @One(() => Member, {
    description: 'The client as a member of the organization: name, address, zone.',
    on: (client, member) => `${member}.id = ${client}.id`,
  })
  member: Member;

  @Sql(() => String, {
    description: 'What the client is called; the same as `member.name`, for lists.',
    sql: (client) => `select m.name from members m where m.org_id = ${client}.org_id and m.id = ${client}.id`,
  })
  name: string;

  @Stored(() => String, { nullable: true, description: 'What the client works as.' })
  jobTitle: string | null;

  @Stored(() => String, {
    nullable: true,
    description: 'The part of the organization that the client works in.',
  })
  department: string | null;

  @Stored(() => String, { nullable: true, description: 'Where the client works.' })
  location: string | null;

  @Stored(() => CareerStageEnum, { nullable: true, description: 'How far along the career is.' })
  careerStage: CareerStage | null;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const ClientConnection = connectionOf(Client, 'clients', true);

const short = z.string().trim().min(1).max(120);

@InputType({ description: 'What to change of a client’s profile; what is left out stays, null empties.' })
export class ClientProfileInput {
  @Input(() => String, {
    nullable: true,
    check: short,
    description: 'What the client works as; at most 120 letters.',
  })
  jobTitle?: string | null;

  @Input(() => String, { nullable: true, check: short, description: 'The department; at most 120 letters.' })
  department?: string | null;

  @Input(() => String, {
    nullable: true,
    check: short,
    description: 'The place of work; at most 120 letters.',
  })
  location?: string | null;

  @Input(() => CareerStageEnum, { nullable: true, description: 'How far along the career is.' })
  careerStage?: CareerStage | null;
}
