import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import type { Row, Scope } from '../graphql/read/declaration.js';
import { Action, declared, One, Page, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { FURTHEST_DAYS, MAX_MINUTES, MIN_MINUTES } from './session.times.js';
import type { MarkedStatus, SessionStatus } from './session.states.js';
import {
  BookSessionInput,
  MarkedStatusEnum,
  minutesCheck,
  reasonCheck,
  Session,
  SessionConnection,
  SessionPlaceInput,
  SessionStatusEnum,
} from './sessions.graphql.js';
import { SessionsBooking } from './sessions.booking.js';
import { SessionsCancel } from './sessions.cancel.js';
import { SessionsMarks } from './sessions.marks.js';
import { SessionsReschedule } from './sessions.reschedule.js';
import { SessionsService } from './sessions.service.js';

const filters = {
  status: (session: Row, { arg }: Scope) => `${session}.status = ${arg('status', 'text')}`,
  from: (session: Row, { arg }: Scope) => `${session}.starts_at >= ${arg('from', 'timestamptz')}`,
  until: (session: Row, { arg }: Scope) => `${session}.starts_at < ${arg('until', 'timestamptz')}`,
};
const statusArg = {
  type: () => SessionStatusEnum,
  nullable: true,
  description: 'Only those that became this.',
};
const fromArg = { type: () => Instant, nullable: true, description: 'Only those that start then or later.' };
const untilArg = { type: () => Instant, nullable: true, description: 'Only those that start before.' };

const idArg = { type: () => ID, description: 'Id of the session.' };
const args = { id: id('session') };

@Resolver()
export class SessionsResolver {
  constructor(
    private readonly service: SessionsService,
    private readonly booking: SessionsBooking,
    private readonly rescheduling: SessionsReschedule,
    private readonly cancelling: SessionsCancel,
    private readonly marks: SessionsMarks,
  ) {}

  @ReadOne(() => Session, {
    description: 'A session by id; null where there is none that you may see.',
    allow: 'MEMBER',
    args,
    where: (session, { arg }) => `${session}.id = ${arg('id', 'uuid')}`,
  })
  session(@Args('id', idArg) _id: string): Session {
    return declared();
  }

  @ReadPage(() => SessionConnection, {
    description: 'Your calendar: the sessions that you are a side of, as coach or as client, earliest first.',
    allow: 'MEMBER',
    where: (session) =>
      `${session}.coach_id = (select app.member_id()) or ${session}.client_id = (select app.member_id())`,
    filters,
    order: [
      { sql: (session) => `${session}.starts_at`, type: 'timestamptz' },
      { sql: (session) => `${session}.id`, type: 'uuid' },
    ],
  })
  mySessions(
    @Args() _page: PageArgs,
    @Args('status', statusArg) _status?: SessionStatus,
    @Args('from', fromArg) _from?: string,
    @Args('until', untilArg) _until?: string,
  ): object {
    return declared();
  }

  @Action(() => Session, {
    description:
      'Books a session in an active engagement of yours, as its coach or its client. CONFLICT where the engagement is not active or one of the two is no longer here, where either side is taken at that time: it is not said by what; and where a client asks for a time that the coach does not offer. LIMIT_REACHED where too little is left of an allocation, which it holds its part of.',
    allow: ['COACH', 'CLIENT'],
    args: { engagementId: id('engagement') },
  })
  bookSession(
    @Args('engagementId', { type: () => ID, description: 'Id of the engagement.' }) engagementId: string,
    @Args('input', { type: () => BookSessionInput, description: 'When, where and what about.' })
    input: BookSessionInput,
  ): Promise<{ id: string }> {
    return this.booking.book(engagementId, input);
  }

  @Action(() => Session, {
    description:
      'Moves a booked session that has not begun, as either side; one of a series apart from it. CONFLICT where either side is taken at that time, where a client asks for a time that is not offered, or asks with less notice than the agreement asks for.',
    allow: ['COACH', 'CLIENT'],
    args: { ...args, minutes: minutesCheck },
  })
  rescheduleSession(
    @Args('id', idArg) sessionId: string,
    @Args('startsAt', {
      type: () => Instant,
      description: `When it starts now: in the future, at most ${FURTHEST_DAYS} days ahead.`,
    })
    startsAt: string,
    @Args('minutes', {
      type: () => Int,
      description: `How long it is now, ${MIN_MINUTES} to ${MAX_MINUTES} minutes.`,
    })
    minutes: number,
    @Args('version', {
      type: () => Int,
      nullable: true,
      description: 'The version that you saw; without it the session is moved whatever changed since.',
    })
    version?: number | null,
  ): Promise<{ id: string }> {
    return this.rescheduling.reschedule(sessionId, startsAt, minutes, version);
  }

  @Action(() => Session, {
    description:
      'Cancels a booked session and frees its time: either side until it begins, the coach until it is marked. A client who cancels with less notice than the agreement asks for does so late, which uses up what was held for it; otherwise that is given back.',
    allow: ['COACH', 'CLIENT'],
    args: { ...args, reason: reasonCheck },
  })
  cancelSession(
    @Args('id', idArg) sessionId: string,
    @Args('reason', {
      type: () => String,
      nullable: true,
      description: 'Why, for the other side; at most 500 letters.',
    })
    reason?: string | null,
  ): Promise<{ id: string }> {
    return this.cancelling.cancel(sessionId, reason ?? null);
  }

  @Action(() => Session, {
    description:
      'Says as its coach that a session took place; from its start on. It uses up what was held for it.',
    allow: ['COACH'],
    args,
  })
  markSessionHeld(@Args('id', idArg) sessionId: string): Promise<{ id: string }> {
    return this.marks.mark(sessionId, 'HELD');
  }

  @Action(() => Session, {
    description:
      'Says as its coach that the client did not come; from its start on. It uses up what was held for it, unless that is waived.',
    allow: ['COACH'],
    args,
  })
  markSessionNoShow(@Args('id', idArg) sessionId: string): Promise<{ id: string }> {
    return this.marks.mark(sessionId, 'NO_SHOW');
  }

  @Action(() => Session, {
    description:
      'Gives back, as its coach, what a late cancellation or a no-show used up; again it changes nothing.',
    allow: ['COACH'],
    args,
  })
  waiveLateCancel(@Args('id', idArg) sessionId: string): Promise<{ id: string }> {
    return this.marks.waive(sessionId);
  }

  @Action(() => Session, {
    description:
      'Puts right, as its coach, what a session that is over has become; what stood there before is kept with the reason, and the allocation follows. LIMIT_REACHED where it counts now and too little is left.',
    allow: ['COACH'],
    args: { ...args, why: reasonCheck },
  })
  correctSession(
    @Args('id', idArg) sessionId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('status', { type: () => MarkedStatusEnum, description: 'What it became in truth.' })
    status: MarkedStatus,
    @Args('why', { type: () => String, description: 'Why, for both sides; at most 500 letters.' })
    why: string,
  ): Promise<{ id: string }> {
    return this.marks.correct(sessionId, version, status, why);
  }

  @Action(() => Session, {
    description: 'Says where a booked session is held, as either side.',
    allow: ['COACH', 'CLIENT'],
    args,
  })
  changeSessionPlace(
    @Args('id', idArg) sessionId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => SessionPlaceInput, description: 'Where it is held now.' })
    input: SessionPlaceInput,
  ): Promise<{ id: string }> {
    return this.service.changePlace(sessionId, version, input);
  }
}

