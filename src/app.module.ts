import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { ActionsModule } from './actions/actions.module.js';
import { AuthModule } from './auth/auth.module.js';
import { AvailabilityModule } from './availability/availability.module.js';
import { CalendarsModule } from './calendars/calendars.module.js';
import { CheckInsModule } from './checkins/check-ins.module.js';
import { ClientsModule } from './clients/clients.module.js';
import { CoachesModule } from './coaches/coaches.module.js';
import { ConfigModule } from './config/config.module.js';
import { ENV, type Env } from './config/env.js';
import { ConsentsModule } from './consents/consents.module.js';
import { DbModule } from './db/db.module.js';
import { EngagementsModule } from './engagements/engagements.module.js';
import { entities } from './entities.js';
import { GoalsModule } from './goals/goals.module.js';
import { GraphqlModule } from './graphql/graphql.module.js';
import { GroupsModule } from './groups/groups.module.js';
import { HealthModule } from './health.js';
import { HomeModule } from './home/home.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { JournalModule } from './journal/journal.module.js';
import { LearningModule } from './learning/learning.module.js';
import { MembersModule } from './members/members.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { OrgsModule } from './orgs/orgs.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { ReviewsModule } from './reviews/reviews.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SituationsModule } from './situations/situations.module.js';
import { WeekModule } from './week/week.module.js';

/** Modules in dependency order, kernel first: a module imports only what stands above it. */
@Module({
  imports: [
    ConfigModule,
    LoggerModule.forRootAsync({
      inject: [ENV],
      useFactory: (env: Env) => ({
        pinoHttp: {
          level: env.logLevel,
          // Neither bodies nor headers: a log holds no content and no token. Health checks are noise.
          serializers: {
            req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
              id,
              method,
              path: url.split('?')[0],
            }),
            res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
          },
          autoLogging: { ignore: (request) => /^\/(healthz|readyz|metrics)/.test(request.url ?? '') },
        },
      }),
    }),
    DbModule.register(entities),
    AuthModule,
    JobsModule.register(),
    HealthModule,
    GraphqlModule,
    OrgsModule,
    MembersModule,
    CoachesModule,
    ClientsModule,
    EngagementsModule,
    NotificationsModule,
    ConsentsModule,
    CheckInsModule,
    SituationsModule,
    GoalsModule,
    ActionsModule,
    AvailabilityModule,
    SessionsModule,
    JournalModule,
    LearningModule,
    MessagesModule,
    GroupsModule,
    ReviewsModule,
    WeekModule,
    CalendarsModule,
    HomeModule,
    ReportsModule,
  ],
})
export class AppModule {}
