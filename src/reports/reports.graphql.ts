import { Int, registerEnumType } from '@nestjs/graphql';
import { Engagement } from '../engagements/engagements.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, One, Reads, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import {
  reportFailures,
  reportKinds,
  reportStatuses,
  type ReportEntity,
  type ReportFailure,
  type ReportKind,
  type ReportStatus,
} from './report.entity.js';
import { reportFormats } from './report-file.entity.js';

export const ReportKindEnum = enumOf(reportKinds);
registerEnumType(ReportKindEnum, {
  name: 'ReportKind',
  description: 'What a report is about.',
  valuesMap: {
    CASELOAD: {
      description:
        'A coach’s own clients: next and last sessions, active goals and how they go, overdue reviews, hours.',
    },
    COACH_HOURS: {
      description:
        'The hours of sessions and group meetings that a coach held, with the fields that the ICF asks for in a client coaching log. It names the clients who let it (consent COACH_HOURS) and counts the others.',
    },
    CLOSING: {
      description:
        'What a client takes away from an engagement that is over: sessions, check-ins at its start and end, goals, wins, actions, learning, thanks. For the client alone.',
    },
  },
});

export const ReportStatusEnum = enumOf(reportStatuses);
registerEnumType(ReportStatusEnum, {
  name: 'ReportStatus',
  description: 'How far a report is.',
  valuesMap: {
    REQUESTED: { description: 'Waits for its turn.' },
    BUILDING: { description: 'Is being built; `progress` says how far it is.' },
    READY: { description: 'Its files can be downloaded.' },
    FAILED: { description: 'Was not built; `failure` says why.' },
  },
});

export const ReportFailureEnum = enumOf(reportFailures);
registerEnumType(ReportFailureEnum, {
  name: 'ReportFailure',
  description: 'Why a report was not built.',
  valuesMap: {
    ACCESS_ENDED: {
      description:
        'Meanwhile you could no longer see what it was to hold: a client in it, or the organization; or a client took back being named.',
    },
    GIVEN_UP: { description: 'Building it failed again and again; asking for another may help.' },
  },
});

export const ReportFormatEnum = enumOf(reportFormats);
registerEnumType(ReportFormatEnum, {
  name: 'ReportFormat',
  description:
    'The form of a report’s file: CASELOAD has all three, COACH_HOURS has CSV and JSON, CLOSING has PDF and JSON.',
  valuesMap: {
    PDF: { description: 'For reading and printing, with charts; tagged for screen readers.' },
    CSV: {
      description:
        'For spreadsheets, in UTF-8 behind a byte order mark: of CASELOAD one row a goal; of COACH_HOURS one row an engagement or group, and rows of totals.',
    },
    JSON: { description: 'For programs: the whole snapshot that the report was made from.' },
  },
});

@Reads('reports', { idKind: 'report', description: 'A report for you; nobody else sees it.' })
export class Report implements Pick<
  ReportEntity,
  'kind' | 'since' | 'until' | 'status' | 'progress' | 'failure' | 'version'
> {
  @Id('report')
  id: string;

  @Stored(() => ReportKindEnum, { description: 'What it is about.' })
  kind: ReportKind;

  @Stored(() => LocalDate, {
    nullable: true,
    description: 'Of COACH_HOURS, the first day that counts, where the coach is; null for other kinds.',
  })
  since: string | null;

  @Stored(() => LocalDate, {
    nullable: true,
    description: 'Of COACH_HOURS, the last day that counts, where the coach is; null for other kinds.',
  })
  until: string | null;

  @One(() => Engagement, {
    nullable: true,
    description: 'Of CLOSING, the engagement that it is about; null for other kinds.',
    on: (report, engagement) => `${engagement}.id = ${report}.engagement_id`,
  })
  engagement: Engagement | null;

  @Stored(() => ReportStatusEnum, { description: 'How far it is.' })
  status: ReportStatus;

  @Stored(() => Int, {
    description: 'How far it is in percent, never falling; 100 exactly when it is ready.',
  })
  progress: number;

  @Stored(() => ReportFailureEnum, {
    nullable: true,
    description: 'Why it was not built; null unless it failed.',
  })
  failure: ReportFailure | null;

  @Stored(() => Instant, { description: 'When you asked for it, or the engagement ended that it is about.' })
  requestedAt: string;

  @Stored(() => Instant, { nullable: true, description: 'When it was ready; null until then.' })
  readyAt: string | null;

  @Stored(() => Int, {
    description: 'Grows with every change, so that a later event can be told from an earlier one.',
  })
  version: number;
}

export const ReportConnection = connectionOf(Report, 'reports');
