import { InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { Id, Input, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Member } from '../members/members.graphql.js';
import type { CoachEntity } from './coach.entity.js';

@Reads('coaches', { idKind: 'coach', description: 'A person who coaches.' })
export class Coach implements Pick<
  CoachEntity,
  'biography' | 'specialties' | 'languages' | 'credentials' | 'capacity' | 'version'
> {
  @Id('coach')
  id: string;

  @One(() => Member, {
    nullable: true,
    description: 'The coach as a member; null where you do not work together and are no admin.',
    on: (coach, member) => `${member}.id = ${coach}.id`,
  })
  member: Member | null;

  @Sql(() => String, {
    description: 'What the coach is called.',
    sql: (coach) => `app.coach_name(${coach}.id)`,
  })
  name: string;

  @Stored(() => String, { description: 'How the coach introduces themselves; may be empty.' })
  biography: string;

  @Stored(() => [String], { description: 'What the coach knows most about.' })
  specialties: string[];

  @Stored(() => [String], { description: 'The languages that the coach works in, as BCP 47 tags.' })
  languages: string[];

  @Stored(() => [String], { description: 'Certificates and memberships.' })
  credentials: string[];

  @Stored(() => Int, { description: 'How many open engagements the coach takes.' })
  capacity: number;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const CoachConnection = connectionOf(Coach, 'coaches', true);

const words = z.array(z.string().trim().min(1).max(80)).max(20);

@InputType({ description: 'What to change of a coach’s profile; what is left out stays.' })
export class CoachProfileInput {
  @Input(() => String, {
    nullable: true,
    check: z.string().trim().max(4000),
    description: 'An introduction; at most 4000 letters.',
  })
  biography?: string;

  @Input(() => [String], { nullable: true, check: words, description: 'At most 20 specialties.' })
  specialties?: string[];

  @Input(() => [String], {
    nullable: true,
    check: words,
    description: 'At most 20 languages, as BCP 47 tags.',
  })
  languages?: string[];

  @Input(() => [String], { nullable: true, check: words, description: 'At most 20 credentials.' })
  credentials?: string[];

  @Input(() => Int, {
    nullable: true,
    check: z.number().int().min(0).max(200),
    description: 'How many open engagements at most, 0 to 200.',
  })
  capacity?: number;
}
