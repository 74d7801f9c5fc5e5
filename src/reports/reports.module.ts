import { Module } from '@nestjs/common';
import { EngagementsModule } from '../engagements/engagements.module.js';
import { FilesModule } from '../files/files.module.js';
import { GraphqlModule } from '../graphql/graphql.module.js';
import { CaseloadRepository } from './caseload.repository.js';
import { ClosingRepository } from './closing.repository.js';
import { CoachHoursRepository } from './coach-hours.repository.js';
import { ReportMakers } from './report.makers.js';
import { ReportsBuild } from './reports.build.js';
import { ReportsController } from './reports.controller.js';
import { ReportsDownload } from './reports.download.js';
import { ReportsJobs } from './reports.jobs.js';
import { ReportsRepository } from './reports.repository.js';
import { ReportFiles, ReportsResolver } from './reports.resolver.js';
import { ReportsService } from './reports.service.js';

@Module({
  imports: [EngagementsModule, FilesModule, GraphqlModule],
  controllers: [ReportsController],
  providers: [
    CaseloadRepository,
    ClosingRepository,
    CoachHoursRepository,
    ReportMakers,
    ReportsBuild,
    ReportsDownload,
    ReportsJobs,
    ReportsRepository,
    ReportsResolver,
    ReportFiles,
    ReportsService,
  ],
})
export class ReportsModule {}
