import { Int } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Id, One, Reads, Sealed, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { Member } from '../members/members.graphql.js';
import type { AgendaItemEntity } from './agenda-item.entity.js';
import { Session } from './sessions.graphql.js';

@Reads('agenda_items', {
  idKind: 'agenda-item',
  description: 'Something that one side wants to talk about in a session; both sides read it.',
})
export class AgendaItem implements Pick<AgendaItemEntity, 'text' | 'carried' | 'version'> {
  @Id('agenda-item')
  id: string;

  @Sealed({ description: 'What is to be talked about; encrypted at rest, so it cannot be searched.' })
  text: string;

  @One(() => Member, {
    nullable: true,
    description: 'Who put it there; null once you no longer work together.',
    on: (item, member) => `${member}.id = ${item}.author_id`,
  })
  author: Member | null;

  @Sql(() => Boolean, {
    description: 'Whether it has been talked about.',
    sql: (item) => `${item}.done_at is not null`,
  })
  done: boolean;

  @Stored(() => Instant, { nullable: true, description: 'When it was ticked; null while it is open.' })
  doneAt: string | null;

  @One(() => Session, {
    nullable: true,
    description: 'The session that it is for; null while it waits for the next one to be booked.',
    on: (item, session) => `${session}.id = ${item}.session_id`,
  })
  session: Session | null;

  @Stored(() => Int, {
    description: 'How often it went on to a later session because it was not talked about; 0 at first.',
  })
  carried: number;

  @One(() => Session, {
    nullable: true,
    description: 'The session that it went on from last; null where it never did.',
    on: (item, session) => `${session}.id = ${item}.carried_from`,
  })
  carriedFrom: Session | null;

  @Stored(() => Instant, { description: 'When it was put there.' })
  createdAt: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const AgendaItemConnection = connectionOf(AgendaItem, 'agenda items');

export const itemIdsCheck = z
  .array(id('agenda-item'))
  .min(1)
  .max(200)
  .refine((ids) => new Set(ids).size === ids.length, 'must not name an item twice');