/** When a client is met. */
@Resolver(() => Client)
export class ClientSessions {
  @Page(() => SessionConnection, {
    description:
      'The client’s sessions that you are a side of, and those before you that the client lets you see; latest first.',
    on: (client, session) => `${session}.client_id = ${client}.id`,
    filters,
    order: [
      { sql: (session) => `${session}.starts_at`, type: 'timestamptz', descending: true },
      { sql: (session) => `${session}.id`, type: 'uuid', descending: true },
    ],
  })
  sessions(
    @Args() _page: PageArgs,
    @Args('status', statusArg) _status?: SessionStatus,
    @Args('from', fromArg) _from?: string,
    @Args('until', untilArg) _until?: string,
  ): object {
    return declared();
  }

  @One(() => Session, {
    nullable: true,
    description:
      'The client’s next booked session that you are a side of and that has not begun; null when there is none.',
    on: (client, session, scope) =>
      `${session}.client_id = ${client}.id and ${session}.status = 'BOOKED' and ${session}.starts_at > ${scope.asOf()}`,
    order: [
      { sql: (session) => `${session}.starts_at`, type: 'timestamptz' },
      { sql: (session) => `${session}.id`, type: 'uuid' },
    ],
  })
  nextSession(): Session {
    return declared();
  }
}
