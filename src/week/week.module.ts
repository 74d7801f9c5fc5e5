import { Module } from '@nestjs/common';
import { FirstWeekRepository } from './first-week.repository.js';
import { FirstWeekService } from './first-week.service.js';
import { WeekResolver } from './week.resolver.js';

@Module({ providers: [FirstWeekRepository, FirstWeekService, WeekResolver] })
export class WeekModule {}
