import { Int } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { Id, Reads, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import type { WeeklyPulseEntity } from './weekly-pulse.entity.js';

@Reads('weekly_pulses', {
  idKind: 'weekly-pulse',
  description: 'How stuck a week felt; the client’s, and with consent to CHECK_INS the coach’s to see.',
})
export class WeeklyPulse implements Pick<WeeklyPulseEntity, 'weekOn' | 'felt' | 'version'> {
  @Id('weekly-pulse')
  id: string;

  @Stored(() => LocalDate, { description: 'The Monday of the week, where the client was.' })
  weekOn: string;

  @Stored(() => Int, { description: 'How stuck it felt, from 0 not at all to 4 completely.' })
  felt: number;

  @Stored(() => Instant, { description: 'When it was last said.' })
  recordedAt: string;

  @Stored(() => Int, { description: 'Grows with every change within the week.' })
  version: number;
}

export const WeeklyPulseConnection = connectionOf(WeeklyPulse, 'weekly pulses');
