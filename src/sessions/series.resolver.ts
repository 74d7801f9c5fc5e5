import { Args, ID, Resolver } from '@nestjs/graphql';
import { id } from '../graphql/ids.js';
import { Action, declared, One, ReadOne } from '../graphql/read/declare.js';
import {
  BookSessionSeriesInput,
  RescheduleSeriesInput,
  SeriesScopeEnum,
  SessionSeries,
  type SeriesScope,
} from './series.graphql.js';
import { SeriesReschedule } from './series.reschedule.js';
import { SeriesService } from './series.service.js';
import { reasonCheck, Session } from './sessions.graphql.js';

const sessionArg = { type: () => ID, description: 'Id of a session of the series.' };
const scopeArg = { type: () => SeriesScopeEnum, description: 'What of the series.' };
const args = { sessionId: id('session') };

@Resolver()
export class SeriesResolver {
  constructor(
    private readonly service: SeriesService,
    private readonly rescheduling: SeriesReschedule,
  ) {}

  @ReadOne(() => SessionSeries, {
    description: 'A series of sessions by id; null where there is none that you may see.',
    allow: 'MEMBER',
    args: { id: id('session-series') },
    where: (series, { arg }) => `${series}.id = ${arg('id', 'uuid')}`,
  })
  sessionSeries(
    @Args('id', { type: () => ID, description: 'Id of the series.' }) _id: string,
  ): SessionSeries {
    return declared();
  }

  @Action(() => SessionSeries, {
    description:
      'Books sessions that recur, all of them or none, in an active engagement of yours. CONFLICT names the day on which a time is taken, and not by what, or where a client asks for one that is not offered; LIMIT_REACHED where too little is left of an allocation.',
    allow: ['COACH', 'CLIENT'],
    args: { engagementId: id('engagement') },
  })
  bookSessionSeries(
    @Args('engagementId', { type: () => ID, description: 'Id of the engagement.' }) engagementId: string,
    @Args('input', { type: () => BookSessionSeriesInput, description: 'When and where.' })
    input: BookSessionSeriesInput,
  ): Promise<{ id: string }> {
    return this.service.book(engagementId, input);
  }

  @Action(() => SessionSeries, {
    description:
      'Moves sessions of a series that have not begun, all of those asked for or none, and answers with the series that they belong to then: a series that has begun, or of which a first part stays, ends before them, and they go on as one of their own. What had been moved alone falls into line again when the day or the time changes, and stays where it is when only the length does. A client cannot move what is due with less notice than the agreement asks for.',
    allow: ['COACH', 'CLIENT'],
    args,
  })
  rescheduleSeries(
    @Args('sessionId', sessionArg) sessionId: string,
    @Args('scope', scopeArg) scope: SeriesScope,
    @Args('input', { type: () => RescheduleSeriesInput, description: 'What changes.' })
    input: RescheduleSeriesInput,
  ): Promise<{ id: string }> {
    return this.rescheduling.reschedule(sessionId, scope, input);
  }

  @Action(() => SessionSeries, {
    description:
      'Cancels sessions of a series that have not begun, each judged alone: as a client you cancel late those that are due with less notice than the agreement asks for.',
    allow: ['COACH', 'CLIENT'],
    args: { ...args, reason: reasonCheck },
  })
  cancelSeries(
    @Args('sessionId', sessionArg) sessionId: string,
    @Args('scope', scopeArg) scope: SeriesScope,
    @Args('reason', {
      type: () => String,
      nullable: true,
      description: 'Why, for the other side; at most 500 letters.',
    })
    reason?: string | null,
  ): Promise<{ id: string }> {
    return this.service.cancel(sessionId, scope, reason ?? null);
  }
}

/** By which rule a session recurs. */
@Resolver(() => Session)
export class SessionRecurrence {
  @One(() => SessionSeries, {
    nullable: true,
    description: 'The series that it belongs to; null where it stands alone.',
    on: (session, series) => `${series}.id = ${session}.series_id`,
  })
  series(): SessionSeries {
    return declared();
  }
}
