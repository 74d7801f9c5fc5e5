import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { Coach } from '../coaches/coaches.graphql.js';
import { id } from '../graphql/ids.js';
import { Action, declared, One } from '../graphql/read/declare.js';
import {
  Availability,
  ExceptionInput,
  HoursInput,
  hoursCheck,
  ScheduleSettingsInput,
} from './availability.graphql.js';
import { AvailabilityService } from './availability.service.js';

type Reference = Promise<{ id: string }>;
const COACH = ['COACH'] as const;
const versionArg = { type: () => Int, description: 'The version that you saw.' };

@Resolver()
export class AvailabilityResolver {
  constructor(private readonly availability: AvailabilityService) {}

  @Action(() => Availability, {
    description:
      'Says as a coach when you can be met in each week, in place of what you said before. No hours at all: only what exceptions add. Hours of a day do not overlap. Sessions that are booked stay.',
    allow: COACH,
    args: { hours: hoursCheck },
  })
  setAvailability(
    @Args('version', versionArg) version: number,
    @Args('hours', { type: () => [HoursInput], description: 'The whole week; may be empty.' })
    hours: HoursInput[],
  ): Reference {
    return this.availability.setHours(version, hours);
  }

  @Action(() => Availability, {
    description: 'Changes as a coach how sessions with you are booked.',
    allow: COACH,
  })
  changeScheduleSettings(
    @Args('version', versionArg) version: number,
    @Args('input', { type: () => ScheduleSettingsInput, description: 'What to change.' })
    input: ScheduleSettingsInput,
  ): Reference {
    return this.availability.changeSettings(version, input);
  }

  @Action(() => Availability, {
    description:
      'Says as a coach that some days differ from other weeks: away, or there as well. At most 200 that are not over. Sessions that are booked stay.',
    allow: COACH,
  })
  addAvailabilityException(
    @Args('input', { type: () => ExceptionInput, description: 'Which days, and how.' }) input: ExceptionInput,
  ): Reference {
    return this.availability.addException(input, new Date());
  }

  @Action(() => Availability, {
    description: 'Removes days that were to differ, as their coach.',
    allow: COACH,
    args: { id: id('availability-exception') },
  })
  removeAvailabilityException(
    @Args('id', { type: () => ID, description: 'Id of the exception.' }) exceptionId: string,
  ): Reference {
    return this.availability.removeException(exceptionId);
  }

  @Action(() => Availability, {
    description: 'Forgets another calendar of yours, as a coach: its times are free again.',
    allow: COACH,
    args: { id: id('imported-calendar') },
  })
  removeImportedCalendar(
    @Args('id', { type: () => ID, description: 'Id of the imported calendar.' }) calendarId: string,
  ): Reference {
    return this.availability.removeCalendar(calendarId);
  }
}

/** When a coach can be met. */
@Resolver(() => Coach)
export class CoachAvailability {
  @One(() => Availability, {
    nullable: true,
    description: 'When the coach can be met; null for everybody but the coach and admins.',
    on: (coach, schedule) => `${schedule}.id = ${coach}.id`,
  })
  availability(): Availability {
    return declared();
  }
}
