import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { Client } from '../clients/clients.graphql.js';
import { Coach } from '../coaches/coaches.graphql.js';
import { Engagement } from '../engagements/engagements.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, Input, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { Member } from '../members/members.graphql.js';
import type { SessionEntity } from './session.entity.js';
import { markedStatuses, sessionStatuses, type SessionStatus } from './session.states.js';
import { FURTHEST_DAYS, MAX_MINUTES, MIN_MINUTES } from './session.times.js';

export const SessionStatusEnum = enumOf(sessionStatuses);
registerEnumType(SessionStatusEnum, {
  name: 'SessionStatus',
  description: 'What became of a session.',
  valuesMap: {
    BOOKED: { description: 'Agreed upon; also once it has begun, until the coach says how it went.' },
    HELD: { description: 'Took place.' },
    NO_SHOW: { description: 'The client did not come.' },
    CANCELLED: { description: 'Does not take place; its time is free again.' },
  },
});

export const MarkedStatusEnum = enumOf(markedStatuses);
registerEnumType(MarkedStatusEnum, {
  name: 'MarkedStatus',
  description: 'What a session that is over has become.',
  valuesMap: {
    HELD: { description: 'It took place.' },
    NO_SHOW: { description: 'The client did not come.' },
    CANCELLED: { description: 'It did not take place, and nobody stayed away.' },
  },
});

@Reads('sessions', { idKind: 'session', description: 'A meeting of a coach and a client.' })
export class Session implements Pick<
  SessionEntity,
  | 'bufferMinutes'
  | 'place'
  | 'videoUrl'
  | 'status'
  | 'cancelReason'
  | 'lateCancel'
  | 'occurrenceOn'
  | 'movedAlone'
  | 'version'
> {
  @Id('session')
  id: string;

  @Stored(() => Instant, { description: 'When it starts.' })
  startsAt: string;

  @Stored(() => Instant, { description: 'When it ends.' })
  endsAt: string;

  @Sql(() => Int, {
    description: 'How long it is, in minutes.',
    sql: (session) => `(extract(epoch from ${session}.ends_at - ${session}.starts_at) / 60)::int`,
  })
  minutes: number;

  @Stored(() => Int, { description: 'Minutes that stay free behind it, for both sides.' })
  bufferMinutes: number;

  @Stored(() => String, { nullable: true, description: 'Where it is held; null when it is held by video.' })
  place: string | null;

  @Stored(() => String, {
    nullable: true,
    description: 'Where it is held by video; null when there is a place.',
  })
  videoUrl: string | null;

  @Stored(() => SessionStatusEnum, { description: 'What became of it.' })
  status: SessionStatus;

  @Stored(() => Instant, { nullable: true, description: 'When it was cancelled; null when it was not.' })
  cancelledAt: string | null;

  @One(() => Member, {
    nullable: true,
    description: 'Who cancelled it; null when nobody did.',
    on: (session, member) => `${member}.id = ${session}.cancelled_by`,
  })
  cancelledBy: Member | null;

  @Stored(() => String, { nullable: true, description: 'Why it was cancelled, where that was said.' })
  cancelReason: string | null;

  @Stored(() => Boolean, {
    description:
      'Whether the client cancelled it with less notice than the agreement asks for that it was booked under. It then uses up what was held for it, unless the coach waives that.',
  })
  lateCancel: boolean;

  @Stored(() => Instant, {
    nullable: true,
    description:
      'When the coach gave back what a late cancellation or a no-show had used up; null when nobody did.',
  })
  waivedAt: string | null;

  @Stored(() => LocalDate, {
    nullable: true,
    description:
      'The day that its series gave it, on the wall clock of the series, whatever day it was moved to since; null for a session of no series.',
  })
  occurrenceOn: string | null;

  @Stored(() => Boolean, {
    description: 'Whether it was moved apart from its series: its time is its own then.',
  })
  movedAlone: boolean;

  @One(() => Coach, {
    description: 'Who coaches.',
    on: (session, coach) => `${coach}.id = ${session}.coach_id`,
  })
  coach: Coach;

  @One(() => Client, {
    description: 'Who is coached.',
    on: (session, client) => `${client}.id = ${session}.client_id`,
  })
  client: Client;

  @One(() => Engagement, {
    description: 'The engagement that it belongs to.',
    on: (session, engagement) => `${engagement}.id = ${session}.engagement_id`,
  })
  engagement: Engagement;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const SessionConnection = connectionOf(Session, 'sessions');

export const minutesCheck = z.number().int().min(MIN_MINUTES).max(MAX_MINUTES);
/** The check of a text of so many letters; PostgreSQL stores no NUL character. */
export const text = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((given) => !given.includes('\0'), 'must not hold the NUL character');
/** How long an item of an agenda can be, and how many an agenda takes: more than an hour can hold. */
export const AGENDA_LETTERS = 500;
export const AGENDA_MAX = 30;
export const agendaItemCheck = text(1, AGENDA_LETTERS);
const agendaCheck = z.array(agendaItemCheck).max(AGENDA_MAX);
export const reasonCheck = text(1, 500);

export const bufferCheck = z.number().int().min(0).max(60);

@InputType({ description: 'Where a session is held. Give either `place` or `videoUrl`.' })
export class SessionPlaceInput {
  @Input(() => String, {
    nullable: true,
    check: text(1, 200),
    description: 'Where it is held; at most 200 letters.',
  })
  place?: string | null;

  @Input(() => String, {
    nullable: true,
    check: z.url({ protocol: /^https$/, normalize: true }).max(500),
    description: 'Where it is held by video: an https address of at most 500 letters.',
  })
  videoUrl?: string | null;
}

@InputType({ description: 'A session to book. Give either `place` or `videoUrl`.' })
export class BookSessionInput extends SessionPlaceInput {
  @Input(() => Instant, {
    description: `When it starts: in the future, at most ${FURTHEST_DAYS} days ahead. A client takes an hour that the coach offers.`,
  })
  startsAt: string;

  @Input(() => Int, {
    check: minutesCheck,
    description: `How long it is, ${MIN_MINUTES} to ${MAX_MINUTES} minutes.`,
  })
  minutes: number;

  @Input(() => Int, {
    nullable: true,
    check: bufferCheck,
    description:
      'Minutes to keep free behind it, for both sides; 0 to 60. Left out, what the coach usually keeps free, which a client cannot make less.',
  })
  bufferMinutes?: number | null;

  @Input(() => [String], {
    defaultValue: [],
    check: agendaCheck,
    description: `What is to be talked about, for both sides: at most ${AGENDA_MAX} items of at most ${AGENDA_LETTERS} letters.`,
  })
  agenda: string[];
}
